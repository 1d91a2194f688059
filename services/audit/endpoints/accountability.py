"""Holding to account: a case is opened here; what happens in it happens to a case."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.access.policy import Role
from services.audit.domain.outcome_ladder import Scope
from services.audit.endpoints.cases import shown
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.repository.accountability import list_published
from services.audit.rulebook import Rules
from services.audit.schemas.accountability import (
    CommendationGiven,
    OutcomeGiven,
    PublishedShown,
    RulesShown,
    shown_published,
    shown_rules,
)
from services.audit.schemas.cases import CaseShown
from services.audit.use_cases.commend import WantedCommendation, open_commendation
from services.audit.use_cases.open_outcome import WantedOutcome, open_outcome
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

OUTSIDERS = frozenset({Role.DASHBOARD, Role.SENDER})
"""Machines of others, who are told only what everybody may know."""
router = APIRouter(prefix="/api/v1/audit", route_class=OneTransaction, tags=["audit.cases"])


@router.post("/outcomes", operation_id="audit_open_outcome", summary="启动问责 · Open a case of accountability",
             status_code=201)  # fmt: skip
async def open_one(body: OutcomeGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun) -> CaseShown:
    """On orders that were not carried out, under the rules in force that day. 依据未落实的整改令启动。"""
    wanted = WantedOutcome(**dict(body))
    id_ = await open_outcome(session, guard, rules.accountability, wanted)
    return await shown(session, id_)


@router.post("/commendations", operation_id="audit_open_commendation", summary="提出表扬 · Propose a commendation",
             status_code=201)  # fmt: skip
async def commend(body: CommendationGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun) -> CaseShown:
    """For what was proved, by the same rules of evidence; another person approves. 依据同样的证据规则，由他人批准。"""
    wanted = WantedCommendation(**dict(body))
    return await shown(session, await open_commendation(session, guard, rules.accountability, wanted))


@router.get("/accountability-rules", operation_id="audit_list_accountability_rules",
            summary="问责办法与问责方式 · The accountability rules and their outcomes")  # fmt: skip
async def list_rules(rules: Rules) -> list[RulesShown]:
    """Each version with its triggers and its ladder of outcomes, oldest first. 各版本的情形与问责方式。"""
    return [shown_rules(each) for each in rules.accountability]


@router.get("/publications", operation_id="audit_list_publications",
            summary="已公开的问责决定 · Decisions made known")  # fmt: skip
async def list_publications(
    session: Session, guard: TheGuard, rules: Rules, cursor: Cursor = None, limit: Limit = 100
) -> Page[PublishedShown]:
    """Newest first, as widely as each was published; one that was revoked is gone. 按公开范围显示，撤销的不再显示。"""
    before = position(cursor, BEYOND_LAST)
    inside = any(grant.role not in OUTSIDERS for grant in guard.caller.grants)
    scopes = [Scope.PUBLIC, Scope.SYSTEM] if inside else [Scope.PUBLIC]
    found = await list_published(session, scopes, before=before, limit=limit + 1)
    known = {each.code: each for each in rules.accountability}
    items = [shown_published(each, known[each.rule]) for each in found[:limit]]
    return Page[PublishedShown](items=items, next=next_cursor([each.number for each in found], limit))

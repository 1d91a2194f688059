"""Draw a responsibility statement from the plan that binds on the day."""

import hashlib
from dataclasses import dataclass

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.organisation import Organisation
from services.plans.domain.statement_life import StatementAct, StatementState
from services.plans.domain.stored_plan import StoredPlan
from services.plans.errors import NothingOwed, StatementElsewhereIssued, StatementInvalid
from services.plans.models import StatementVersion
from services.plans.repository import organisations, plans, statements
from services.plans.repository.statements import KeptStatement, NewStatement
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.statement_content import StatementContent
from services.plans.schemas.statements import StatementBody, StatementShown
from services.plans.use_cases.owed_parts import Unit, owed_parts
from services.plans.use_cases.responsibilities import named_by
from services.plans.use_cases.shown_statement import shown_statement
from services.plans.use_cases.statement_acts import Act, enter, require_day
from services.plans.use_cases.statement_content import drawn_content
from services.plans.use_cases.statement_ground import binding_on


@dataclass(frozen=True)
class Drawn:
    """`created` is false where the statement was there already."""

    statement: StatementShown
    created: bool


async def draw_statement(session: Session, guard: Guard, body: StatementBody) -> Drawn:
    """The statement of the plan, unit and year: the one there is, unless it was withdrawn, or a new one."""
    stored = await plans.find_plan(session, body.plan)
    if stored is None:
        raise NotFound()
    if stored.jurisdiction not in await guard.allowed([stored.jurisdiction]):
        raise guard.refusal() if stored.newest else NotFound()
    id_ = _id(body)
    await statements.hold(session, id_)
    there = await statements.statement_of(session, id_)
    if there is not None and there.state is not StatementState.WITHDRAWN:
        return await _same(session, there, body)
    if there is not None:
        require_day(there, body.drawn_on, "/drawn_on")
    content = await _content(session, stored, body)
    version = 1 if there is None else there.version + 1
    new = NewStatement(id_, body.plan, stored.jurisdiction, body.organisation, body.year, body.issued_by)
    if there is None and not await statements.add_statement(session, new):
        drawn_meanwhile = await statements.statement_of(session, id_)
        if drawn_meanwhile is None:
            raise NotFound()
        return await _same(session, drawn_meanwhile, body)
    kept = StatementVersion(
        statement_id=id_, version=version, plan_revision=content.plan.revision, content=content.model_dump(mode="json")
    )
    await statements.add_version(session, kept)
    shown = await enter(session, guard, id_, Act(StatementAct.DRAWN, version, body.reason, body.drawn_on))
    return Drawn(shown, created=there is None)


def _id(body: StatementBody) -> str:
    """From the natural key, so that the same statement has the same id wherever it is drawn."""
    key = f"{body.plan}\n{body.organisation}\n{body.year}"
    return f"sta_{hashlib.sha256(key.encode()).hexdigest()[:24]}"


async def _same(session: Session, there: KeptStatement, body: StatementBody) -> Drawn:
    if there.issued_by_code != body.issued_by:
        raise StatementElsewhereIssued(f"it is issued by {there.issued_by_code}")
    return Drawn(await shown_statement(session, there), created=False)


async def _content(session: Session, stored: StoredPlan, body: StatementBody) -> StatementContent:
    plan, head = await binding_on(session, stored.code, body.drawn_on)
    found = await organisations.with_ancestors(session, [body.organisation, body.issued_by, stored.jurisdiction])
    faults = _faults(body, plan, found, stored.jurisdiction)
    if faults:
        raise StatementInvalid(faults=faults)
    names = await named_by(session, body.organisation, body.drawn_on)
    parts = owed_parts(plan, Unit(body.organisation, frozenset(names or ())))
    if parts.nothing:
        raise NothingOwed()
    names_of_both = (_name(found[body.organisation]), _name(found[body.issued_by]))
    content = drawn_content(plan, head, parts, body.year, names_of_both)
    return content.model_copy(update={"issued_by": body.issued_by})


def _faults(body: StatementBody, plan: PlanDocument, found: dict[str, Organisation], jurisdiction: str) -> list[Fault]:
    faults = [
        Fault("organisation_unknown", pointer, "an organisation that exists", code)
        for pointer, code in (("/organisation", body.organisation), ("/issued_by", body.issued_by))
        if code not in found
    ]
    issuer = found.get(body.issued_by)
    within = issuer is not None and jurisdiction in issuer.path.split("/")
    if issuer is not None and not within and body.issued_by != plan.issued_by:
        expected = f"{jurisdiction}, one below it, or who issued the plan"
        faults.append(Fault("issuer_outside", "/issued_by", expected, body.issued_by))
    if body.issued_by == body.organisation:
        expected = "another organisation: nobody answers to itself"
        faults.append(Fault("issuer_is_the_unit", "/issued_by", expected, body.issued_by))
    if body.drawn_on.year > body.year:
        expected = f"a day not after {body.year}: nobody promises what is over"
        faults.append(Fault("year_over", "/drawn_on", expected, body.drawn_on.isoformat()))
    return faults


def _name(one: Organisation) -> Bilingual:
    return Bilingual(zh=one.name_zh, en=one.name_en)

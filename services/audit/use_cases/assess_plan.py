"""Assesses every target of a plan, and rolls the verdicts up to measures, programmes and the plan."""

import asyncio
from collections.abc import Mapping
from datetime import date

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.case_force import covers
from services.audit.domain.measured import Facts
from services.audit.domain.plan_rows import nodes_json, target_row
from services.audit.domain.plan_targets import PlanTarget, effective_from, outline_of, targets_of, titles_of
from services.audit.domain.rollup import roll_up
from services.audit.domain.target_assessment import assess_target
from services.audit.domain.verdict import Verdict
from services.audit.errors import PlanElsewhere
from services.audit.repository.assessments import Kept, newest_against
from services.audit.repository.plans import Plan
from services.audit.repository.register import register_at
from services.audit.repository.series import series_of
from services.audit.use_cases.keeping import Scored, keep
from services.audit.use_cases.pinning import Pinned, Wanted, pin
from services.kernel.errors import Fault
from services.kernel.routes import Session


async def assess_plan(session: Session, guard: Guard, copies: Copies, wanted: Wanted) -> Kept:
    """The assessment as it was kept. A plan is assessed where it holds: in its jurisdiction, or in a part of it."""
    pinned = await pin(session, guard, copies, None, wanted)
    plan = _plan_there(pinned, wanted)
    targets = targets_of(plan.document)
    items = set().union(*(each.rule.yardstick.items for each in targets if each.rule.yardstick))
    register = await register_at(session, pinned.place.code, pinned.organisations)
    series = await series_of(session, register, items=items, snapshot=pinned.snapshot)
    codes = sorted({each.rule.by_standard for each in targets if each.rule.by_standard})
    standards = {code: await newest_against(session, code, pinned.place.code, wanted.as_of) for code in codes}
    await session.rollback()  # what was read is pinned: no transaction stays open while it is scored
    scored = await asyncio.to_thread(_score, pinned.place.code, plan, targets, series.facts, standards, wanted.as_of)
    return await keep(session, guard, wanted, pinned, scored)


def _plan_there(pinned: Pinned, wanted: Wanted) -> Plan:
    path = None if pinned.jurisdiction is None else pinned.jurisdiction.path
    if pinned.plan is None or not covers(path, pinned.place.path):
        where = "a place the plan holds for"
        raise PlanElsewhere(faults=[Fault("plan_elsewhere", "/organisation", where, wanted.organisation)])
    return pinned.plan


def _score(
    place: str,
    plan: Plan,
    targets: tuple[PlanTarget, ...],
    facts: Facts,
    standards: Mapping[str, Kept | None],
    as_of: date,
) -> Scored:
    since = effective_from(plan.document) or as_of
    verdicts = {code: None if kept is None else Verdict(kept.verdict) for code, kept in standards.items()}
    assessed = {each.rule.code: assess_target(each.rule, facts, as_of, since, verdicts) for each in targets}
    rows = [
        target_row(place, each, assessed[each.rule.code], _rests_on(standards.get(each.rule.by_standard or "")))
        for each in targets
    ]
    tree = roll_up(outline_of(plan.document), assessed)
    summary = {"subject": "plan", "nodes": nodes_json(tree, titles_of(plan.document))}
    return Scored(tree.verdict or Verdict.CANNOT_DECIDE, rows, (), summary)


def _rests_on(kept: Kept | None) -> Mapping[str, str | None] | None:
    if kept is None:
        return None
    return {
        "assessment": kept.id,
        "standard": kept.standard,
        "standard_version": kept.standard_version,
        "period": kept.period,
    }

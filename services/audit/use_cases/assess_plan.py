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
from services.audit.repository.assessments import Kept, newest_verdict
from services.audit.repository.plans import Plan
from services.audit.repository.series import series_within
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
    series = await series_within(session, path=pinned.place.path, items=items, snapshot=pinned.snapshot)
    standards = {each.rule.by_standard for each in targets if each.rule.by_standard}
    verdicts = {
        code: await newest_verdict(session, code, pinned.place.code, wanted.as_of) for code in sorted(standards)
    }
    scored = await asyncio.to_thread(_score, pinned.place.code, plan, targets, series.facts, verdicts, wanted.as_of)
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
    verdicts: Mapping[str, Verdict | None],
    as_of: date,
) -> Scored:
    since = effective_from(plan.document) or as_of
    assessed = {each.rule.code: assess_target(each.rule, facts, as_of, since, verdicts) for each in targets}
    rows = [target_row(place, each, assessed[each.rule.code]) for each in targets]
    tree = roll_up(outline_of(plan.document), assessed)
    summary = {"subject": "plan", "nodes": nodes_json(tree, titles_of(plan.document))}
    return Scored(tree.verdict or Verdict.CANNOT_DECIDE, rows, (), summary)

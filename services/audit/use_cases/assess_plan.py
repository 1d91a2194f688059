"""Assesses every target of a plan, and rolls the verdicts up to measures, programmes and the plan."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
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
from services.audit.repository.assessments import Kept, assessment_of, newest_against
from services.audit.repository.organisations import places_of
from services.audit.repository.plans import Plan, plan_revision
from services.audit.repository.register import register_at
from services.audit.repository.results import results_at
from services.audit.repository.series import series_of
from services.audit.use_cases.keeping import Scored, keep
from services.audit.use_cases.pinning import Pinned, Wanted, pin
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class _Pins:
    """Beside the versions of the feeds: since when the plan counts, and the assessments by whole standards that its
    targets take their verdicts from, by the code of the standard; None where there is none."""

    since: date
    standards: Mapping[str, Kept | None]


async def assess_plan(session: Session, guard: Guard, copies: Copies, wanted: Wanted) -> Kept:
    """The assessment as it was kept. A plan is assessed where it holds: in its jurisdiction, or in a part of it."""
    pinned = await pin(session, guard, copies, None, wanted)
    plan = _plan_there(pinned, wanted)
    codes = sorted({each.rule.by_standard for each in targets_of(plan.document) if each.rule.by_standard})
    standards = {code: await newest_against(session, code, pinned.place.code, wanted.as_of) for code in codes}
    pins = _Pins(effective_from(plan.document) or wanted.as_of, standards)
    return await _assessed(session, guard, wanted, pinned, plan, pins)


async def assess_plan_again(session: Session, guard: Guard, kept: Kept) -> Kept:
    """A new assessment from all that one of a plan's targets pinned."""
    code, revision = kept.plan or "", kept.plan_revision or 0
    plan = Plan(code, revision, await plan_revision(session, code, revision))
    place = (await places_of(session, [kept.organisation]))[kept.organisation]
    pinned = Pinned(place, plan, None, kept.information_only, kept.snapshot_version, kept.organisations_version)
    pins = _Pins(_since(kept, plan), await _rested_on(session, kept))
    return await _assessed(session, guard, Wanted(kept.organisation, kept.as_of, code, 0), pinned, plan, pins)


def _since(kept: Kept, plan: Plan) -> date:
    """As it was pinned. An assessment of before 0.5.0 did not keep it; what the revision says is taken then."""
    if "since" in kept.summary:
        return date.fromisoformat(kept.summary["since"])
    return effective_from(plan.document) or kept.as_of


async def _rested_on(session: Session, kept: Kept) -> Mapping[str, Kept | None]:
    found: dict[str, Kept | None] = {}
    for row in await results_at(session, kept.id, kind="target"):
        if row.detail["rests_on"] is not None:
            found[row.detail["rests_on"]["standard"]] = await assessment_of(
                session, row.detail["rests_on"]["assessment"]
            )
    return found


def _plan_there(pinned: Pinned, wanted: Wanted) -> Plan:
    path = None if pinned.jurisdiction is None else pinned.jurisdiction.path
    if pinned.plan is None or not covers(path, pinned.place.path):
        where = "a place the plan holds for"
        raise PlanElsewhere(faults=[Fault("plan_elsewhere", "/organisation", where, wanted.organisation)])
    return pinned.plan


async def _assessed(session: Session, guard: Guard, wanted: Wanted, pinned: Pinned, plan: Plan, pins: _Pins) -> Kept:
    targets = targets_of(plan.document)
    items = set().union(*(each.rule.yardstick.items for each in targets if each.rule.yardstick))
    register = await register_at(session, pinned.place.code, pinned.organisations)
    series = await series_of(session, register, items=items, snapshot=pinned.snapshot)
    await session.rollback()  # what was read is pinned: no transaction stays open while it is scored
    scored = await asyncio.to_thread(_score, pinned.place.code, plan, targets, series.facts, pins, wanted.as_of)
    return await keep(session, guard, wanted, pinned, scored)


def _score(place: str, plan: Plan, targets: tuple[PlanTarget, ...], facts: Facts, pins: _Pins, as_of: date) -> Scored:
    verdicts = {code: None if kept is None else Verdict(kept.verdict) for code, kept in pins.standards.items()}
    assessed = {each.rule.code: assess_target(each.rule, facts, as_of, pins.since, verdicts) for each in targets}
    rows = [
        target_row(place, each, assessed[each.rule.code], _rests_on(pins.standards.get(each.rule.by_standard or "")))
        for each in targets
    ]
    tree = roll_up(outline_of(plan.document), assessed)
    nodes = nodes_json(tree, titles_of(plan.document))
    summary = {"subject": "plan", "since": pins.since.isoformat(), "nodes": nodes}
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

"""A rectification order is proposed: only on findings that name the unit, under a plan and rules in force."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.domain.case_duties import still_gives
from services.audit.domain.case_force import DatedRule, covers, plan_in_force, rule_in_force
from services.audit.domain.procedures.life import Happened
from services.audit.domain.procedures.procedure import Procedure
from services.audit.errors import DateOutOfOrder, OrderUnfounded
from services.audit.procedures import in_force
from services.audit.repository.bindings import Bound, bound_to
from services.audit.repository.cases import Ground, standing_orders
from services.audit.repository.findings import KeptFinding, findings_by_id, lock_findings
from services.audit.repository.organisations import places_of
from services.audit.repository.plans import Plan, newest_plans
from services.audit.use_cases.case_day import ahead_faults, entered_now, over_faults
from services.audit.use_cases.case_lives import Opened, keep_opened
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class WantedOrder:
    findings: Sequence[str]
    unit: str
    demand: str
    due_on: date
    hearing_until: date
    proposed_on: date
    reason: str


@dataclass(frozen=True)
class Known:
    """What is known of the findings an order names: only those the caller may see. `ordered` are orders by finding."""

    findings: Mapping[str, KeptFinding]
    bound: Mapping[str, Bound]
    plans: Mapping[str, Plan]
    ordered: Mapping[str, str]
    below_county: bool


async def propose_order(session: Session, guard: Guard, rules: Sequence[DatedRule], wanted: WantedOrder) -> str:
    """The id of the new order. Everything that does not hold is named at once."""
    known = await _known(session, guard, wanted)
    rule, procedure = rule_in_force(rules, wanted.proposed_on), in_force("rectification", wanted.proposed_on)
    faults = [
        fault for place, id_ in enumerate(wanted.findings) for fault in _finding_faults(place, id_, wanted, known)
    ]
    if not known.below_county:
        faults.append(Fault("unit_not_below", "/unit", "a unit below the county of the findings", wanted.unit))
    if len({finding.county for finding in known.findings.values()}) > 1:
        faults.append(Fault("several_counties", "/findings", "findings of one county"))
    if rule is None or procedure is None:
        first = min(each.in_force_from for each in rules)
        given = wanted.proposed_on.isoformat()
        faults.append(Fault("rules_not_in_force", "/proposed_on", f"{first} or later: the rules hold from then", given))
    if faults or rule is None or procedure is None:
        raise OrderUnfounded(faults=faults)
    _check_dates(wanted, known)
    return await _keep(session, guard, rule, procedure, wanted, known)


async def _known(session: Session, guard: Guard, wanted: WantedOrder) -> Known:
    found = await findings_by_id(session, wanted.findings)
    allowed = await guard.allowed({wanted.unit, *(finding.organisation for finding in found.values())})
    if wanted.unit not in allowed:
        raise guard.refusal()
    seen = {id_: finding for id_, finding in found.items() if finding.organisation in allowed}
    await lock_findings(session, seen)
    ordered = await standing_orders(session, seen, wanted.unit)
    keys = {(each.plan, each.standard, each.criterion) for each in seen.values() if each.plan is not None}
    named = await bound_to(session, keys)
    bound = {
        id_: each
        for id_, finding in seen.items()
        for each in named.get((finding.plan or "", finding.standard, finding.criterion), ())
        if each.unit == wanted.unit
    }
    places = await places_of(session, {wanted.unit, *(finding.county for finding in seen.values())})
    unit, counties = places[wanted.unit], [places[finding.county] for finding in seen.values()]
    below = all(county.path != unit.path and covers(county.path, unit.path) for county in counties)
    plans = await newest_plans(session, {plan for plan, _, _ in keys})
    return Known(seen, bound, plans, ordered, below)


def _finding_faults(place: int, id_: str, wanted: WantedOrder, known: Known) -> list[Fault]:
    pointer, finding = f"/findings/{place}", known.findings.get(id_)
    if finding is None:
        return [Fault("finding_unknown", pointer, "the id of a finding you may see", id_)]
    faults = []
    if id_ in wanted.findings[:place]:
        faults.append(Fault("finding_twice", pointer, "each finding once", id_))
    if id_ in known.ordered:
        expected = f"a finding that grounds no order to this unit; {known.ordered[id_]} rests on it"
        faults.append(Fault("already_ordered", pointer, expected, id_))
    bound, plan = known.bound.get(id_), known.plans.get(finding.plan or "")
    if bound is None:
        faults.append(Fault("unit_not_named", pointer, "a finding that a binding gives to this unit", id_))
    elif plan is not None and not still_gives(plan.document, bound.unit, bound.duty):
        expected = f"a duty that revision {plan.revision} of the plan gives to this unit"
        faults.append(Fault("duty_gone", pointer, expected, bound.duty))
    if plan is None or not plan_in_force(plan.document, wanted.proposed_on, plan.ending):
        faults.append(Fault("plan_not_in_force", pointer, "a finding under a plan in force on that day", id_))
    return faults


def _check_dates(wanted: WantedOrder, known: Known) -> None:
    latest = max(finding.as_of for finding in known.findings.values())
    faults = ahead_faults("/proposed_on", wanted.proposed_on)
    faults += over_faults("/hearing_until", wanted.hearing_until, wanted.proposed_on)
    if wanted.proposed_on < latest:
        expected = f"{latest} or later, the day assessed"
        faults.append(Fault("before_assessment", "/proposed_on", expected, wanted.proposed_on.isoformat()))
    if wanted.hearing_until < wanted.proposed_on:
        expected = "the day of the proposal or later"
        faults.append(Fault("hearing_before_proposal", "/hearing_until", expected, wanted.hearing_until.isoformat()))
    if wanted.due_on <= wanted.hearing_until:
        expected = "a day after the hearing"
        faults.append(Fault("due_before_hearing", "/due_on", expected, wanted.due_on.isoformat()))
    if faults:
        raise DateOutOfOrder(faults=faults)


async def _keep(
    session: Session, guard: Guard, rule: DatedRule, procedure: Procedure, wanted: WantedOrder, known: Known
) -> str:
    id_ = f"ord_{secrets.token_hex(8)}"
    opened = Opened(
        id_,
        None,
        known.findings[wanted.findings[0]].county,
        wanted.unit,
        {"rule": rule.code, "demand": wanted.demand},
        {"hearing_until": wanted.hearing_until, "due_on": wanted.due_on},
        [Ground(finding, *_cited(known.bound[finding])) for finding in wanted.findings],
    )
    first = Happened(procedure.first, wanted.proposed_on, guard.caller.id, entered=entered_now(wanted.proposed_on))
    await keep_opened(session, procedure, opened, first, wanted.reason, guard.caller)
    return id_


def _cited(bound: Bound) -> tuple[str, str, str, str]:
    return bound.plan, bound.duty, bound.role, bound.place

"""Somebody is held to account for orders that were not carried out."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.case_force import DatedRule, covers, rule_in_force
from services.audit.domain.outcome_ladder import TWICE, Subject, twice_in_a_year
from services.audit.domain.procedures.life import Happened, Life, passed
from services.audit.domain.procedures.procedure import Procedure
from services.audit.errors import OutcomeUnfounded
from services.audit.procedures import calendar, in_force
from services.audit.repository.accountability import decided_outcomes, held_orders
from services.audit.repository.cases import Ground, KeptCase, case_of, grounds_of
from services.audit.repository.organisations import places_of
from services.audit.use_cases.case_day import entered_now, refuse_ahead
from services.audit.use_cases.case_lives import Opened, keep_moved, keep_opened, life_of
from services.kernel.errors import Fault
from services.kernel.routes import Session

FAILED = ("overdue", "escalated", "under_way", "reported")
"""Where an order stands that may be held against somebody: its day has come and gone, or its proof failed."""


@dataclass(frozen=True)
class WantedOutcome:
    cases: Sequence[str]
    unit: str
    subject: Subject
    post: str | None
    trigger: str
    aggravated_by: Sequence[str]
    supervision_ended_on: date
    text: str
    on: date


async def open_outcome(session: Session, guard: Guard, rules: Sequence[DatedRule], wanted: WantedOutcome) -> str:
    """The id of the new case. Everything that does not hold is named at once."""
    if wanted.unit not in await guard.allowed([wanted.unit]):
        raise guard.refusal()
    refuse_ahead("/on", wanted.on)
    rule, procedure = rule_in_force(rules, wanted.on), in_force("outcome", wanted.on)
    orders, faults = [], [*_own_faults(wanted, rule), *await _level_faults(session, guard, wanted)]
    for id_ in sorted(set(wanted.cases)):
        await case_of(session, id_, locked=True)  # in one order, whoever else names some of them
    held = await held_orders(session, wanted.unit, wanted.post)
    for place, id_ in enumerate(wanted.cases):
        found = await life_of(session, id_)
        why = await _unseen(guard, found)
        if why is None and found is not None:
            order, before = found
            life = passed(before, wanted.on, calendar())
            await keep_moved(session, order, before, life)
            orders.append(order)
            why = "each order once" if id_ in wanted.cases[:place] else _unfounded(order, life, wanted)
            if why is None and id_ in held:
                why = f"an order nobody of this unit is held to account for; {held[id_]} rests on it"
        if why is not None:
            faults.append(Fault("case_unfit", f"/cases/{place}", why, id_))
    if len({each.organisation for each in orders}) > 1:
        faults.append(Fault("several_counties", "/cases", "orders of one county"))
    if faults or rule is None or procedure is None:
        raise OutcomeUnfounded(faults=faults)
    return await _keep(session, guard, rule, procedure, wanted, orders)


async def _level_faults(session: Session, guard: Guard, wanted: WantedOutcome) -> list[Fault]:
    """Nobody opens a case about himself or about who stands above him."""
    mine = [grant.organisation for grant in guard.caller.grants if grant.role is Role.SUPERVISOR]
    places = await places_of(session, [*mine, wanted.unit])
    unit = places[wanted.unit].path
    if any(code in places and places[code].path != unit and covers(places[code].path, unit) for code in mine):
        return []
    return [Fault("unit_not_below", "/unit", "a unit below the place you supervise", wanted.unit)]


def _own_faults(wanted: WantedOutcome, rule: DatedRule | None) -> list[Fault]:
    faults = []
    if rule is None:
        faults.append(Fault("rules_not_in_force", "/on", "a day on which the rules hold", wanted.on.isoformat()))
    elif wanted.trigger not in rule.triggers:
        faults.append(Fault("trigger_unknown", "/trigger", f"one of: {', '.join(rule.triggers)}", wanted.trigger))
    said = [] if rule is None else [code for code in rule.aggravations if code != TWICE]
    faults += [
        Fault("aggravation_unknown", f"/aggravated_by/{place}", f"one of: {', '.join(said)}", code)
        for place, code in enumerate(wanted.aggravated_by)
        if rule is not None and code not in said
    ]
    if (wanted.subject is Subject.PERSON) != (wanted.post is not None):
        faults.append(Fault("post_unfit", "/post", "the post of a person, and of nobody else", wanted.post))
    if wanted.supervision_ended_on > wanted.on:
        expected = f"{wanted.on} or earlier: supervision has ended when a case is opened"
        given = wanted.supervision_ended_on.isoformat()
        faults.append(Fault("supervision_not_ended", "/supervision_ended_on", expected, given))
    return faults


async def _unseen(guard: Guard, found: tuple[KeptCase, Life] | None) -> str | None:
    if found is None or found[0].kind != "rectification" or not await guard.allowed([found[0].organisation]):
        return "the id of an order you may see"
    return None


def _unfounded(order: KeptCase, life: Life, wanted: WantedOutcome) -> str | None:
    """What would have to be so for the order to be held against the unit; None where it is."""
    liable = {each.said["jointly_liable"] for each in life.log if "jointly_liable" in each.said}
    if wanted.unit not in {order.unit, *liable}:
        return "an order to this unit, or one for which it is jointly liable"
    since = [place for place, each in enumerate(life.log) if each.step == "extended"]
    after = life.log[since[-1] + 1 :] if since else life.log
    if life.state not in FAILED or not any(each.step in ("overdue", "returned") for each in after):
        return f"an order that was not carried out in time, or whose proof failed; this one is {life.state}"
    if life.moved_on > wanted.on:
        return f"an order as it stands on {wanted.on}: it last moved on {life.moved_on}"
    return None


async def _keep(
    session: Session,
    guard: Guard,
    rule: DatedRule,
    procedure: Procedure,
    wanted: WantedOutcome,
    orders: Sequence[KeptCase],
) -> str:
    id_ = f"out_{secrets.token_hex(8)}"
    before = await decided_outcomes(session, wanted.unit, wanted.post)
    grounds: dict[str, Ground] = {}
    for found in (await grounds_of(session, [each.id for each in orders])).values():
        grounds |= {each.finding: each for each in found}
    details = {
        "rule": rule.code,
        "trigger": wanted.trigger,
        "subject": {"kind": wanted.subject.value, "post": wanted.post},
        "on_cases": list(wanted.cases),
        "aggravated_by": list(dict.fromkeys(wanted.aggravated_by)),
        "earlier": [each for each, day in before if twice_in_a_year([day], wanted.on)],
    }
    days = {"supervision_ended_on": wanted.supervision_ended_on}
    county = orders[0].organisation
    opened = Opened(id_, None, county, wanted.unit, details, days, list(grounds.values()))
    first = Happened(procedure.first, wanted.on, guard.caller.id, entered=entered_now(wanted.on))
    await keep_opened(session, procedure, opened, first, wanted.text, guard.caller)
    return id_

"""A unit is commended for what was proved: by an assessment that came out met, or by cases that were closed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.domain.case_force import DatedRule, rule_in_force
from services.audit.domain.procedures.life import Happened
from services.audit.errors import CommendationUnfounded
from services.audit.procedures import in_force
from services.audit.repository.assessments import assessment_of
from services.audit.repository.cases import case_of
from services.audit.repository.unit_assessments import unit_assessment_of
from services.audit.use_cases.case_day import ahead_faults, entered_now
from services.audit.use_cases.case_lives import Opened, keep_opened
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class WantedCommendation:
    unit: str
    reward: str
    assessment: str | None
    cases: Sequence[str]
    text: str
    on: date


async def open_commendation(
    session: Session, guard: Guard, rules: Sequence[DatedRule], wanted: WantedCommendation
) -> str:
    """The id of the new case. Everything that does not hold is named at once."""
    await guard.require(wanted.unit)
    rule, procedure = rule_in_force(rules, wanted.on), in_force("commendation", wanted.on)
    faults = ahead_faults("/on", wanted.on)
    if rule is None:
        faults.append(Fault("rules_not_in_force", "/on", "a day on which the rules hold", wanted.on.isoformat()))
    elif wanted.reward not in rule.rewards:
        faults.append(Fault("reward_unknown", "/reward", f"one of: {', '.join(rule.rewards)}", wanted.reward))
    if wanted.assessment is None and not wanted.cases:
        faults.append(
            Fault("nothing_proved", "/assessment", "an assessment that came out met, or cases that were closed")
        )
    if wanted.assessment is not None and not await _is_met(session, wanted.unit, wanted.assessment):
        expected = "an assessment of the unit that binds and came out met"
        faults.append(Fault("not_proved", "/assessment", expected, wanted.assessment))
    for place, id_ in enumerate(wanted.cases):
        case = await case_of(session, id_)
        if case is None or wanted.unit not in (case.unit, case.about) or case.state != "closed":
            expected = "a case about the unit that newer readings have closed"
            faults.append(Fault("not_proved", f"/cases/{place}", expected, id_))
    if faults or rule is None or procedure is None:
        raise CommendationUnfounded(faults=faults)
    id_ = f"com_{secrets.token_hex(8)}"
    details = {
        "rule": rule.code,
        "reward": wanted.reward,
        "assessment": wanted.assessment,
        "on_cases": list(wanted.cases),
    }
    opened = Opened(id_, None, wanted.unit, wanted.unit, details, {}, ())
    first = Happened(procedure.first, wanted.on, guard.caller.id, entered=entered_now(wanted.on))
    await keep_opened(session, procedure, opened, first, wanted.text, guard.caller)
    return id_


async def _is_met(session: Session, unit: str, assessment: str) -> bool:
    """Of a place or a school against a standard or its plan, or of a unit by its work."""
    kept = await assessment_of(session, assessment)
    if kept is not None:
        return kept.organisation == unit and kept.verdict == "met" and not kept.information_only
    work = await unit_assessment_of(session, assessment)
    return work is not None and work.unit == unit and work.verdict == "met"

"""A grade is proposed for a unit, from its assessment and from what cases tell of its year."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.appraising import Condition, Consequence, GradeLine, Proposal, proposed
from services.audit.domain.case_numbers import exact_text
from services.audit.domain.procedures.life import Happened
from services.audit.errors import AppraisalStands, AppraisalUnfounded
from services.audit.procedures import in_force
from services.audit.repository.appraisals import happened_to, lock_appraisals, standing_appraisal
from services.audit.repository.unit_assessments import KeptUnitAssessment, unit_assessment_of
from services.audit.use_cases.case_day import ahead_faults, entered_now, over_faults
from services.audit.use_cases.case_lives import Opened, keep_opened
from services.audit.use_cases.facts_of_offices import office_of
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class WantedAppraisal:
    """`authority` is where the rules stand that grades and consequences are taken from."""

    unit: str
    year: int
    assessment: str
    authority: str
    grades: Sequence[GradeLine]
    consequences: Sequence[Consequence]
    hearing_until: date
    text: str
    on: date


async def open_appraisal(session: Session, guard: Guard, wanted: WantedAppraisal) -> str:
    await guard.require(wanted.unit)
    procedure = in_force("appraisal", wanted.on)
    kept = await unit_assessment_of(session, wanted.assessment)
    faults = [*_dates(wanted), *_scheme(wanted), *_assessment(wanted, kept)]
    if faults or kept is None or procedure is None:
        raise AppraisalUnfounded(faults=faults)
    await lock_appraisals(session, wanted.unit)
    standing = await standing_appraisal(session, wanted.unit, wanted.year)
    if standing is not None:
        raise AppraisalStands(standing, extra={"case": standing})
    cases = await happened_to(session, wanted.unit, date(wanted.year, 1, 1), date(wanted.year, 12, 31))
    lead = kept.document["lead"]
    happened = {condition: len(ids) for condition, ids in cases.items()} | {Condition.WORK_LATE: lead["late"]}
    found = proposed(wanted.grades, wanted.consequences, happened, lead)
    details = {
        "rule": wanted.authority,
        "year": wanted.year,
        "assessment": kept.id,
        "grades": [
            {"code": each.code, "title": each.title, "at_least": float(each.at_least)} for each in wanted.grades
        ],
        "happened": {condition.value: ids for condition, ids in cases.items() if ids},
        "late": lead["late"],
        "proposal": _told(found),
    }
    id_ = f"apr_{secrets.token_hex(8)}"
    office = await office_of(session, guard, Role.SUPERVISOR, wanted.unit)
    if office is None:
        raise guard.refusal()
    opened = Opened(id_, None, office, wanted.unit, details, {"hearing_until": wanted.hearing_until}, (), wanted.unit)
    first = Happened(procedure.first, wanted.on, guard.caller.id, entered=entered_now(wanted.on))
    await keep_opened(session, procedure, opened, first, wanted.text, guard.caller)
    return id_


def _told(found: Proposal) -> dict[str, Any]:
    return {
        "low": None if found.low is None else exact_text(found.low),
        "high": None if found.high is None else exact_text(found.high),
        "base": found.base,
        "grade": found.grade,
        "reason": found.reason,
        "applied": [{"condition": each.condition.value, "not_above": each.not_above} for each in found.applied],
    }


def _dates(wanted: WantedAppraisal) -> list[Fault]:
    faults = [*ahead_faults("/on", wanted.on), *over_faults("/hearing_until", wanted.hearing_until, wanted.on)]
    if wanted.hearing_until < wanted.on:
        expected = "the day of the proposal or later"
        faults.append(Fault("hearing_before_proposal", "/hearing_until", expected, wanted.hearing_until.isoformat()))
    return faults


def _scheme(wanted: WantedAppraisal) -> list[Fault]:
    """Grades from the best to one that everybody reaches; caps name one of them."""
    lines = [each.at_least for each in wanted.grades]
    codes = [each.code for each in wanted.grades]
    faults = []
    if lines != sorted(set(lines), reverse=True) or lines[-1] != Fraction(0) or len(set(codes)) < len(codes):
        expected = "grades of their own codes from the best to the least, each by a smaller share, the last by 0"
        faults.append(Fault("grades_out_of_order", "/grades", expected))
    faults += [
        Fault("grade_unknown", f"/consequences/{place}/not_above", f"one of: {', '.join(codes)}", each.not_above)
        for place, each in enumerate(wanted.consequences)
        if each.not_above is not None and each.not_above not in codes
    ]
    return faults


def _assessment(wanted: WantedAppraisal, kept: KeptUnitAssessment | None) -> list[Fault]:
    if kept is None or kept.unit != wanted.unit:
        return [Fault("assessment_unknown", "/assessment", "an assessment of the unit", wanted.assessment)]
    if kept.as_of.year != wanted.year or kept.as_of > wanted.on:
        expected = f"an assessment as of a day of {wanted.year}, before the proposal"
        return [Fault("another_year", "/assessment", expected, kept.as_of.isoformat())]
    return []

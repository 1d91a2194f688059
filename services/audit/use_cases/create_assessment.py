"""Scores a county against a standard: its schools, its coefficients, its items, and whether it can be recognised."""

import asyncio
from dataclasses import replace

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.assess import assess
from services.audit.domain.assess_grade import assess_grade
from services.audit.domain.case_findings import findings_of
from services.audit.domain.case_results import rows_of
from services.audit.domain.case_summary import resources_json
from services.audit.domain.grade_rows import grade_finding, grade_json, grade_rows
from services.audit.domain.item_rows import item_findings, item_rows, lines_json, recognition_json
from services.audit.domain.items import assess_items, coefficient_verdicts, indicator_lines
from services.audit.domain.measured import Facts as Measured
from services.audit.domain.recognition import assess_recognition
from services.audit.domain.verdict import every
from services.audit.errors import LevelDiffers
from services.audit.repository.assessments import Kept
from services.audit.repository.register import Register, register_at
from services.audit.repository.series import series_of
from services.audit.use_cases.gather_facts import Facts, gather_facts
from services.audit.use_cases.given import Given
from services.audit.use_cases.judge_counties import Gathered, gather_counties, judged
from services.audit.use_cases.keeping import Scored, keep
from services.audit.use_cases.pinning import Pinned, Wanted, pin
from services.kernel.errors import Fault
from services.kernel.routes import Session
from services.yardsticks.membership import level_of

SCHOOLS_SCORED_IN_PLACE = 50
NOT_OPEN = "not_open"
"""Why a school does not count that did not exist on any day of the period."""


async def create_assessment(session: Session, guard: Guard, copies: Copies, given: Given, wanted: Wanted) -> Kept:
    """The assessment as it was kept; of many schools it is scored beside the event loop."""
    pinned = await pin(session, guard, copies, given.standard, wanted)
    return await score_pinned(session, guard, given, wanted, pinned)


async def score_pinned(session: Session, guard: Guard, given: Given, wanted: Wanted, pinned: Pinned) -> Kept:
    """The same from what was pinned, now or earlier."""
    pins = pinned.snapshot, pinned.organisations
    scored = await score_snapshot(session, given, pinned.place.code, *pins, binding=not pinned.reasons)
    return await keep(session, guard, wanted, pinned, scored, standard=given.standard, period=given.period)


async def score_snapshot(
    session: Session, given: Given, place: str, snapshot: int, organisations: int, *, binding: bool
) -> Scored:
    """What comes out for a place at these versions; with findings where it is binding."""
    standard, period = given.standard, given.period
    register = await register_at(session, place, organisations)
    refuse_elsewhere(given, register, place)
    facts = await gather_facts(session, standard, register, period, snapshot)
    items = set().union(*(condition.items for condition in standard.conditions))
    series = await series_of(session, register, items=items, snapshot=snapshot, period=period)
    counties = await gather_counties(session, given.beside, register, period, snapshot)
    await session.rollback()  # what was read is pinned: no transaction stays open while it is scored
    known = (given, place, facts, series.facts, counties)
    if not counties and len(facts.schools) <= SCHOOLS_SCORED_IN_PLACE:
        return _score(*known, binding=binding)
    return await asyncio.to_thread(_score, *known, binding=binding)


def refuse_elsewhere(given: Given, register: Register, code: str) -> None:
    """A standard for counties says nothing of a prefecture, where it is known to be one, and no local variant of what
    lies elsewhere."""
    one = register.organisations.get(code)
    division = None if one is None else one.attributes.get("division_code")
    if division and level_of(division) is not given.standard.level:
        expected = f"a {given.standard.level.value}, which is what the standard judges"
        raise LevelDiffers(faults=[Fault("level_differs", "/organisation", expected, code)])
    given.refuse_elsewhere(division)


def _score(given: Given, county: str, facts: Facts, measured: Measured, below: Gathered, *, binding: bool) -> Scored:
    standard, period = given.standard, given.period
    assessed = assess(standard, facts.schools)
    if standard.criteria:
        assessed = replace(assessed, excluded={**assessed.excluded, **dict.fromkeys(facts.absent, NOT_OPEN)})
    items = assess_items(standard, measured, period)
    grade, grading = assess_grade(standard, measured, period, judged(below)), standard.grading
    verdicts = [assessed.verdict, *(each.verdict for each in items), *([grade.verdict] if grade else [])]
    verdict = every(verdicts)
    recognition = assess_recognition(standard, measured, period, verdict)
    lines = indicator_lines(standard, coefficient_verdicts(assessed), assessed.school_rule, items)
    rows = (*rows_of(standard, county, assessed, facts.readings), *item_rows(county, items, recognition))
    findings = (*findings_of(standard, county, assessed), *item_findings(standard, county, items))
    if grade is not None and grading is not None:
        rows = (*rows, *grade_rows(grading, county, grade))
        findings = (*findings, *grade_finding(standard, grading, county, grade))
    summary = {
        "subject": "standard",
        **resources_json(assessed),
        "lines": lines_json(lines, items),
        "recognition": recognition_json(recognition),
        "grade": None if grade is None else grade_json(grade),
        **given.read_with,
        "findings": len(findings) if binding else 0,
    }
    return Scored(verdict, rows, findings if binding else (), summary)

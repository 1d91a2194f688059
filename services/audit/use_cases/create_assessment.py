"""Scores a county against a standard: its schools, its coefficients, its items, and whether it can be recognised."""

import asyncio
from dataclasses import replace

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.assess import assess
from services.audit.domain.case_findings import findings_of
from services.audit.domain.case_results import rows_of
from services.audit.domain.case_summary import resources_json
from services.audit.domain.item_rows import item_findings, item_rows, lines_json, recognition_json
from services.audit.domain.items import assess_items, coefficient_verdicts, indicator_lines
from services.audit.domain.measured import Facts as Measured
from services.audit.domain.recognition import assess_recognition
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict, every
from services.audit.repository.assessments import Kept
from services.audit.repository.register import register_at
from services.audit.repository.series import series_of
from services.audit.use_cases.gather_facts import Facts, gather_facts
from services.audit.use_cases.keeping import Scored, keep
from services.audit.use_cases.pinning import Pinned, Wanted, pin
from services.kernel.routes import Session

SCHOOLS_SCORED_IN_PLACE = 50
NOT_OPEN = "not_open"
"""Why a school does not count that did not exist on any day of the period."""


async def create_assessment(
    session: Session, guard: Guard, copies: Copies, standard: Standard, wanted: Wanted, period: str
) -> Kept:
    """The assessment as it was kept; of many schools it is scored beside the event loop."""
    pinned = await pin(session, guard, copies, standard, wanted)
    return await score_pinned(session, guard, standard, wanted, pinned, period)


async def score_pinned(
    session: Session, guard: Guard, standard: Standard, wanted: Wanted, pinned: Pinned, period: str
) -> Kept:
    """The same from what was pinned, now or earlier."""
    scored = await score_snapshot(
        session,
        standard,
        pinned.place.code,
        period,
        pinned.snapshot,
        pinned.organisations,
        binding=not pinned.reasons,
    )
    return await keep(session, guard, wanted, pinned, scored, standard=standard, period=period)


async def score_snapshot(
    session: Session, standard: Standard, county: str, period: str, snapshot: int, organisations: int, *, binding: bool
) -> Scored:
    """What comes out for a county at these versions; with findings where it is binding."""
    register = await register_at(session, county, organisations)
    facts = await gather_facts(session, standard, register, period, snapshot)
    items = set().union(*(condition.yardstick.items for condition in standard.conditions))
    series = await series_of(session, register, items=items, snapshot=snapshot, period=period)
    await session.rollback()  # what was read is pinned: no transaction stays open while it is scored
    given = (standard, county, facts, series.facts, period)
    if len(facts.schools) <= SCHOOLS_SCORED_IN_PLACE:
        return _score(*given, binding=binding)
    return await asyncio.to_thread(_score, *given, binding=binding)


def _score(standard: Standard, county: str, facts: Facts, measured: Measured, period: str, *, binding: bool) -> Scored:
    assessed = assess(standard, facts.schools)
    assessed = replace(assessed, excluded={**assessed.excluded, **dict.fromkeys(facts.absent, NOT_OPEN)})
    items = assess_items(standard, measured, period)
    verdict = every([assessed.verdict, *(each.verdict for each in items)])
    recognition = assess_recognition(standard, measured, period, verdict)
    school_rule = every(assessed.schools.values()) if assessed.schools else Verdict.CANNOT_DECIDE
    lines = indicator_lines(standard, coefficient_verdicts(assessed), school_rule, items)
    rows = (*rows_of(standard, county, assessed, facts.readings), *item_rows(county, items, recognition))
    findings = (*findings_of(standard, county, assessed), *item_findings(standard, county, items)) if binding else ()
    summary = {
        "subject": "standard",
        **resources_json(assessed),
        "lines": lines_json(lines, items),
        "recognition": recognition_json(recognition),
        "findings": len(findings),
    }
    return Scored(verdict, rows, findings, summary)

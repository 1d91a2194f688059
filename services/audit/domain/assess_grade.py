"""Measures what a grade is taken from: points, facts that cost one, and how the counties below stand."""

from collections.abc import Mapping
from fractions import Fraction

from services.audit.domain.conditions import Condition
from services.audit.domain.grade_reached import GradeReached, StrikeAssessment, grade_reached, points_of
from services.audit.domain.grading import CountiesKeep, Strike
from services.audit.domain.items import measure_condition
from services.audit.domain.measured import Facts, Measurement, MemberFigure
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict, every

Counties = Mapping[str, Mapping[str, Verdict]]
"""By the code of another standard: every county below, and whether it keeps that standard's county rule."""


def assess_grade(standard: Standard, facts: Facts, period: str, counties: Counties) -> GradeReached | None:
    """The grade; None of a standard without grades. Raises KeyError where `counties` lacks a standard it names."""
    grading = standard.grading
    if grading is None:
        return None
    entries = tuple(
        points_of(entry, measure_condition(standard, entry.condition, facts, period))
        for entry in grading.points.table or ()
    )

    def measured(strike: Strike) -> Measurement:
        if isinstance(strike.condition, Condition):
            return measure_condition(standard, strike.condition, facts, period)
        return _of_counties(strike.condition, counties, period)

    strikes = tuple(StrikeAssessment(path, measured(strike)) for path, strike in grading.strikes)
    return grade_reached(grading, entries, strikes)


def _of_counties(condition: CountiesKeep, counties: Counties, period: str) -> Measurement:
    """How many counties fail. Where no county is known below, that is no evidence and decides nothing."""
    found = dict(sorted(counties[condition.standard].items()))
    failing = tuple(code for code, verdict in found.items() if verdict is Verdict.NOT_MET)
    undecided = tuple(code for code, verdict in found.items() if verdict is Verdict.CANNOT_DECIDE)
    low, high = Fraction(len(failing)), Fraction(len(failing) + len(undecided))
    reasons = {Verdict.CANNOT_DECIDE: "missing_data" if found else "no_reporter"}
    verdict = every(found.values()) if found else Verdict.CANNOT_DECIDE
    return Measurement(
        period=period,
        verdict=verdict,
        reason=reasons.get(verdict),
        borderline=False,
        quantity=0,
        value=low if low == high and found else None,
        low=low,
        high=high if found else None,
        line=Fraction(1),
        distance=1 - low if low == high and found else None,
        concerned=len(found),
        failing=failing,
        undecided=undecided,
        missing=(),
        used=(),
        members=tuple(MemberFigure(code, verdict, None, None, None, None, ()) for code, verdict in found.items()),
    )

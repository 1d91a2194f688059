"""A grade as rows, as a part of the summary and as a finding."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.audit.domain.case_clauses import grade_clauses, unverified
from services.audit.domain.case_findings import FindingDraft
from services.audit.domain.case_numbers import readable
from services.audit.domain.case_results import ResultRow
from services.audit.domain.grade_reached import GradeReached
from services.audit.domain.grading import Grade, Grading
from services.audit.domain.item_rows import condition_row
from services.audit.domain.measured_rows import decimal, exact, shown
from services.audit.domain.standard import GRADE, Standard
from services.audit.domain.verdict import Verdict


def grade_rows(grading: Grading, code: str, reached: GradeReached) -> Iterator[ResultRow]:
    """The grade, then the points of every entry, then every fact that costs one."""
    value, least = reached.points.value, _least(grading)
    yield ResultRow(
        kind="item",
        organisation=code,
        stage=None,
        criterion=GRADE,
        verdict=reached.verdict.value,
        borderline=False,
        value=decimal(value),
        exact=exact(value),
        line=decimal(least.low),
        reason=reached.reason,
        detail=grade_json(reached),
    )
    for each in reached.entries:
        yield condition_row(code, f"points.{each.entry.code}", each.measurement)
    for strike in reached.strikes:
        yield condition_row(code, strike.path, strike.measurement)


def grade_json(reached: GradeReached) -> Mapping[str, Any]:
    """Plain values. `possible` names the grades still to be had, null among them for points in a gap."""
    return {
        "grade": None if reached.grade is None else _grade(reached.grade),
        "reason": reached.reason,
        "points": shown(reached.points.value),
        "points_exact": exact(reached.points.value),
        "points_low": exact(reached.points.low),
        "points_high": exact(reached.points.high),
        "possible": [None if each is None else each.code for each in reached.possible],
        "struck": list(reached.struck),
        "open": list(reached.open),
    }


def grade_finding(standard: Standard, grading: Grading, code: str, reached: GradeReached) -> Iterator[FindingDraft]:
    """One finding where every grade that is left lies below the least."""
    if reached.verdict is not Verdict.NOT_MET:
        return
    least, points = _least(grading), reached.points.value
    told = None if points is None else readable(points, least.low)
    zh = f"评价等级低于{least.title.zh}" + ("" if told is None else f"（得分 {told}）")
    en = f"the grade lies below {least.title.en}" + ("" if told is None else f" ({told} points)")
    lacking = {"zh": zh, "en": en, "exact": None, "unit": None}
    yield FindingDraft(code, None, GRADE, lacking, unverified(standard, grade_clauses(standard, reached.struck)))


def _least(grading: Grading) -> Grade:
    return next(grade for grade in grading.grades if grade.code == grading.least)


def _grade(grade: Grade) -> Mapping[str, Any]:
    return {"code": grade.code, "title": {"zh": grade.title.zh, "en": grade.title.en}}

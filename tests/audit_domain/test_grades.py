"""Points into grades: gaps have none, facts close or cost one, and without a table nothing is guessed."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.assess_grade import assess_grade
from services.audit.domain.case_clauses import grade_clauses, unverified
from services.audit.domain.grade_reached import GradeReached
from services.audit.domain.grade_rows import grade_finding
from services.audit.domain.grading import CountiesKeep, Rounding
from services.audit.domain.standard import GRADE, Standard
from services.audit.domain.variants import standard_with, variant_from
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_document, shipped_standard
from tests.audit_domain.county_facts import PERIOD, department, facts_of
from tests.audit_domain.tables import CITY, UNKNOWN, row_name

GRADES = shipped_document("examples/grades")
BUREAU = department("education")


def table_for(code: str) -> dict[str, Any]:
    """A fictitious bureau's table: everything in one entry, given by the assessors."""
    level = "prefecture" if code == "ningxia-city-2019" else "county"
    entry = {
        "code": "all",
        "title": {"zh": "总分", "en": "All points"},
        "most": "100",
        "yardstick": {
            "period": "school_year",
            "population": {"kind": "department", "functions": ["education"], "levels": [level]},
            "reach": "total",
            "quantities": [{"amount": {"points_given": "1"}}],
        },
    }
    return variant_document(code, [{"path": "grading/points/table", "old": "not_public", "new": [entry]}])


def variant_document(code: str, settings: list[dict[str, Any]]) -> dict[str, Any]:
    ground = {"source": "own", "confidence": "verified"}
    change = {"code": "points", "title": {"zh": "分值表", "en": "Table of points"}, "clause": "附件", **ground}
    return {
        "code": "fictitious-points",
        "version": "1",
        "variant_of": code,
        "title": {"zh": "虚构分值表", "en": "A fictitious table"},
        "authority": {"zh": "虚构教育局", "en": "A fictitious bureau"},
        "document_number": "虚构〔2019〕1号",
        "in_force_from": {"date": "2019-01-01", **ground},
        "divisions": ["00", "64"],
        "sources": {"own": "The bureau's own text."},
        "changes": [{**change, "set": settings}],
    }


def supplied(code: str) -> Standard:
    return standard_with(shipped_document(code), [variant_from(table_for(code))])


def reached(
    standard: Standard, points: str | int | None, found: list[str] | None = None, unknown: list[str] | None = None
) -> GradeReached:
    """What everybody reports: these points, these facts found, those not known, all others found nowhere."""
    assert standard.grading is not None
    values: dict[str, Any] = {"points_given": points}
    counties = {}
    for _, strike in standard.grading.strikes:
        hit = strike.code in (found or [])
        if isinstance(strike.condition, CountiesKeep):
            counties[strike.condition.standard] = {"640221": Verdict.NOT_MET if hit else Verdict.MET}
        else:
            (item,) = strike.condition.items
            values[item] = None if strike.code in (unknown or []) else int(hit)
    reporters = {each.code: each for each in (BUREAU, CITY)}
    facts = facts_of(reporters, dict.fromkeys(reporters, values))
    if "city" not in standard.code:
        facts = facts_of({BUREAU.code: BUREAU}, {BUREAU.code: values})
    grade = assess_grade(standard, facts, PERIOD, counties)
    assert grade is not None
    return grade


@pytest.mark.parametrize("row", GRADES["rows"], ids=row_name)
def test_a_row_of_the_table_of_grades_comes_out_as_written(row: list[Any]) -> None:
    code, _, points, found, grade, reason, verdict = row
    standard = shipped_standard(code) if points == UNKNOWN else supplied(code)
    came = reached(standard, None if points == UNKNOWN else points, found)
    assert came.verdict is Verdict(verdict)
    assert (UNKNOWN if came.grade is None else came.grade.code) == grade
    assert (came.reason or UNKNOWN) == reason


def test_the_table_holds_both_ends_of_every_band_and_a_point_beside_each() -> None:
    for code in ("ningxia-county-2019", "compulsory-basic-2012"):
        grading = shipped_standard(code).grading
        assert grading is not None
        points = {Fraction(row[2]) for row in GRADES["rows"] if row[0] == code and row[2] != UNKNOWN}
        hundredth = Fraction(1, 100)
        for grade in grading.grades:
            assert {grade.low} <= points or not grade.low, grade.code
            assert grade.low == 0 or grade.low - hundredth in points, grade.code
        for gap in grading.gaps:
            assert {gap.above, gap.above + hundredth, gap.below - hundredth, gap.below} <= points


def test_without_a_table_the_best_grade_is_closed_all_the_same_by_a_fact() -> None:
    came = reached(shipped_standard("ningxia-county-2019"), None, ["B1"])
    assert [None if each is None else each.code for each in came.possible] == ["good", "pass", "fail", None]
    assert came.struck == ("bars.B1",)


def test_points_not_given_leave_every_grade_open() -> None:
    came = reached(supplied("ningxia-county-2019"), None)
    assert (came.grade, came.reason, came.verdict) == (None, "missing_data", Verdict.CANNOT_DECIDE)
    assert len(came.possible) == 5


def test_a_fact_nobody_has_answered_leaves_a_grade_open_only_where_it_can_cost_it() -> None:
    standard = supplied("ningxia-county-2019")
    came = reached(standard, 95, unknown=["B2"])
    assert [each and each.code for each in came.possible] == ["excellent", "good"]
    assert (came.verdict, came.open) == (Verdict.MET, ("bars.B2",))
    low = reached(standard, 70, unknown=["B2"])
    assert low.grade is not None
    assert low.grade.code == "pass"


def test_more_points_than_an_entry_has_are_no_points() -> None:
    came = reached(supplied("ningxia-county-2019"), "100.5")
    assert (came.grade, came.reason) == (None, "points_above_most")


def test_a_bureau_that_rounds_supplies_its_rule_and_then_no_point_lies_in_a_gap() -> None:
    rounding = {"path": "grading/points/rounding", "old": "none", "new": "whole_half_up"}
    variant = variant_document("ningxia-county-2019", [rounding])
    table = table_for("ningxia-county-2019")
    variant["changes"][0]["set"] += table["changes"][0]["set"]
    standard = standard_with(shipped_document("ningxia-county-2019"), [variant_from(variant)])
    assert standard.grading is not None
    assert standard.grading.points.rounding is Rounding.WHOLE_HALF_UP
    grades = {points: reached(standard, points).grade for points in ("89.49", "89.5", "79.5", "64.5", "64.49")}
    assert [grade and grade.code for grade in grades.values()] == ["good", "excellent", "good", "pass", "fail"]


def test_a_county_below_whose_coefficients_cannot_be_decided_leaves_the_grade_open() -> None:
    standard = supplied("ningxia-city-2019")
    values = {"points_given": 92, "grading.campus_event": 0, "grading.falsification": 0, "grading.fitness_declined": 0}
    facts = facts_of({CITY.code: CITY}, {CITY.code: values})
    counties = {"compulsory-basic-2012": {"640221": Verdict.MET, "640222": Verdict.CANNOT_DECIDE}}
    came = assess_grade(standard, facts, PERIOD, counties)
    assert came is not None
    assert (came.open, [each and each.code for each in came.possible]) == (("downgrades.D4",), ["excellent", "good"])
    nobody = assess_grade(standard, facts, PERIOD, {"compulsory-basic-2012": {}})
    assert nobody is not None
    assert nobody.open == ("downgrades.D4",)


def test_a_failing_grade_is_a_finding_and_rests_on_what_brought_it_down() -> None:
    standard = supplied("ningxia-city-2019")
    assert standard.grading is not None
    came = reached(standard, 70, ["D4"])
    (finding,) = grade_finding(standard, standard.grading, "640200", came)
    assert (finding.criterion, finding.shortage["en"]) == (GRADE, "the grade lies below pass (70 points)")
    assert finding.rests_on_unverified == ("in_force_from", "downgrades.D4")
    assert list(grade_finding(standard, standard.grading, "640200", reached(standard, 70))) == []


def test_a_grade_by_a_table_that_nobody_has_confirmed_rests_on_it() -> None:
    document = table_for("ningxia-county-2019")
    document["changes"][0]["confidence"] = "unverified"
    standard = standard_with(shipped_document("ningxia-county-2019"), [variant_from(document)])
    rests = unverified(standard, grade_clauses(standard, ()))
    assert rests == ("in_force_from", "variants.fictitious-points.1.points")
    assert replace(standard, changes=()).changes == ()

"""The county: all schools and all comparisons that exist."""

from fractions import Fraction

import pytest

from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import STANDARD, assessed, comparison, part, school


def test_a_county_without_any_school_cannot_be_decided() -> None:
    county = assessed()
    assert county.verdict is Verdict.CANNOT_DECIDE
    assert {each.reason for each in county.comparisons} == {"no_school_in_stage"}


def test_one_school_that_fails_fails_the_county() -> None:
    county = assessed(school("a"), school("b", reported={"teachers_backbone.primary": Fraction("0.8")}))
    assert county.schools == {"a": Verdict.MET, "b": Verdict.NOT_MET}
    assert county.verdict is Verdict.NOT_MET


def test_one_coefficient_above_its_limit_fails_a_county_whose_schools_all_pass() -> None:
    county = assessed(school("a"), school("b", reported={"multimedia_rooms": 30}))
    assert set(county.schools.values()) == {Verdict.MET}
    assert [each.criterion for each in county.comparisons if each.verdict is Verdict.NOT_MET] == ["R7"]
    assert county.verdict is Verdict.NOT_MET


def test_a_mean_of_zero_has_no_coefficient() -> None:
    county = assessed(school("a", reported={"teachers_backbone.primary": 0}))
    compared = comparison(county, "R2")
    assert compared.verdict is Verdict.CANNOT_DECIDE
    assert (compared.reason, compared.cv_squared, compared.mean) == ("mean_is_zero", None, None)


def test_a_mean_that_may_be_zero_has_no_bounds_either() -> None:
    county = assessed(school("a", reported={"teachers_backbone.primary": None}))
    assert comparison(county, "R2").reason == "mean_may_be_zero"


def test_a_stage_no_school_holds_is_not_compared_and_does_not_count_against_the_county() -> None:
    county = assessed(school("a"), school("b"))
    absent = [each for each in county.comparisons if each.stage is Stage.JUNIOR_SECONDARY]
    assert [(each.verdict, each.reason) for each in absent] == [(None, "no_school_in_stage")] * 7
    assert county.verdict is Verdict.MET


def test_there_are_fourteen_comparisons_and_a_nine_year_school_enters_seven_on_each_side() -> None:
    county = assessed(school("a", SchoolKind.NINE_YEAR, (100, 100)), school("b"))
    assert len(county.comparisons) == 14
    assert comparison(county, "R4", Stage.PRIMARY).parts == 2
    assert comparison(county, "R4", Stage.JUNIOR_SECONDARY).parts == 1
    assert comparison(county, "R4", Stage.JUNIOR_SECONDARY).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("rooms", "borderline"),
    [(Fraction("2.3"), True), (Fraction("2.346"), True), (Fraction("2.3461"), False), (Fraction("2.29"), False)],
)
def test_a_criterion_met_within_two_percent_of_its_line_is_flagged(rooms: Fraction, borderline: bool) -> None:
    judged = part(assessed(school(reported={"multimedia_rooms": rooms}))).criteria["R7"]
    assert STANDARD.borderline_margin.share == Fraction("0.02")
    assert judged.borderline is borderline


@pytest.mark.parametrize(("low", "borderline"), [(5000, True), (5100, True), (5101, False), (4999, False)])
def test_a_coefficient_within_two_percent_under_its_limit_is_flagged(low: int, borderline: bool) -> None:
    county = assessed(
        school("a", reported={"equipment_value": low}), school("b", reported={"equipment_value": 20000 - low})
    )
    assert comparison(county, "R6").borderline is borderline

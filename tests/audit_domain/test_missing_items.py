"""Missing is never zero: a verdict stands only where every completion of what is missing gives it."""

from fractions import Fraction

import pytest

from services.audit.domain.criterion import Outcome
from services.audit.domain.facts import SchoolFacts, SchoolKind, Stage
from services.audit.domain.interval import Interval
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import assessed, comparison, part, result, school


def without(facts: SchoolFacts, *items: str) -> SchoolFacts:
    kept = {item: value for item, value in facts.values.items() if item not in items}
    return SchoolFacts(facts.code, facts.name, facts.kind, kept)


def test_six_met_and_one_unknown_cannot_be_decided() -> None:
    judged = part(assessed(without(school(), "multimedia_rooms")))
    assert judged.verdict is Verdict.CANNOT_DECIDE
    assert judged.reason == "missing_items"
    assert judged.criteria["R7"].missing == ("multimedia_rooms",)
    assert judged.criteria["R7"].outcomes == set(Outcome)
    assert judged.missed == ()


def test_two_sure_misses_and_one_unknown_are_not_met() -> None:
    near = {"teachers_backbone.primary": Fraction("0.9"), "teachers_pe.primary": Fraction("0.8")}
    judged = part(assessed(without(school(reported=near), "multimedia_rooms")))
    assert judged.verdict is Verdict.NOT_MET
    assert judged.missed == ("R2", "R3")
    assert judged.reason == "too_few_met"


def test_one_value_under_the_floor_is_not_met_whatever_is_missing() -> None:
    judged = part(assessed(without(school(reported={"teachers_backbone.primary": 0}), "multimedia_rooms")))
    assert judged.verdict is Verdict.NOT_MET
    assert judged.reason == "under_floor"


def test_one_near_miss_and_one_unknown_that_is_surely_met_is_met() -> None:
    near = {"teachers_backbone.primary": Fraction("0.9")}
    judged = part(assessed(without(school(reported=near), "teachers_master.primary", "indoor_sports_area")))
    assert judged.criteria["R1"].verdict is Verdict.MET
    assert judged.criteria["R1"].value is None
    assert judged.criteria["R5"].verdict is Verdict.MET
    assert judged.criteria["R4"].verdict is Verdict.CANNOT_DECIDE
    assert judged.verdict is Verdict.CANNOT_DECIDE
    known = part(assessed(without(school(reported=near), "teachers_master.primary")))
    assert known.verdict is Verdict.MET


def test_a_missing_item_that_adds_leaves_the_known_part_as_lower_bound() -> None:
    amount = result("R5", without(school(), "indoor_sports_area")).amount
    assert amount == Interval(Fraction(2000), None)


def test_a_missing_item_that_is_taken_off_leaves_the_known_part_as_upper_bound() -> None:
    judged = result("R4", without(school(reported={"teaching_area": 449}), "indoor_sports_area"))
    assert judged.amount == Interval(Fraction(0), Fraction(449))
    assert judged.verdict is Verdict.NOT_MET


def test_missing_items_of_both_signs_leave_no_bound_but_zero() -> None:
    amount = result("R4", without(school(), "teaching_area", "indoor_sports_area")).amount
    assert amount == Interval(Fraction(0), None)


def test_an_amount_is_never_below_zero() -> None:
    amount = result("R4", school(reported={"teaching_area": 10, "indoor_sports_area": 30})).amount
    assert amount == Interval(Fraction(0), Fraction(0))


def test_none_and_an_absent_key_are_missing_alike() -> None:
    assert result("R7", school(reported={"multimedia_rooms": None})) == result(
        "R7", without(school(), "multimedia_rooms")
    )


def test_a_reported_zero_is_a_value() -> None:
    judged = result("R7", school(reported={"multimedia_rooms": 0}))
    assert judged.value == 0
    assert judged.verdict is Verdict.NOT_MET


def test_missing_pupils_leave_the_school_and_the_coefficients_of_its_stage_open() -> None:
    county = assessed(school("a"), without(school("b"), "pupils.primary"))
    judged = part(county, "b")
    assert {each.verdict for each in judged.criteria.values()} == {Verdict.CANNOT_DECIDE}
    assert judged.criteria["R2"].missing == ("pupils.primary",)
    assert judged.reason == "missing_pupils"
    assert county.schools == {"a": Verdict.MET, "b": Verdict.CANNOT_DECIDE}
    compared = comparison(county, "R1")
    assert compared.verdict is Verdict.CANNOT_DECIDE
    assert (compared.reason, compared.missing) == ("missing_pupils", ("b",))
    assert (compared.low, compared.high, compared.cv_squared) == (None, None, None)


def test_missing_pupils_of_one_stage_make_the_shared_amounts_of_the_other_unknown() -> None:
    county = assessed(without(school(kind=SchoolKind.NINE_YEAR, pupils=(100, 100)), "pupils.junior_secondary"))
    primary = part(county)
    assert [primary.criteria[code].verdict for code in ("R1", "R2", "R3")] == [Verdict.MET] * 3
    for code in ("R4", "R5", "R6", "R7"):
        assert primary.criteria[code].verdict is Verdict.CANNOT_DECIDE
        assert primary.criteria[code].missing == ("pupils.junior_secondary",)
    assert comparison(county, "R1").verdict is Verdict.MET
    assert (comparison(county, "R4").verdict, comparison(county, "R4").reason) == (Verdict.MET, None)
    assert comparison(county, "R1", Stage.JUNIOR_SECONDARY).reason == "missing_pupils"


def test_a_share_is_never_more_than_the_whole_so_too_little_is_not_met_whatever_the_missing_pupils_are() -> None:
    poor = school("a", SchoolKind.NINE_YEAR, (100, 100), {"multimedia_rooms": 1})
    county = assessed(without(poor, "pupils.junior_secondary"))
    assert part(county).criteria["R7"].verdict is Verdict.NOT_MET
    assert part(county).criteria["R4"].verdict is Verdict.CANNOT_DECIDE


def test_a_missing_amount_leaves_a_coefficient_open_that_could_fall_on_either_side() -> None:
    county = assessed(school("a"), without(school("b"), "multimedia_rooms"))
    compared = comparison(county, "R7")
    assert compared.verdict is Verdict.CANNOT_DECIDE
    assert compared.low == 0
    assert compared.high == 1
    assert (compared.cv_squared, compared.mean, compared.unweighted_cv_squared) == (None, None, None)
    assert compared.missing == ("b",)


def test_a_coefficient_is_not_met_where_no_completion_brings_it_under_the_limit() -> None:
    county = assessed(
        school("a", reported={"multimedia_rooms": 1}),
        school("b", reported={"multimedia_rooms": 20}),
        without(school("c", pupils=10), "multimedia_rooms"),
    )
    assert comparison(county, "R7").verdict is Verdict.NOT_MET


def test_a_coefficient_is_met_where_a_small_school_cannot_carry_it_over_the_limit() -> None:
    facts = without(school("b", pupils=1, reported={"teaching_area": 20}), "indoor_sports_area")
    compared = comparison(assessed(school("a", pupils=1000), facts), "R4")
    assert compared.verdict is Verdict.MET
    assert compared.cv_squared is None
    assert compared.low is not None
    assert compared.high is not None
    assert 0 < compared.high <= Fraction(1, 4)


@pytest.mark.parametrize(("pupils", "verdict"), [(400, Verdict.MET), (396, Verdict.CANNOT_DECIDE)])
def test_a_supremum_that_is_never_reached_may_equal_the_limit(pupils: int, verdict: Verdict) -> None:
    growing = without(school("b", pupils=pupils), "indoor_sports_area")
    compared = comparison(assessed(school("a", reported={"indoor_sports_area": 0}), growing), "R5")
    assert compared.low == 0
    assert compared.high == Fraction(100, pupils)
    assert compared.verdict is verdict


@pytest.mark.parametrize(("pupils", "verdict"), [(300, Verdict.CANNOT_DECIDE), (296, Verdict.NOT_MET)])
def test_a_least_value_that_is_just_the_limit_is_reached_and_leaves_the_coefficient_open(
    pupils: int, verdict: Verdict
) -> None:
    county = assessed(
        school("a", reported={"multimedia_rooms": 0}),
        school("b", reported={"multimedia_rooms": 6}),
        without(school("c", pupils=pupils), "multimedia_rooms"),
    )
    compared = comparison(county, "R7")
    assert compared.low == Fraction(200 + pupils, 100 + pupils) - 1
    assert compared.verdict is verdict

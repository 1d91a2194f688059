"""Ten errors that public implementations of these rules were seen to make, each as a test that it is not made here."""

from fractions import Fraction

import pytest

from services.audit.domain.criterion import Outcome
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.items import measure_condition
from services.audit.domain.shown import decimal_shown
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_standard
from tests.audit_domain.county import STANDARD, assessed, comparison, part, result, school
from tests.audit_domain.county_facts import PERIOD, department, facts_of
from tests.audit_domain.tables import measured
from tests.audit_domain.test_mean_of_coefficients import two

BUREAU = department("education")


def test_error_1_a_coefficient_that_counts_every_school_alike() -> None:
    """Five schools whose books give 0.515 with pupils as weights and would pass with 0.489 without."""
    pupils, books = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
    rows = enumerate(zip(pupils, books, strict=True))
    county = assessed(*(school(str(n), pupils=count, reported={"multimedia_rooms": own}) for n, (count, own) in rows))
    found = comparison(county, "R7")
    assert found.verdict is Verdict.NOT_MET
    assert found.unweighted_cv_squared is not None
    assert found.unweighted_cv_squared < Fraction("0.50") ** 2


def test_error_2_the_rules_of_2012_and_2017_mixed() -> None:
    """0.50 and 0.45 are for each coefficient of 2017; 0.65 and 0.55 for the mean of 2012, and for no single one."""
    basic = shipped_standard("compulsory-basic-2012")
    assert STANDARD.county_rule is not None
    assert basic.county_rule is not None
    assert (STANDARD.county_rule.of_mean, basic.county_rule.of_mean) == (False, True)
    assert list(STANDARD.county_rule.limits.values()) == [Fraction("0.50"), Fraction("0.45")]
    assert list(basic.county_rule.limits.values()) == [Fraction("0.65"), Fraction("0.55")]
    county = two(Stage.PRIMARY, [700, *[600] * 7])
    assert {each.verdict for each in county.comparisons} == {None}
    assert county.means[0].verdict is Verdict.MET


def test_error_3_a_junior_school_held_to_five_square_metres_instead_of_five_point_eight() -> None:
    own = {"teaching_area": 550, "indoor_sports_area": 0}
    found = result("R4", school(kind=SchoolKind.JUNIOR_SECONDARY, reported=own), Stage.JUNIOR_SECONDARY)
    assert (found.line, found.value, found.verdict) == (Fraction("5.8"), Fraction("5.5"), Verdict.NOT_MET)


def test_error_4_classes_that_are_too_large_guessed_from_their_average() -> None:
    """Ten classes of 44 on average, one of them of 46: it is the largest that counts, and without it nothing does."""
    told = {"pupils.primary": "440", "classes": "10", "largest_class.primary": "46"}
    assert measured(STANDARD, "G5.1", "primary", told).verdict is Verdict.NOT_MET
    untold = {name: value for name, value in told.items() if name != "largest_class.primary"}
    assert measured(STANDARD, "G5.1", "primary", untold).verdict is Verdict.CANNOT_DECIDE


def test_error_6_the_rounded_value_held_against_the_floor() -> None:
    """3.566 is shown as 3.57, which is the floor, and lies under it; so does 4.504, shown as 4.50, under 4.505."""
    for stage, teachers, shown in ((Stage.PRIMARY, 3566, "3.57"), (Stage.JUNIOR_SECONDARY, 4504, "4.50")):
        kind = SchoolKind(stage.value)
        facts = school(kind=kind, pupils=100_000, reported={f"teachers_bachelor.{stage}": teachers})
        found = part(assessed(facts), stage=stage).criteria["R1"]
        assert found.value is not None
        assert decimal_shown(found.value, 2) == shown
        assert found.outcomes == {Outcome.BELOW}
    whole = school(pupils=100_000, reported={"teachers_bachelor.primary": 3570})
    assert result("R1", whole).outcomes == {Outcome.NEAR}


def test_error_7_a_field_that_is_missing_turned_into_zero() -> None:
    missing = result("R7", school(reported={"multimedia_rooms": None}))
    assert (missing.verdict, missing.value, missing.missing) == (Verdict.CANNOT_DECIDE, None, ("multimedia_rooms",))
    none = result("R7", school(reported={"multimedia_rooms": 0}))
    assert (none.verdict, none.value) == (Verdict.NOT_MET, Fraction(0))


@pytest.mark.parametrize(
    ("code", "reported"),
    [
        ("G11.1", {"teachers_exchanged": 10, "teachers_due_for_exchange": 100}),
        ("G11.2", {"backbone_teachers_exchanged": 2, "teachers_exchanged": 10}),
    ],
)
def test_error_8_exchange_of_teachers_asked_to_be_more_than_its_share(code: str, reported: dict[str, int]) -> None:
    """Exactly ten and exactly twenty percent are enough."""
    condition = next(each for each in STANDARD.conditions if each.code == code)
    facts = facts_of({BUREAU.code: BUREAU}, {BUREAU.code: reported})
    found = measure_condition(STANDARD, condition, facts, PERIOD)
    assert (found.value, found.verdict) == (condition.demand.value, Verdict.MET)


def test_error_9_twelve_year_schools_forgotten() -> None:
    facts = school("t", SchoolKind.TWELVE_YEAR, (300, 300, 300))
    county = assessed(facts, school("p"), school("j", SchoolKind.JUNIOR_SECONDARY))
    assert [each.stage for each in county.parts if each.school == "t"] == [Stage.PRIMARY, Stage.JUNIOR_SECONDARY]
    assert comparison(county, "R5").parts == comparison(county, "R5", Stage.JUNIOR_SECONDARY).parts == 2
    for code in ("G3.1", "G4.3", "G5.1", "G5.2"):
        condition = next(each for each in STANDARD.conditions if each.code == code)
        assert "twelve_year" in condition.yardstick.population.school_kinds, code


def test_error_10_a_bachelor_asked_of_primary_teachers() -> None:
    """In primary schools a junior college is above what is prescribed, in junior secondary schools it is not."""
    primary = school(reported={"teachers_bachelor.primary": 0, "teachers_junior_college.primary": 5})
    assert result("R1", primary).verdict is Verdict.MET
    own = {"teachers_bachelor.junior_secondary": 0, "teachers_junior_college.junior_secondary": 9}
    junior = result("R1", school(kind=SchoolKind.JUNIOR_SECONDARY, reported=own), Stage.JUNIOR_SECONDARY)
    assert (junior.value, junior.verdict) == (Fraction(0), Verdict.NOT_MET)

"""Worked examples found in public: the coefficient, the split, and the line that floating point misses."""

from fractions import Fraction

from services.audit.domain.coefficient import cv_squared, unweighted_cv_squared
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.shown import cv_shown, decimal_shown
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import assessed, comparison, result, school

PUPILS = [Fraction(each) for each in (45, 37, 89, 76, 55)]
BOOKS = [Fraction(each) for each in (279, 137, 935, 160, 402)]


def test_the_weighted_coefficient_of_the_worked_example_is_0_51526() -> None:
    square = cv_squared(PUPILS, BOOKS)
    assert square is not None
    assert cv_shown(square, 5) == "0.51526"


def test_the_unweighted_coefficient_of_the_worked_example_is_0_48877() -> None:
    square = unweighted_cv_squared(PUPILS, BOOKS)
    assert square is not None
    assert cv_shown(square, 5) == "0.48877"


def test_the_worked_example_fails_weighted_and_shows_the_passing_unweighted_beside() -> None:
    rows = enumerate(zip(PUPILS, BOOKS, strict=True))
    county = assessed(*(school(str(n), pupils=int(p), reported={"multimedia_rooms": a}) for n, (p, a) in rows))
    compared = comparison(county, "R7")
    assert compared.verdict is Verdict.NOT_MET
    assert compared.unweighted_cv_squared is not None
    assert compared.limit is not None
    assert compared.unweighted_cv_squared <= compared.limit**2
    assert compared.mean == Fraction(191300, 302)
    assert compared.parts == 5


def test_a_shared_amount_of_23226_splits_into_9711_63_and_13514_37() -> None:
    facts = school(kind=SchoolKind.NINE_YEAR, pupils=(166, 210), reported={"multimedia_rooms": 23226})
    primary = result("R7", facts, Stage.PRIMARY).amount.value
    junior = result("R7", facts, Stage.JUNIOR_SECONDARY).amount.value
    assert primary is not None
    assert junior is not None
    assert (decimal_shown(primary, 2), decimal_shown(junior, 2)) == ("9711.63", "13514.37")
    assert primary + junior == 23226


def test_a_school_exactly_on_the_line_passes_where_floating_point_would_fail_it() -> None:
    facts = school(
        kind=SchoolKind.JUNIOR_SECONDARY,
        pupils=888,
        reported={"outdoor_sports_area": Fraction("8316.8"), "indoor_sports_area": Fraction("740.8")},
    )
    judged = result("R5", facts, Stage.JUNIOR_SECONDARY)
    assert (8316.8 + 740.8) / 888 < 10.2
    assert judged.value == judged.line == Fraction("10.2")
    assert judged.verdict is Verdict.MET
    assert judged.borderline

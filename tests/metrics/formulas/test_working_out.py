"""What formulas come to: exactly, unknown with what is missing, or undefined with the place."""

from fractions import Fraction

import pytest

from services.metrics.domain.formulas.evaluation import Values, evaluate, rounded
from services.metrics.domain.formulas.formula import amount, condition
from services.metrics.domain.formulas.outcomes import Known, Missing, Outcome, Undefined, Unknown
from services.metrics.domain.formulas.showing import shown
from tests.metrics.formulas.known import KNOWN, values


def holds(text: str, given: Values) -> Outcome:
    return evaluate(condition(text, KNOWN), given)


def test_a_line_is_met_exactly_where_floating_point_says_no() -> None:
    given = values(area="8316.8", hall_area="740.8", pupils=888)
    assert (8316.8 + 740.8) / 888 < 10.2
    assert holds('(area + hall_area) / pupils >= 10.2 "㎡/生"', given) == Known(value=True)


def test_missing_is_unknown_with_its_reason_and_never_zero() -> None:
    given = values(area="100", pupils="搬迁中")
    assert evaluate(amount("area / (pupils + boarders)", KNOWN), given) == Unknown(
        (Missing("pupils", 0, "搬迁中"), Missing("boarders"))
    )


def test_a_division_by_zero_is_undefined_at_its_place_even_where_more_is_missing() -> None:
    formula = amount("area / pupils + hall_area / boarders", KNOWN)
    assert evaluate(formula, values(area=1, pupils=0)) == Undefined(8)
    assert evaluate(amount("area / pupils", KNOWN), values(pupils=0)) == Undefined(8)


def test_if_needs_only_the_branch_it_takes() -> None:
    text = 'if("primary" in attribute.stages, pupils, boarders) > 0'
    assert holds(text, values({"stages": ["primary"]}, pupils=3)) == Known(value=True)
    assert holds(text, values({"stages": ["special"]}, pupils=3)) == Unknown((Missing("boarders"),))
    assert holds(text, values(pupils=3)) == Unknown((Missing("attribute.stages"),))


def test_where_both_branches_agree_the_condition_need_not_be_known() -> None:
    assert holds("if(fenced, pupils, boarders) > 0", values(pupils=3, boarders=3)) == Known(value=True)
    assert holds("if(fenced, pupils, boarders) > 0", values(pupils=3, boarders=4)) == Unknown((Missing("fenced"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lit and fenced", Known(value=False)),
        ("fenced and lit", Known(value=False)),
        ("fenced or not lit", Known(value=True)),
        ("fenced or lit", Unknown((Missing("fenced"),))),
        ("area / pupils > 0 and lit", Known(value=False)),
        ("area / pupils > 0 or not lit", Known(value=True)),
        ("area / pupils > 0 and not lit", Undefined(8)),
        ("area / pupils > 0 and fenced", Unknown((Missing("fenced"),))),
        ("fenced = lit", Unknown((Missing("fenced"),))),
    ],
)
def test_what_decides_decides_wherever_it_stands(text: str, expected: Outcome) -> None:
    assert holds(text, values(lit=0, area=1, pupils=0)) == expected


def test_grades_compare_by_rank() -> None:
    assert holds('culture >= "pass"', values(culture=2)) == Known(value=True)
    assert holds('"good" <= culture', values(culture=2)) == Known(value=False)


def test_the_period_before_is_a_value_of_its_own() -> None:
    text = "abs(pupils - previous(pupils)) > 0.5 * previous(pupils)"
    assert holds(text, values(pupils=160, previous_pupils=100)) == Known(value=True)
    assert holds(text, values(pupils=160)) == Unknown((Missing("pupils", 1),))


def test_whether_something_was_reported_can_be_asked_in_rules() -> None:
    assert holds("present(area) and not present(rooms)", values(area=0)) == Known(value=True)
    assert holds("count_known(area, rooms, previous(area)) = 2", values(area=0, previous_area=1)) == Known(value=True)


def test_smallest_largest_sizes_and_sums() -> None:
    given = values(pupils=-3, boarders=2)
    assert evaluate(amount("max(pupils, boarders) - min(pupils, boarders)", KNOWN), given) == Known(Fraction(5))
    assert evaluate(amount("sum(abs(pupils), boarders)", KNOWN), given) == Known(Fraction(5))


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("2.5", 0, "3"), ("1249", -2, "1200"), ("1250", -2, "1300")],
)
def test_a_half_is_rounded_away_from_zero(number: str, digits: int, expected: str) -> None:
    assert rounded(Fraction(number), digits) == Fraction(expected)


def test_a_conversion_is_exact() -> None:
    formula = amount('to(equipment / pupils, "元/生")', KNOWN)
    assert evaluate(formula, values(equipment="0.3", pupils=7)) == Known(Fraction(3000, 7))


@pytest.mark.parametrize(
    ("number", "text", "exact"),
    [
        (Fraction(1, 3), "0.333333333333333", False),
        (Fraction(-2, 3), "-0.666666666666667", False),
        (Fraction(1, 8), "0.125", True),
        (Fraction(0), "0", True),
        (Fraction(123456789012345), "123456789012345", True),
        (Fraction(1234567890123456), "1234567890123460", False),
        (Fraction(10**18 - 1), "1000000000000000000", False),
        (Fraction(9999999999999996, 10**16), "1", False),
        (Fraction(10**5000, 7), "1.42857142857143E+4999", False),
        (Fraction(7, 10**5000), "7E-5000", True),
    ],
)
def test_fifteen_digits_are_shown_and_whether_they_are_all(number: Fraction, text: str, exact: bool) -> None:
    assert (str(shown(number)), shown(number).exact) == (text, exact)

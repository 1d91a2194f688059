"""A sum of square roots against a fraction: decided exactly, equality by algebra and not by digits."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.mean_of_roots import root_of, roots_exceed, sum_of_roots

SQUARES = st.fractions(min_value=0, max_value=4, max_denominator=10_000)


def by_digits(squares: list[Fraction], bound: Fraction) -> int:
    """The sign of the difference as a thousand digits say, 0 where they say nothing."""
    with localcontext() as context:
        context.prec = 1000
        total = sum((Decimal(each.numerator) / Decimal(each.denominator)).sqrt() for each in squares)
        difference = Decimal(total) - Decimal(bound.numerator) / Decimal(bound.denominator)
        return 0 if abs(difference) < Decimal(10) ** -900 else (1 if difference > 0 else -1)


@given(st.lists(SQUARES, min_size=1, max_size=8), st.fractions(min_value=0, max_value=16, max_denominator=1000))
def test_the_sum_is_above_the_bound_exactly_where_a_thousand_digits_say_so(
    squares: list[Fraction], bound: Fraction
) -> None:
    assert roots_exceed(squares, bound) is (by_digits(squares, bound) > 0)


@given(st.lists(st.fractions(min_value=0, max_value=2, max_denominator=1000), min_size=1, max_size=8))
def test_a_sum_of_fractions_equals_itself_and_is_not_above_itself(roots: list[Fraction]) -> None:
    squares = [root * root for root in roots]
    assert sum_of_roots(squares) == sum(roots)
    assert not roots_exceed(squares, sum(roots, Fraction(0)))
    assert roots_exceed(squares, sum(roots, Fraction(0)) - Fraction(1, 10**60))


@given(st.lists(SQUARES, min_size=2, max_size=8), st.integers(min_value=50, max_value=200))
def test_a_bound_cut_off_after_many_digits_is_below_the_sum_it_was_cut_from(
    squares: list[Fraction], digits: int
) -> None:
    if sum_of_roots(squares) is not None:
        return
    with localcontext() as context:
        context.prec = 500
        total = sum((Decimal(each.numerator) / Decimal(each.denominator)).sqrt() for each in squares)
        scaled = int(Decimal(total).scaleb(digits))
    assert roots_exceed(squares, Fraction(scaled, 10**digits))
    assert not roots_exceed(squares, Fraction(scaled + 1, 10**digits))


def test_roots_that_differ_first_in_the_three_hundredth_digit_are_told_apart() -> None:
    near = Fraction(1, 4) + Fraction(1, 10**300)
    assert sum_of_roots([near]) is None
    assert roots_exceed([near], Fraction(1, 2))
    assert not roots_exceed([Fraction(1, 4) - Fraction(1, 10**300)], Fraction(1, 2))


def test_equal_irrational_roots_add_up_to_no_fraction() -> None:
    assert sum_of_roots([Fraction(2), Fraction(8)]) is None
    assert roots_exceed([Fraction(2), Fraction(8)], Fraction(42426, 10_000))
    assert not roots_exceed([Fraction(2), Fraction(8)], Fraction(42427, 10_000))


@pytest.mark.parametrize(
    ("square", "root"),
    [
        (Fraction(0), Fraction(0)),
        (Fraction(9, 4), Fraction(3, 2)),
        (Fraction(2, 4), None),
        (Fraction(8, 18), Fraction(2, 3)),
    ],
)
def test_a_root_is_a_fraction_where_both_parts_in_lowest_terms_are_squares(
    square: Fraction, root: Fraction | None
) -> None:
    assert root_of(square) == root

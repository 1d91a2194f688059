"""Rounding for the eye: exact, half to even, never through a float."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.shown import cv_shown, decimal_shown, root_shown


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction(1, 8), 2, "0.12"),
        (Fraction(3, 8), 2, "0.38"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction(-1, 3), 3, "-0.333"),
        (Fraction("10.2"), 3, "10.200"),
        (Fraction(5, 2), 0, "2"),
        (Fraction(10**30, 3), 1, "3" * 30 + ".3"),
    ],
)
def test_a_fraction_is_shown_half_to_even(value: Fraction, digits: int, text: str) -> None:
    assert decimal_shown(value, digits) == text


@pytest.mark.parametrize(
    ("square", "digits", "text"),
    [
        (Fraction(2), 5, "1.41421"),
        (Fraction("0.25"), 2, "0.50"),
        (Fraction("0.015625"), 2, "0.12"),
        (Fraction("0.140625"), 2, "0.38"),
        (Fraction(0), 3, "0.000"),
        (Fraction("0.2500000001"), 3, "0.500"),
        (Fraction(10**40 - 1), 2, "1" + "0" * 20 + ".00"),
    ],
)
def test_a_root_is_rounded_from_its_exact_value(square: Fraction, digits: int, text: str) -> None:
    assert root_shown(square, digits) == cv_shown(square, digits) == text


@given(st.fractions(min_value=0, max_value=10**6), st.integers(0, 6))
def test_no_other_number_of_as_many_digits_is_nearer_to_the_root(square: Fraction, digits: int) -> None:
    shown, half = Fraction(root_shown(square, digits)), Fraction(1, 2 * 10**digits)
    assert max(shown - half, Fraction(0)) ** 2 <= square <= (shown + half) ** 2

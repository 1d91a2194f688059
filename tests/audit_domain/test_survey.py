"""The margin of a survey."""

from fractions import Fraction

import pytest

from services.audit.domain.survey import answers_for, margin_of


def test_the_least_sample_of_the_shipped_standard_keeps_five_points() -> None:
    assert answers_for(0.05) == 385
    assert margin_of(Fraction(1, 2), Fraction(385)).half == pytest.approx(0.05, abs=0.001)


def test_everybody_content_among_a_few_is_no_certainty() -> None:
    found = margin_of(Fraction(1), Fraction(20))
    assert found.low == pytest.approx(0.8389, abs=1e-4)
    assert found.high == 1


def test_more_answers_make_a_smaller_margin() -> None:
    halves = [margin_of(Fraction(9, 10), Fraction(count)).half for count in (50, 385, 2000)]
    assert halves == sorted(halves, reverse=True)

"""Rounding for what is shown. No verdict may be taken from anything made here."""

from fractions import Fraction
from math import isqrt


def decimal_shown(value: Fraction, digits: int) -> str:
    """The value with `digits` decimal places, half to even: 1/8 with 2 is "0.12"."""
    return _written(round(value * 10**digits), digits)


def root_shown(square: Fraction, digits: int) -> str:
    """The square root of a number >= 0 with `digits` decimal places, rounded from its exact value, half to even."""
    scaled = square * 100**digits
    below = isqrt(scaled.numerator // scaled.denominator)
    middle = Fraction(2 * below + 1, 2) ** 2
    upwards = scaled > middle or (scaled == middle and below % 2 == 1)
    return _written(below + upwards, digits)


def cv_shown(cv_squared: Fraction, digits: int) -> str:
    """A differential coefficient from its exact square. What is shown as 0.50 may lie above it."""
    return root_shown(cv_squared, digits)


def _written(units: int, digits: int) -> str:
    sign = "-" if units < 0 else ""
    if digits == 0:
        return f"{sign}{abs(units)}"
    whole, rest = divmod(abs(units), 10**digits)
    return f"{sign}{whole}.{rest:0{digits}d}"

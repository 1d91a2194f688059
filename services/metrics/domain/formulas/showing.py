"""Exact results as numbers that can be shown: fifteen digits at most, and whether that is all of it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, log10

from services.kernel.numbers import SIGNIFICANT_DIGITS
from services.metrics.domain.formulas.printing import plain


@dataclass(frozen=True)
class ShownNumber:
    """`exact` False: the value was rounded to fifteen significant digits, half to even."""

    value: Decimal
    exact: bool

    def __str__(self) -> str:
        return plain(self.value) if abs(self.value.adjusted()) <= 2 * SIGNIFICANT_DIGITS else str(self.value)


def shown(number: Fraction) -> ShownNumber:
    if not number:
        return ShownNumber(Decimal(0), exact=True)
    places = SIGNIFICANT_DIGITS - 1 - _magnitude(abs(number))
    scaled = number * Fraction(10) ** places
    digits = round(scaled)
    return ShownNumber(Decimal(digits).scaleb(-places).normalize(), exact=scaled == digits)


def _magnitude(number: Fraction) -> int:
    """The power of ten of the first digit; worked out from lengths in bits, for the digits may be thousands."""
    bits = number.numerator.bit_length() - number.denominator.bit_length()
    found = floor(bits * log10(2))
    while Fraction(10) ** found > number:
        found -= 1
    while Fraction(10) ** (found + 1) <= number:
        found += 1
    return found

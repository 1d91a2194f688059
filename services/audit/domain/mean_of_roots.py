"""The mean of several coefficients against a limit, settled exactly though only their squares are fractions.

Asked is the sign of √q₁ + … + √qₙ − R, with fractions q ≥ 0 and R = n × limit.

Equality. Write each root in lowest terms as a fraction times the root of a whole number without square divisors. Roots
of different such numbers are linearly independent over the fractions (Besicovitch 1940), and all factors here are
positive, so nothing cancels: the sum is a fraction exactly where every root is one. Then it is added up and compared
as fractions are. A root is a fraction exactly where numerator and denominator of q in lowest terms are squares.

Inequality. Otherwise the sum is no fraction and never equals R. Whole-number square roots bound each root from below
within 2⁻ᵏ; the sum then lies within n × 2⁻ᵏ of its bound. k is doubled until R lies outside. As the sum is not R,
this ends; the price is more digits the nearer they are.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from services.audit.domain.interval import ZERO

FIRST_BITS = 64


def root_of(square: Fraction) -> Fraction | None:
    """The square root of a number >= 0 where it is a fraction."""
    above, below = isqrt(square.numerator), isqrt(square.denominator)
    return Fraction(above, below) if above**2 == square.numerator and below**2 == square.denominator else None


def sum_of_roots(squares: Sequence[Fraction]) -> Fraction | None:
    """The sum of the square roots where it is a fraction."""
    roots = [root_of(square) for square in squares]
    known = [root for root in roots if root is not None]
    return sum(known, ZERO) if len(known) == len(roots) else None


def roots_exceed(squares: Sequence[Fraction], bound: Fraction) -> bool:
    """Whether the sum of the square roots is above the bound; false where it equals it."""
    total = sum_of_roots(squares)
    if total is not None:
        return total > bound
    bits = FIRST_BITS
    while True:
        low = bound_below(squares, bits)
        if low >= bound:
            return True  # the sum is no fraction, so it is above its own bound
        if low + Fraction(len(squares), 2**bits) <= bound:
            return False
        bits *= 2


def bound_below(squares: Sequence[Fraction], bits: int) -> Fraction:
    """The sum of the square roots, each cut off after so many binary places."""
    return Fraction(sum(isqrt((each.numerator << 2 * bits) // each.denominator) for each in squares), 2**bits)

"""Which numbers can be kept exactly: what the sender wrote is what is stored, or it is refused.

Fifteen significant digits survive every reader's float8, so the value that is given out is the value that came in.
"""

from decimal import Decimal

SIGNIFICANT_DIGITS = 15


def as_number(value: object) -> Decimal | None:
    """The number a JSON value is; None for a string, a boolean, a list and the like."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def kept_exactly(number: Decimal) -> bool:
    """At most fifteen significant digits, and neither so large nor so small that they would need more.

    Read from the digits themselves: `Decimal.normalize` rounds to the context's precision before one could count.
    """
    if number.is_zero():
        return True
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    return len(digits) <= SIGNIFICANT_DIGITS and -SIGNIFICANT_DIGITS <= number.adjusted() <= SIGNIFICANT_DIGITS


def is_whole(number: Decimal) -> bool:
    """Of a number that is kept exactly."""
    return number.is_zero() or number == number.to_integral_value()

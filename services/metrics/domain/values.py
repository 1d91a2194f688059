"""Values between their two forms: as they are sent and given out, and as the number that is stored.

A yes is stored as 1, a no as 0, a grade as its rank from 1; so one column keeps them all, and every rule that compares
numbers compares them.
"""

import unicodedata
from decimal import Decimal

from services.kernel.numbers import as_number
from services.metrics.domain.indicator import Indicator, ValueType

_WANTED = {
    ValueType.INTEGER: "a whole number of {unit}, or null",
    ValueType.DECIMAL: "a number of {unit}, or null",
    ValueType.YES_NO: "true, false or null",
    ValueType.GRADE: "the code of a grade, worst first {grades}, or null",
}


def stored_number(indicator: Indicator, value: object) -> Decimal | None:
    """The number that a JSON value is stored as; None for what is not of the indicator's form."""
    if indicator.value_type is ValueType.YES_NO:
        return Decimal(value) if isinstance(value, bool) else None
    if indicator.value_type is ValueType.GRADE:
        known = indicator.grade_codes
        return Decimal(known.index(value) + 1) if isinstance(value, str) and value in known else None
    number = as_number(value)
    return abs(number) if number is not None and number.is_zero() else number


def own_form(indicator: Indicator, number: Decimal) -> Decimal | bool | str:
    """A stored number in the form in which readings of the indicator are sent."""
    if indicator.value_type is ValueType.YES_NO:
        return number == 1
    if indicator.value_type is ValueType.GRADE:
        return indicator.grade_codes[int(number) - 1]
    return number


def wanted(indicator: Indicator) -> str:
    """The form that a value must have, in words."""
    words = _WANTED[indicator.value_type]
    return words.format(unit=indicator.unit, grades=", ".join(indicator.grade_codes))


def plain_unit(unit: str) -> str:
    """A unit without what only its writing differs in: ㎡ and m² are one."""
    return unicodedata.normalize("NFKC", unit).strip()


def same_unit(one: str, other: str) -> bool:
    """Whether two texts name one unit; nothing is converted."""
    return plain_unit(one) == plain_unit(other)

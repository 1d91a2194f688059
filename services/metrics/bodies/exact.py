"""Numbers as a float keeps them digit by digit, and the others as they are: what the sender wrote is what is kept.

Fifteen significant digits come back from a float as they went in. So a number is kept as one only where its text had
no more; a float that came as a float (Excel, Parquet) only where its shortest decimal has no more.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from services.kernel.numbers import SIGNIFICANT_DIGITS, kept_exactly
from services.metrics.domain.columns import Numbers, Truths
from services.metrics.domain.texts import Text

PLAIN = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
"""A number as JSON writes it."""
_PLAIN = re.compile(PLAIN)
_SHORT = SIGNIFICANT_DIGITS + 1  # with its point
_LONGEST = 400  # characters, as in strict JSON
_LARGEST, _SMALLEST = 1e15, 1e-15
_PLACES = (0, 2, 6, 12)


def number_of(text: str) -> float | Decimal:
    """The number that a text of JSON's grammar is; a Decimal where a float would not keep it."""
    if len(text) <= _SHORT and "e" not in text and "E" not in text and "." in text:
        return float(text)
    return kept(Decimal(text))


def kept(number: Decimal | int) -> float | Decimal:
    """As a float where that keeps it."""
    exact = Decimal(number)
    return float(exact) if kept_exactly(exact) else exact


def cell_of(text: str) -> float | Decimal | Text:
    """What the text of a cell is: a number if it is plainly one, else a text."""
    stripped = text.strip()
    if len(stripped) <= _LONGEST and _PLAIN.fullmatch(stripped):
        try:
            return number_of(stripped)
        except InvalidOperation:  # an exponent that no number has
            return Text(stripped)
    return Text(stripped)


def numbers_of(values: Sequence[object]) -> tuple[Numbers, dict[int, object]]:
    """The values of JSON as floats, and by row those that are none, NaN in their place.

    A float among them is one whose text was short enough; an int or a Decimal is looked at.
    """
    try:
        if set(map(type, values)) <= {int, float}:
            numbers = np.array(values, np.float64)
            if not (np.abs(numbers) >= _LARGEST).any():
                return numbers, {}
    except OverflowError:  # an int that no float holds
        pass
    odd: dict[int, object] = {}
    numbers = np.empty(len(values), np.float64)
    for row, value in enumerate(values):
        exact = kept(value) if type(value) in (int, Decimal) else value  # type: ignore[arg-type]
        if type(exact) is float:
            numbers[row] = exact
        else:
            numbers[row], odd[row] = np.nan, value
    return numbers, odd


def settled(numbers: Numbers) -> tuple[Numbers, dict[int, object]]:
    """Floats that came as floats: those whose shortest decimal is kept, and by row the others as decimals.

    What is not finite is a text, which is a value of no indicator.
    """
    strange = np.flatnonzero(~_are_short(numbers)).tolist()
    odd: dict[int, object] = {row: _written(numbers[row]) for row in strange}
    plain = numbers + 0.0  # a zero has no sign
    plain[list(odd)] = np.nan
    return plain, odd


def _are_short(numbers: Numbers) -> Truths:
    """A whole number below 1e15 divided by a power of ten that a float holds gives the float nearest to that decimal.

    So equality proves that so short a decimal exists; what is left is looked at one by one.
    """
    size = np.abs(numbers)
    within: Truths = (size < _LARGEST) & ((size >= _SMALLEST) | (size == 0))
    found = np.zeros(len(numbers), np.bool_)
    for places in _PLACES:
        rest = np.flatnonzero(within & ~found)
        if not len(rest):
            break
        scale = 10.0**places
        whole = np.rint(numbers[rest] * scale)
        found[rest] = (np.abs(whole) < _LARGEST) & (whole / scale == numbers[rest])
    for row in np.flatnonzero(~found & np.isfinite(numbers)).tolist():
        found[row] = kept_exactly(Decimal(repr(float(numbers[row]))))
    return found


def _written(number: float) -> Decimal | Text:
    text = repr(float(number))
    return Decimal(text) if np.isfinite(number) else Text(text)

"""Cells of tables, whose type nobody said: text becomes a yes, a grade or a number by the indicator it is a value of.

A table of CSV or Excel has texts and numbers only. `typed` reads 是 or 1 as a yes where the indicator is a fact, and
the title of a grade as its code. What is no value stays a text, which the judge refuses, with a hint of what to write.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from services.metrics.domain.columns import Columns, Numbers
from services.metrics.domain.indicator import Indicator, ValueType

_YES, _NO = frozenset({"是", "yes", "true", "1"}), frozenset({"否", "no", "false", "0"})
_PERCENT = re.compile(r"[-+]?[\d.,]+\s*[%％‰]")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}([,，' \u00a0]\d{3})+(\.\d+)?")
_WIDE_DIGITS = re.compile(r"[-+−－]?[\d０-９.．,，]*[０-９．][\d０-９.．,，]*")
_WITH_UNIT = re.compile(r"[-+]?\d[\d.,]*\s*[^\d\s.,].*")


class Text(str):
    """The text of a cell that is not plainly a number."""

    __slots__ = ()

    @property
    def hint(self) -> str | None:
        """What to write instead where a number was meant."""
        if self[:1] in "=+@＝＋＠" and len(self) > 1:
            return "a value, where a formula or a sign stands"
        if _PERCENT.fullmatch(self):
            return "the number in the unit of the indicator, without %"
        if _THOUSANDS.fullmatch(self):
            return "the digits without separators of thousands"
        if _WIDE_DIGITS.fullmatch(self):
            return "the digits 0 to 9, not full-width ones"
        if _WITH_UNIT.fullmatch(self):
            return "the number alone, without its unit"
        return None


def hint_of(value: object) -> str | None:
    """Of a value that is not of its indicator's type: what to write instead, where that can be told."""
    return value.hint if isinstance(value, Text) else None


def typed(columns: Columns, indicators: Mapping[str, Indicator]) -> Columns:
    """The columns of a table with each value in the form of its indicator, where it has one."""
    known = [indicators.get(code) for code in columns.indicators.codes]
    numbers, odd = columns.numbers.copy(), dict(columns.odd)
    for place, indicator in enumerate(known):
        if indicator is not None and not indicator.value_type.is_number:
            _name_numbers(_Column(place, indicator), columns, numbers, odd)
    at = columns.indicators.at
    for row, value in columns.odd.items():
        indicator = known[int(at[row])]
        if indicator is not None and isinstance(value, Text):
            odd[row] = _valued(value, indicator)
    return replace(columns, numbers=numbers, odd=odd)


@dataclass(frozen=True)
class _Column:
    place: int
    indicator: Indicator


def _name_numbers(column: _Column, columns: Columns, numbers: Numbers, odd: dict[int, object]) -> None:
    """Plain numbers in rows of a fact or grade: 1 is a yes, and a grade may have a number for its code."""
    rows = np.flatnonzero((columns.indicators.at == column.place) & ~np.isnan(columns.numbers))
    for row in rows.tolist():
        number = columns.numbers[row]
        text = str(int(number)) if number == int(number) else repr(float(number))
        odd[row], numbers[row] = _valued(Text(text), column.indicator), np.nan


def _valued(text: Text, indicator: Indicator) -> object:
    folded = text.strip().casefold()
    if indicator.value_type is ValueType.YES_NO:
        return folded in _YES if folded in _YES | _NO else text
    if indicator.value_type is ValueType.GRADE:
        return _grade(text, indicator)
    return text


def _grade(text: Text, indicator: Indicator) -> str:
    """The code that a text is, or else the code of the grade whose title it is."""
    names = [{grade.code: grade.code for grade in indicator.grades}]
    names += [{getattr(grade, title): grade.code for grade in indicator.grades} for title in ("title_zh", "title_en")]
    return next((known[text] for known in names if text in known), text)

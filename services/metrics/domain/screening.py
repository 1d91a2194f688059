"""Screens a body by arrays: rows that nothing can speak against are let through, all others are judged one by one.

The exact judge (`judging`) has the only word on what is wrong. This passes a row only where every question of the judge
has its answer from the row's codes and its plain number; so it may be strict, and must never be lax.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from services.metrics.domain.columns import Columns, Places, Truths
from services.metrics.domain.indicator import Indicator, ValueType

SMALLEST, LARGEST = 1e-15, 9e15


@dataclass(frozen=True)
class Asked:
    """For organisations alike (`alike`: the class of each code of the body), what they are asked.

    `asks(one, indicator, period)` of codes: whether an open collection asks the organisations of that class.
    """

    alike: Places
    asks: Callable[[int, str, str], bool]


def clean(columns: Columns, known: Truths, indicators: Mapping[str, Indicator], asked: Asked) -> Truths:
    """For every row whether it can be taken as it stands. `known`: by code, whether the sender may report for it."""
    found = [indicators.get(code) for code in columns.indicators.codes]
    plain = np.array([each is not None and each.value_type.is_number for each in found], np.bool_)
    whole = np.array([each is not None and each.value_type is ValueType.INTEGER for each in found], np.bool_)
    floor = np.array([0.0 if each is None or each.not_negative else -np.inf for each in found], np.float64)
    at, numbers = columns.indicators.at, columns.numbers
    size = np.abs(numbers)
    good = known[columns.organisations.at] & plain[at] & _asked(columns, asked)
    good &= (numbers >= floor[at]) & ((size == 0) | ((size >= SMALLEST) & (size < LARGEST)))
    good &= ~whole[at] | (numbers == np.floor(numbers))
    good &= ~_twins(columns)
    for row in (*columns.odd, *columns.unknown_reasons, *columns.evidence):
        good[row] = False
    return good


def _asked(columns: Columns, asked: Asked) -> Truths:
    """Asked once for each class of organisations, indicator and period that stand together in a row."""
    alike = asked.alike[columns.organisations.at]
    wide, deep = len(columns.indicators.codes), len(columns.periods.codes)
    together = (alike * wide + columns.indicators.at) * deep + columns.periods.at
    pairs, of_row = np.unique(together, return_inverse=True)
    answers = np.array(
        [
            asked.asks(
                int(pair // deep // wide),
                columns.indicators.codes[pair // deep % wide],
                columns.periods.codes[pair % deep],
            )
            for pair in pairs
        ],
        np.bool_,
    )
    found: Truths = answers[of_row]
    return found


def _twins(columns: Columns) -> Truths:
    keys = columns.keys()
    _, of_row, counts = np.unique(keys, return_inverse=True, return_counts=True)
    found: Truths = counts[of_row] > 1
    return found

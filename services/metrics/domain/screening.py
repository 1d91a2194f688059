"""Screens a body by arrays: rows that nothing can speak against are let through, all others are judged one by one.

The exact judge (`judging`) has the only word on what is wrong. This passes a row only where every question of the judge
has its answer from the row's codes and its plain number; so it may be strict, and must never be lax.
"""

from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.metrics.domain.asking import Ground
from services.metrics.domain.columns import Columns, Truths
from services.metrics.domain.indicator import Indicator, Reporter, ValueType
from services.metrics.domain.values import plain_unit

SMALLEST, LARGEST = 1e-15, 9e15


def clean(columns: Columns, ground: Ground) -> Truths:
    """For every row whether it can be taken as it stands."""
    reporters = [ground.reporters.get(code) for code in columns.organisations.codes]
    indicators = [ground.indicators.get(code) for code in columns.indicators.codes]
    at, numbers = columns.indicators.at, columns.numbers
    size = np.abs(numbers)
    good = _told(each is not None for each in reporters)[columns.organisations.at]
    good &= _told(each is not None and each.value_type.is_number for each in indicators)[at]
    good &= numbers >= _floors(indicators)[at]
    good &= (size == 0) | ((size >= SMALLEST) & (size < LARGEST))
    good &= ~_told(each is not None and each.value_type is ValueType.INTEGER for each in indicators)[at] | (
        numbers == np.floor(numbers)
    )
    good &= _in_their_units(columns, indicators)
    for row in (*columns.odd, *columns.unknown_reasons, *columns.evidence):
        good[row] = False
    good &= ~_twins(columns)
    return _asked(columns, good, reporters, indicators, ground)


def _in_their_units(columns: Columns, indicators: list[Indicator | None]) -> Truths:
    """Rows that name no unit, or the one of their indicator."""
    if columns.units is None:
        return np.ones(len(columns), np.bool_)
    named = [plain_unit(unit) for unit in columns.units.codes]
    numbers = {unit: number for number, unit in enumerate(dict.fromkeys(named))}
    said = np.array([numbers[unit] for unit in named], np.int64)[columns.units.at]
    wanted = [-1 if each is None else numbers.get(plain_unit(each.unit), -1) for each in indicators]
    silent = _told(not unit for unit in columns.units.codes)[columns.units.at]
    found: Truths = silent | (said == np.array(wanted, np.int64)[columns.indicators.at])
    return found


def _told(answers: Any) -> Truths:
    return np.array(list(answers), np.bool_)


def _floors(indicators: list[Indicator | None]) -> NDArray[np.float64]:
    return np.array([0.0 if each is None or each.not_negative else -np.inf for each in indicators], np.float64)


def _asked(
    columns: Columns, good: Truths, reporters: list[Reporter | None], indicators: list[Indicator | None], ground: Ground
) -> Truths:
    """Those good rows that are asked for and not locked: found out once for organisations alike, indicator, period."""
    alike, members = _likenesses(reporters, ground)
    wide, deep = len(indicators), len(columns.periods.codes)
    together = (alike[columns.organisations.at] * wide + columns.indicators.at) * deep + columns.periods.at
    pairs, of_row = np.unique(together[good], return_inverse=True)
    answers = np.zeros(len(pairs), np.bool_)
    for place, pair in enumerate(pairs):
        member, indicator = members[pair // deep // wide], indicators[pair // deep % wide]
        if member and indicator:
            answers[place] = ground.takes(member, indicator, columns.periods.codes[pair % deep])
    found = good.copy()
    found[good] = answers[of_row]
    return found


def _likenesses(reporters: list[Reporter | None], ground: Ground) -> tuple[NDArray[np.int64], list[Reporter | None]]:
    """The number of each organisation's likeness, and one organisation of each."""
    known: dict[Hashable, int] = {}
    of_object: dict[int, int] = {}  # kin share one object
    members: list[Reporter | None] = []
    for reporter in reporters:
        if id(reporter) in of_object:
            continue
        likeness = ground.likeness(reporter) if reporter else None
        number = of_object[id(reporter)] = known.setdefault(likeness, len(members))
        if number == len(members):
            members.append(reporter)
    return np.array([of_object[id(reporter)] for reporter in reporters], np.int64), members


def _twins(columns: Columns) -> Truths:
    """Rows whose key stands in another row, too."""
    keys = columns.keys()
    order = np.argsort(keys, kind="stable")
    same = keys[order][1:] == keys[order][:-1]
    found = np.zeros(len(keys), np.bool_)
    found[order[1:][same]] = True
    found[order[:-1][same]] = True
    return found

"""Asks rules of a sheet. What is missing makes a rule silent: it is counted as not checked, never as broken."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.formulas.arrays import amounts, held
from services.metrics.domain.formulas.evaluation import evaluate
from services.metrics.domain.formulas.explaining import explain
from services.metrics.domain.formulas.lanes import ROUNDING, TINY
from services.metrics.domain.formulas.outcomes import Known
from services.metrics.domain.formulas.showing import shown
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.rules.findings import SHOWN, Example, Finding, Stated, by_weight
from services.metrics.domain.rules.peers import Line, compare, spread_of
from services.metrics.domain.rules.rule import Outlier, Rule
from services.metrics.domain.sheet import Row, Sheet
from services.yardsticks.membership import belongs, existed
from services.yardsticks.periods import first_day, kind_of

Of = Callable[[Asked], Truths]
"""The rows of which a rule is asked; all others are there to be compared with."""


def check(asked: Sequence[Asked], sheet: Sheet, of: Of | None = None) -> list[Finding]:
    """A finding for every rule that concerns a row of the sheet; blocking ones first, then the commonest."""
    alike, classes = _numbered([_class(row) for row in sheet.rows])
    peers, _ = _numbered([_peers(row) for row in sheet.rows if any(map(is_outlier, asked))])
    found = []
    for each in asked:
        meant = np.array([concerns(each, sheet.rows[first]) for first in classes], np.bool_)[alike]
        asked_of = meant if of is None else meant & of(each)
        if asked_of.any():
            outlier = is_outlier(each)
            found.append(_outliers(each, sheet, meant, asked_of, peers) if outlier else _asked(each, sheet, asked_of))
    return sorted(found, key=by_weight)


def is_outlier(each: Asked) -> bool:
    return isinstance(each.rule.test, Outlier)


def _asked(each: Asked, sheet: Sheet, concerned: Truths) -> Finding:
    answers = held(each.formula, sheet)
    broken = np.flatnonzero(concerned & answers.no)
    checked = int(np.count_nonzero(concerned & (answers.yes | answers.no)))
    return _finding(each, sheet, broken, checked, int(np.count_nonzero(concerned)) - checked)


def _outliers(each: Asked, sheet: Sheet, meant: Truths, asked_of: Truths, peers: Places) -> Finding:
    test = each.rule.test
    if not isinstance(test, Outlier):
        raise TypeError(type(test).__name__)
    lane, doubtful = amounts(each.formula, sheet)
    values, errors, known = lane.value.copy(), lane.error.copy(), lane.known & meant
    for row in np.flatnonzero(doubtful & meant):
        number = _exact(each, sheet, int(row))
        known[row] = number is not None
        if number is not None:
            values[row] = number
            errors[row] = abs(number) * ROUNDING + TINY
    places = np.flatnonzero(known)
    groups = np.unique(peers[places], return_inverse=True)[1]

    def exact(place: int) -> Fraction:
        return _exact(each, sheet, int(places[place])) or Fraction(0)

    line = Line(test.factor, test.difference, test.peers)
    found = compare(values[places], errors[places], groups, line, exact)
    mine = asked_of[places]
    out = np.flatnonzero(found.out & mine)
    checked = int(np.count_nonzero(found.compared & mine))
    return _finding(each, sheet, places[out], checked, int(np.count_nonzero(asked_of)) - checked)


def example_at(each: Asked, sheet: Sheet, row: int) -> Example:
    """The numbers of a row that breaks the rule, and the rule with the numbers in it."""
    if is_outlier(each):
        mine = _peers(sheet.rows[row])
        alike = [at for at, other in enumerate(sheet.rows) if _peers(other) == mine and concerns(each, other)]
        known = (_exact(each, sheet, at) for at in alike)
        return _outlying(each, sheet, row, [number for number in known if number is not None])
    told = explain(each.formula, sheet.values(row, _columns(each)))
    return _example(each, sheet, row, told.line_zh, told.line_en)


def _outlying(each: Asked, sheet: Sheet, row: int, group: list[Fraction]) -> Example:
    told = explain(each.formula, sheet.values(row, _columns(each)))
    spread, unit = spread_of(group), each.formula.kind.unit
    median, distance = shown(spread.median), shown(spread.distance)
    others = len(group) - 1
    zh = f"{told.line_zh}；同县同类另有{others}所，中位数{median} {unit}，与中位数距离的中位数{distance} {unit}"
    en = f"{told.line_en}; {others} others of the county and kind, median {median}, median distance {distance}"
    return _example(each, sheet, row, zh, f"{en} {unit.english}")


def _example(each: Asked, sheet: Sheet, row: int, line_zh: str, line_en: str) -> Example:
    values = tuple(Stated(*column, sheet.exact(column, row)) for column in _columns(each))
    return Example(sheet.rows[row].reporter.code, sheet.rows[row].period, values, line_zh, line_en)


def _finding(each: Asked, sheet: Sheet, broken: Places, checked: int, not_checked: int) -> Finding:
    return Finding(
        rule=each.rule,
        count=len(broken),
        checked=checked,
        not_checked=not_checked,
        indicators=each.formula.codes,
        organisations=_first(sheet.rows[row].reporter.code for row in broken.tolist()),
        rows=tuple(broken.tolist()),
        example=example_at(each, sheet, int(broken[0])) if len(broken) else None,
    )


def _first(names: Iterator[str]) -> tuple[str, ...]:
    """So many different ones as are shown, without looking at more than it takes."""
    found: dict[str, None] = {}
    for name in names:
        found[name] = None
        if len(found) == SHOWN:
            break
    return tuple(found)


def _exact(each: Asked, sheet: Sheet, row: int) -> Fraction | None:
    outcome = evaluate(each.formula, sheet.values(row, _columns(each)))
    return outcome.number if isinstance(outcome, Known) else None


def _columns(each: Asked) -> list[tuple[str, int]]:
    return [(item.code, item.back) for item in each.formula.items]


def concerns(each: Asked, row: Row) -> bool:
    rule: Rule = each.rule
    return (
        kind_of(row.period) is each.period
        and rule.binds_on(first_day(row.period))
        and belongs(rule.population, row.reporter.kind, row.reporter.attributes)
        and existed(row.reporter.attributes, row.period)
    )


def _class(row: Row) -> Hashable:
    """All that decides whether a rule concerns a row: rows of one class are asked the same."""
    names = ("school_kind", "place", "function", "division_code", "opened_on", "closed_on")
    return (row.period, row.reporter.kind, *(row.reporter.attributes.get(name) for name in names))


def _peers(row: Row) -> Hashable:
    return (row.period, row.county, row.reporter.attributes.get("school_kind"))


def _numbered(classes: Sequence[Hashable]) -> tuple[Places, list[int]]:
    """Each one's class by number, and by number the place of the first of the class."""
    numbers: dict[Hashable, int] = {}
    firsts: list[int] = []
    of = np.zeros(len(classes), np.int64)
    for place, one in enumerate(classes):
        if one not in numbers:
            numbers[one] = len(firsts)
            firsts.append(place)
        of[place] = numbers[one]
    return of, firsts

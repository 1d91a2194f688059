"""What a figure is held against: a number, the figure of an earlier period, or another figure of the same members."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from services.audit.domain.measured import Demand
from services.audit.domain.measuring_ranges import NO_FIGURE, Range, exactly, minus, quotient, times
from services.yardsticks.language import Change, Quantity, Yardstick
from services.yardsticks.periods import between, preceding
from services.yardsticks.words import ChangeKind, Comparison, Reach

HUNDRED = Fraction(100)
_UNKNOWN = Range(None, None)
_PLAIN = {
    Comparison.RANGE: Comparison.AT_LEAST,
    Comparison.ALL: Comparison.AT_LEAST,
    Comparison.YES: Comparison.AT_LEAST,
    Comparison.INCREASING: Comparison.MORE_THAN,
    Comparison.NON_DECREASING: Comparison.AT_LEAST,
}
_MONOTONE = frozenset({Comparison.INCREASING, Comparison.NON_DECREASING})

FigureOf = Callable[[Quantity | None, str], Range]
"""The figure of a quantity in a period; of no quantity, the share of organisations."""


class Held(NamedTuple):
    """The figure to be judged, beside its line. `now` is the figure of the period itself, before any change is taken.

    `reason` says why there is certainly nothing to compare with; `unsure`: there may be nothing.
    """

    now: Range
    figure: Range
    line: Range
    reason: str | None = None
    unsure: bool = False


def plain(comparison: Comparison) -> Comparison:
    """The one of >=, >, <=, <, = that the comparison comes down to. A range is kept from its lower end upwards."""
    return _PLAIN.get(comparison, comparison)


def looks_back(yardstick: Yardstick, demand: Demand) -> bool:
    """Whether it takes an earlier period to judge this one."""
    return yardstick.change is not None or demand.comparison in _MONOTONE


def hold(yardstick: Yardstick, demand: Demand, quantity: Quantity | None, figure_of: FigureOf, period: str) -> Held:
    """Raises ValueError where the demand names no number although the yardstick leaves it to one.

    Figures of different periods have no data in common, so changes are exact however much is missing. Two figures of
    one period may share missing items; a comparator then leaves open what their common value might decide.
    """
    now = figure_of(quantity, period)
    if now.void:
        return Held(now, now, now)
    if demand.comparison in _MONOTONE:
        change = yardstick.change
        then = figure_of(quantity, (change.baseline if change else None) or preceding(period))
        return Held(now, now, then, "baseline_missing" if then.void else None, then.may_be_void)
    figure, reason = _changed(yardstick.change, now, lambda when: figure_of(quantity, when), period)
    unsure = yardstick.change is not None and figure.may_be_void
    if yardstick.versus is None:
        return Held(now, figure, exactly(_number(yardstick, demand, quantity)), reason, unsure)
    other = figure_of(yardstick.versus, period)
    line, why = _changed(yardstick.change, other, lambda when: figure_of(yardstick.versus, when), period)
    why = why or ("whole_is_zero" if line.void else None)
    return Held(now, figure, line, reason or why, unsure or line.may_be_void)


def _number(yardstick: Yardstick, demand: Demand, quantity: Quantity | None) -> Fraction:
    if demand.comparison in {Comparison.ALL, Comparison.YES}:
        if yardstick.reach is Reach.SHARE or quantity is None:
            return HUNDRED
        return Fraction(quantity.per) if quantity.over is not None else Fraction(1)
    if demand.value is None or demand.comparison is Comparison.ALL_MET:
        raise ValueError(f"{demand.comparison.value} needs a number to hold the figure against")
    return demand.value


def _changed(change: Change | None, now: Range, of: Callable[[str], Range], period: str) -> tuple[Range, str | None]:
    """The change into the period, and in a word why there is none. Whether there is a figure now is no matter of it."""
    if change is None:
        return now, None
    now = now._replace(may_be_void=False)
    baseline = change.baseline or preceding(period)
    then = of(baseline)
    if then.void:
        return NO_FIGURE, "baseline_missing"
    match change.kind:
        case ChangeKind.RISE:
            return _mean(change, minus(now, then), period)
        case ChangeKind.FALL:
            return _mean(change, minus(then, now), period)
        case ChangeKind.REDUCTION:
            left = quotient(now, then)
            return (NO_FIGURE, "whole_is_zero") if left.void else (_from_hundred(left), None)
        case ChangeKind.SLOWDOWN:
            return _slowdown((then, of(preceding(baseline))), (now, of(preceding(period))))


def _mean(change: Change, whole: Range, period: str) -> tuple[Range, str | None]:
    """The change itself, or its mean over the periods since the baseline; of the baseline itself there is none yet."""
    if not change.per_year or change.baseline is None:
        return whole, None
    periods = sum(1 for _ in between(change.baseline, period)) - 1
    return (times(whole, Fraction(1, periods)), None) if periods > 0 else (NO_FIGURE, "baseline_missing")


def _from_hundred(left: Range) -> Range:
    """100 × (1 − left)."""
    return minus(exactly(HUNDRED), times(left, HUNDRED))


def _slowdown(into_baseline: tuple[Range, Range], into_now: tuple[Range, Range]) -> tuple[Range, str | None]:
    """By which percentage the rise has fallen. The four figures may share data, so all must be known: what is missing
    leaves it open even where every completion would agree.
    """
    base, now = minus(*into_baseline).value, minus(*into_now).value
    if base is not None and base <= 0:
        return NO_FIGURE, "baseline_not_rising"
    if base is None or now is None:
        return _UNKNOWN, None
    return exactly((base - now) / base * 100), None

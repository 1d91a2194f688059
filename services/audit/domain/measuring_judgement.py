"""A figure beside its line: the verdict, how far it lies from the line, and why nothing can be said."""

from fractions import Fraction
from typing import NamedTuple

from services.audit.domain.measured import Demand
from services.audit.domain.measuring_figures import Figures, Looked
from services.audit.domain.measuring_lines import HUNDRED, Held, hold, looks_back, plain
from services.audit.domain.measuring_ranges import Range, minus, verdict_on
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Quantity, Yardstick
from services.yardsticks.words import Comparison

_ORDER = {Verdict.NOT_MET: 0, Verdict.CANNOT_DECIDE: 1, Verdict.MET: 2}
_UPWARDS = frozenset({Comparison.AT_LEAST, Comparison.MORE_THAN})
_DOWNWARDS = frozenset({Comparison.AT_MOST, Comparison.LESS_THAN})


class Judged(NamedTuple):
    """One quantity of one group of organisations."""

    quantity: int
    verdict: Verdict
    reason: str | None
    borderline: bool
    figure: Range
    line: Range
    distance: Fraction | None

    @property
    def rank(self) -> tuple[int, bool, Fraction]:
        """Worst first: the verdict, then the smallest distance; unknown distances last."""
        return _ORDER[self.verdict], self.distance is None, self.distance or Fraction(0)


def judge(figures: Figures, demand: Demand, period: str, margin: Fraction) -> list[Judged]:
    """Every quantity in which the group is concerned. A met demand is borderline within `margin` (a share) of its line,
    where anything lies beyond that line.
    """
    yardstick = figures.yardstick
    quantities: list[Quantity | None] = [*yardstick.quantities] or [None]
    found = []
    for place, quantity in enumerate(quantities):
        held = hold(yardstick, demand, quantity, figures.figure, period)
        if held.now.void:
            continue
        comparison = plain(demand.comparison)
        verdict = _verdict(held, comparison)
        reason = None
        if verdict is Verdict.CANNOT_DECIDE:
            reason = held.reason or _why(yardstick, demand, period, figures.looked)
        near = verdict is Verdict.MET and _has_beyond(demand, quantity, held) and _near(held, comparison, margin)
        distance = _distance(held, comparison)
        found.append(Judged(place, verdict, reason, near, held.figure, held.line, distance))
    return found


def _why(yardstick: Yardstick, demand: Demand, period: str, looked: Looked) -> str:
    missing = [datum for datum, value in looked.items() if value is None]
    if missing and looks_back(yardstick, demand) and all(datum.period != period for datum in missing):
        return "baseline_missing"
    return "missing_data" if missing else "whole_is_zero"


def _has_beyond(demand: Demand, quantity: Quantity | None, held: Held) -> bool:
    """A share cannot pass its whole, and a yes cannot be surpassed."""
    if demand.comparison in {Comparison.ALL, Comparison.YES}:
        return False
    most = HUNDRED if quantity is None else Fraction(quantity.per)
    return held.line.value != most if quantity is None or quantity.share else True


def _verdict(held: Held, comparison: Comparison) -> Verdict:
    """Where the figure may not exist nothing is missed by it; where its line may not, nothing can be said."""
    if held.figure.void or held.line.void:
        return Verdict.CANNOT_DECIDE
    verdict = verdict_on(minus(held.figure, held.line), comparison)
    return Verdict.CANNOT_DECIDE if held.unsure or (held.now.may_be_void and verdict is Verdict.NOT_MET) else verdict


def _near(held: Held, comparison: Comparison, margin: Fraction) -> bool:
    line = held.line.value
    if not line:
        return False
    if comparison in _UPWARDS:
        return held.figure.low is not None and held.figure.low.at <= line + abs(line) * margin
    if comparison in _DOWNWARDS:
        return held.figure.high is not None and held.figure.high.at >= line - abs(line) * margin
    return False


def _distance(held: Held, comparison: Comparison) -> Fraction | None:
    value, line = held.figure.value, held.line.value
    if value is None or line is None:
        return None
    if comparison is Comparison.EQUAL:
        return -abs(value - line)
    return value - line if comparison in _UPWARDS else line - value

"""How sure the share of a survey is: its margin from the number of answers, and the answers that a margin needs."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt

from services.audit.domain.quantiles import NORMAL


@dataclass(frozen=True)
class Margin:
    """At 95 percent, of a simple random sample of a large population. `low` and `high` are Wilson's, in 0 to 1."""

    low: float
    high: float

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2


def margin_of(share: Fraction, answers: Fraction) -> Margin:
    """`share` of `answers` (> 0). How the answers were chosen is not known here: a poor choice no margin shows."""
    count, part, square = float(answers), float(share), NORMAL**2
    middle = (part + square / (2 * count)) / (1 + square / count)
    half = NORMAL / (1 + square / count) * sqrt(part * (1 - part) / count + square / (4 * count**2))
    return Margin(max(middle - half, 0.0), min(middle + half, 1.0))


def answers_for(margin: float) -> int:
    """The least number of answers that keeps any share within ± `margin`: z²/(4·margin²), rounded up."""
    return ceil(NORMAL**2 / (4 * margin**2))

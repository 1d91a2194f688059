"""An amount that may be known only within bounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`, finite ends included; `high` None is unbounded above. `low` >= 0.

    `low_reached` False: every number is above `low`.
    """

    low: Fraction
    high: Fraction | None
    low_reached: bool = True

    @property
    def value(self) -> Fraction | None:
        """The number itself where only one is possible."""
        return self.low if self.low == self.high else None

    def times(self, factor: Fraction) -> "Interval":
        """Every number of the interval times a factor above zero."""
        return Interval(self.low * factor, None if self.high is None else self.high * factor, self.low_reached)


@dataclass(frozen=True)
class Term:
    """One data item of an amount as the school reported it; `value` None is missing."""

    item: str
    coefficient: Fraction
    value: Fraction | None


def amount_of(terms: Iterable[Term]) -> Interval:
    """The sum coefficient × value, each missing value ranging over the non-negative numbers.

    No amount is below zero: where what is taken off exceeds what it is taken from, the amount is zero.
    """
    known, may_add, may_take = ZERO, False, False
    for term in terms:
        if term.value is not None:
            known += term.coefficient * term.value
        elif term.coefficient > 0:
            may_add = True
        else:
            may_take = True
    known = max(known, ZERO)
    return Interval(ZERO if may_take else known, None if may_add else known)

"""What measuring a yardstick finds: the facts it takes, the demand it holds them against, the figures it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from services.audit.domain.verdict import Verdict
from services.yardsticks.words import Comparison


class Datum(NamedTuple):
    """One value that somebody reports: who, what, for which period. A tuple, for there are hundreds of thousands."""

    organisation: str
    item: str
    period: str


@dataclass(frozen=True)
class Organisation:
    """An organisation as a population sees it; `attributes` are those that plans publishes."""

    code: str
    kind: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """The organisations of a jurisdiction by code, in the order of their codes, and the approved values.

    A datum that is absent, or None, is missing; absent and None differ only in that somebody said so.
    """

    organisations: Mapping[str, Organisation]
    values: Mapping[Datum, Fraction | None]

    @cached_property
    def reporters(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Who has reported an item in a period, by item and period; saying that a value is unknown is reporting too."""
        found: dict[str, dict[str, set[str]]] = {}
        for datum in self.values:
            found.setdefault(datum.item, {}).setdefault(datum.period, set()).add(datum.organisation)
        return {item: {period: frozenset(who) for period, who in each.items()} for item, each in found.items()}

    def value(self, organisation: str, item: str, period: str) -> Fraction | None:
        return self.values.get(Datum(organisation, item, period))


@dataclass(frozen=True)
class Demand:
    """What a figure must keep. `value` is None for comparisons that need none, `upper` is the other end of a range."""

    comparison: Comparison
    value: Fraction | None = None
    upper: Fraction | None = None


@dataclass(frozen=True)
class MemberFigure:
    """One organisation under a yardstick; `value` None where it is not known exactly: it lies from `low` to `high`."""

    organisation: str
    verdict: Verdict
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    line: Fraction | None
    missing: tuple[Datum, ...]


@dataclass(frozen=True)
class Measurement:
    """A yardstick in one period: the verdict over all its quantities, and the figure that decided it.

    `quantity` is the place of that quantity in the yardstick. With reach `each` the figure is the worst member's.
    `line` is the number the figure was held against, of a comparator or a change the other figure. `distance` is how
    far the figure lies on the good side of the line, negative where it misses it. `reason` is a code word wherever
    there is no plain comparison: missing_data, no_reporter, none_concerned, sample_too_small, before_counting (a period
    before the yardstick counts), whole_is_zero,
    baseline_missing, baseline_not_rising. `concerned` counts the members, `used` names every datum looked at.
    """

    period: str
    verdict: Verdict
    reason: str | None
    borderline: bool
    quantity: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    line: Fraction | None
    distance: Fraction | None
    concerned: int
    failing: tuple[str, ...]
    undecided: tuple[str, ...]
    missing: tuple[Datum, ...]
    used: tuple[Datum, ...]
    members: tuple[MemberFigure, ...]

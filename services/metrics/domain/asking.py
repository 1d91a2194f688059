"""Who is asked for what: open collections ask the organisations at or below theirs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from services.metrics.domain.indicator import Indicator, Reporter
from services.yardsticks.membership import existed


@dataclass(frozen=True)
class Asking:
    """One open collection."""

    organisation: str
    period: str
    indicators: frozenset[str]


class Asked:
    """Answers for many readings; what one organisation is asked for a period is worked out once."""

    def __init__(self, askings: Iterable[Asking]) -> None:
        self._by_place: dict[tuple[str, str], set[str]] = defaultdict(set)
        for asking in askings:
            self._by_place[asking.organisation, asking.period] |= asking.indicators
        self.askers = {organisation for organisation, _ in self._by_place}
        self._worked_out: dict[tuple[str, str], frozenset[str]] = {}

    def asks(self, reporter: Reporter, indicator: Indicator, period: str) -> bool:
        """Whether an open collection asks this organisation, which existed then, for this indicator and period."""
        return (
            indicator.code in self._of(reporter, period)
            and indicator.owed_by(reporter)
            and existed(reporter.attributes, period)
        )

    def likeness(self, reporter: Reporter) -> Hashable:
        """Equal for organisations that are asked for the same, whatever the indicator and period."""
        return reporter.profile, tuple(code for code in reporter.chain if code in self.askers)

    def _of(self, reporter: Reporter, period: str) -> frozenset[str]:
        at = (reporter.code, period)
        if at not in self._worked_out:
            found = (self._by_place.get((code, period), set()) for code in reporter.chain)
            self._worked_out[at] = frozenset().union(*found)
        return self._worked_out[at]


@dataclass(frozen=True)
class Ground:
    """What readings are judged against: the organisations the sender may report for, indicators, what is asked."""

    reporters: Mapping[str, Reporter]
    indicators: Mapping[str, Indicator]
    asked: Asked

"""Who is asked for what: open collections ask the organisations at or below theirs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from services.metrics.domain.indicator import Indicator, Reporter
from services.metrics.domain.locks import Locks
from services.yardsticks.membership import existed


@dataclass(frozen=True)
class Asking:
    """One open collection. `chain`: the levels that must approve what it asks, in bits; 0 where it names none."""

    organisation: str
    period: str
    indicators: frozenset[str]
    chain: int = 0


class Asked:
    """Answers for many readings; what one organisation is asked for a period is worked out once."""

    def __init__(self, askings: Iterable[Asking]) -> None:
        self._by_place: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._chains: dict[tuple[str, str], list[Asking]] = defaultdict(list)
        for asking in askings:
            self._by_place[asking.organisation, asking.period] |= asking.indicators
            if asking.chain:
                self._chains[asking.organisation, asking.period].append(asking)
        self.askers = {organisation for organisation, _ in self._by_place}
        self._worked_out: dict[tuple[str, str], frozenset[str]] = {}

    def asks(self, reporter: Reporter, indicator: Indicator, period: str) -> bool:
        """Whether an open collection asks this organisation, which existed then, for this indicator and period."""
        return (
            indicator.code in self._of(reporter, period)
            and indicator.owed_by(reporter)
            and existed(reporter.attributes, period)
        )

    @property
    def chained(self) -> bool:
        """Whether any of the collections names levels."""
        return bool(self._chains)

    def chain(self, reporter: Reporter, indicator: str, period: str) -> int:
        """The levels that must approve this, of all collections that ask for it; 0 where none names any."""
        found = 0
        for code in reporter.chain:
            for asking in self._chains.get((code, period), ()):
                found |= asking.chain if indicator in asking.indicators else 0
        return found

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
    locks: Locks = field(default_factory=Locks)

    def takes(self, reporter: Reporter, indicator: Indicator, period: str) -> bool:
        """Whether somebody asks for it, and no lock is on the period."""
        return self.asked.asks(reporter, indicator, period) and self.locks.on(reporter.chain, period) is None

    def likeness(self, reporter: Reporter) -> Hashable:
        """Equal for organisations of which the same is taken."""
        return self.asked.likeness(reporter), self.locks.likeness(reporter.chain)

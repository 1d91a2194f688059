"""Who is asked for what: open collections ask the organisations at or below theirs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from services.metrics.domain import causes
from services.metrics.domain.causes import Cause
from services.metrics.domain.indicator import Indicator, Reporter
from services.metrics.domain.locks import Locks
from services.yardsticks.membership import closed_before, opened_after
from services.yardsticks.periods import PeriodKind, is_period, kind_of

_SUCH_AS = {
    PeriodKind.SCHOOL_YEAR: "a school year such as 2021-2022",
    PeriodKind.TERM: "a term such as 2021-2022-1",
    PeriodKind.CALENDAR_YEAR: "a calendar year such as 2021",
    PeriodKind.MONTH: "a month such as 2021-09",
}
Against = tuple[Cause, str]
"""A cause, and what was expected instead."""


@dataclass(frozen=True)
class Asking:
    """One collection; only an open one takes readings. `chain`: the levels that must approve what it asks, in bits; 0
    where it names none."""

    organisation: str
    period: str
    indicators: frozenset[str]
    chain: int = 0
    open: bool = True
    code: str = ""


class Asked:
    """Answers for many readings; what one organisation is asked for a period is worked out once."""

    def __init__(self, askings: Iterable[Asking]) -> None:
        self._by_place: dict[tuple[str, str], list[Asking]] = defaultdict(list)
        self._chains: dict[tuple[str, str], list[Asking]] = defaultdict(list)
        for asking in askings:
            self._by_place[asking.organisation, asking.period].append(asking)
            if asking.chain and asking.open:
                self._chains[asking.organisation, asking.period].append(asking)
        self.askers = {organisation for organisation, _ in self._by_place}
        self._worked_out: dict[tuple[tuple[str, ...], str], _Askings] = {}

    def asks(self, reporter: Reporter, indicator: Indicator, period: str) -> bool:
        """Whether an open collection asks this organisation, which existed then, for this indicator and period."""
        return next(self.against(reporter, indicator, period), None) is None

    def against(self, reporter: Reporter, indicator: Indicator, period: str) -> Iterator[Against]:
        """Everything that keeps the organisation from being asked for this indicator and period; nothing if it is."""
        if not is_period(period) or kind_of(period) is not indicator.period:
            yield causes.UNKNOWN_PERIOD, _SUCH_AS[indicator.period]
            return
        if not indicator.owed_by(reporter):
            yield causes.NOT_OWED, f"one of those who report it: {_described(indicator)}"
            return
        attributes = reporter.attributes
        if closed_before(attributes, period):
            yield causes.ORGANISATION_CLOSED, f"a period that began before it closed on {attributes['closed_on']}"
        if opened_after(attributes, period):
            yield causes.NOT_YET_OPEN, f"a period that ended after it opened on {attributes['opened_on']}"
        askings = self._of(reporter, period)
        if indicator.code in askings.open:
            return
        if indicator.code in askings.closed:
            yield causes.OUTSIDE_WINDOW, f"an open collection; {askings.closed[indicator.code]} is closed"
        else:
            yield causes.NOT_ASKED, "an organisation, indicator and period that an open collection asks for"

    def closed(self, reporter: Reporter, period: str) -> Mapping[str, str]:
        """What only closed collections ask of the organisation for the period: by indicators, one of them each."""
        askings = self._of(reporter, period)
        return {name: code for name, code in askings.closed.items() if name not in askings.open}

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

    def _of(self, reporter: Reporter, period: str) -> "_Askings":
        """One for all below the same askers: of a nation's schools there are thousands of kin."""
        at = (tuple(code for code in reporter.chain if (code, period) in self._by_place), period)
        if at not in self._worked_out:
            found = [each for code in at[0] for each in self._by_place[code, period]]
            self._worked_out[at] = _Askings(
                frozenset().union(*(each.indicators for each in found if each.open)),
                {name: each.code for each in found if not each.open for name in each.indicators},
            )
        return self._worked_out[at]


@dataclass(frozen=True)
class _Askings:
    """What is asked of one organisation for one period; of what is closed, in which collection."""

    open: frozenset[str]
    closed: Mapping[str, str]


def _described(indicator: Indicator) -> str:
    population = indicator.reported_by
    lists = (
        population.school_kinds,
        population.places,
        population.functions,
        [each.value for each in population.levels],
    )
    return "; ".join([population.kind, *(", ".join(names) for names in lists if names)])


@dataclass(frozen=True)
class Ambiguous:
    """Codes of a body that the sender uses for one thing and this system for another, which both could be meant."""

    organisations: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ground:
    """What readings are judged against: the organisations the sender may report for, indicators, what is asked. An
    ambiguous code is none of them."""

    reporters: Mapping[str, Reporter]
    indicators: Mapping[str, Indicator]
    asked: Asked
    ambiguous: Ambiguous = Ambiguous()
    locks: Locks = field(default_factory=Locks)

    def takes(self, reporter: Reporter, indicator: Indicator, period: str) -> bool:
        """Whether somebody asks for it, and no lock is on the period."""
        return self.asked.asks(reporter, indicator, period) and self.locks.on(reporter.chain, period) is None

    def likeness(self, reporter: Reporter) -> Hashable:
        """Equal for organisations of which the same is taken."""
        return self.asked.likeness(reporter), self.locks.likeness(reporter.chain)

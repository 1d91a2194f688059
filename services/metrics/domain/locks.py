"""Locked periods: below an organisation nothing of the period is sent, corrected or reviewed until it is unlocked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Lock:
    """`seat` is the organisation for which who locked acts: it or one above it can unlock."""

    organisation: str
    period: str
    reason: str
    actor: str
    seat: str
    since: datetime

    @property
    def words(self) -> str:
        """What has to be so before a reading is taken, and whom to ask."""
        return (
            f"{self.period} unlocked below {self.organisation}: {self.actor} ({self.seat}) locked it on "
            f"{self.since:%Y-%m-%d} ({self.reason}); ask there, or above"
        )


class Locks:
    """Those that hold, by where they stand."""

    def __init__(self, locks: Iterable[Lock] = ()) -> None:
        self._by_place = {(lock.organisation, lock.period): lock for lock in locks}
        self.organisations = frozenset(lock.organisation for lock in self._by_place.values())

    def __bool__(self) -> bool:
        return bool(self._by_place)

    def on(self, chain: Sequence[str], period: str) -> Lock | None:
        """The highest that keeps an organisation from the period; `chain`: the codes from the root to its own."""
        return next((self._by_place[code, period] for code in chain if (code, period) in self._by_place), None)

    def likeness(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Equal for organisations that the same locks concern."""
        return tuple(code for code in chain if code in self.organisations)

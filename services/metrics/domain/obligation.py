"""What an organisation owes in one collection, as of a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ObligationState(StrEnum):
    """`unknown`: everything is answered, but some of it by saying why there is no value."""

    OWED = "owed"
    PARTLY = "partly"
    REPORTED = "reported"
    UNKNOWN = "unknown"
    RETURNED = "returned"
    APPROVED = "approved"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Item:
    """One indicator owed. The newest reading that was not returned is a value (`reported`), or none with the reason
    why (`unknown`), or there is no such reading; `approved` are values only, `returned` says it of the newest of all.

    `through` is another collection that asks for the same: there it is sent, here it is reused. `corrected`: official
    statistics were found right against it, and a correction is awaited.
    """

    indicator: str
    reported: bool
    unknown: bool
    approved: bool
    returned: bool
    through: str | None = None
    days_late: int = 0
    corrected: bool = False

    @property
    def answered(self) -> bool:
        return self.reported or self.unknown


@dataclass(frozen=True)
class Tally:
    """`reported` have a value that stands, `approved` are those of them that are approved; `unknown` names those of
    which it was said why there is no value; of the `missing` nothing stands. `owed` is the sum of these three.

    `returned` are those whose newest reading was sent back; where an earlier one stands it still counts.
    `to_send` names the missing, the returned and those to be corrected, but for what is sent through another
    collection; an unknown was answered. `reused` names these others, each with the collection. `late` were answered
    after their day, the latest of them by `days_late`.
    """

    owed: int
    reported: int
    approved: int
    returned: int
    missing: int
    unknown: tuple[str, ...]
    to_send: tuple[str, ...]
    to_correct: tuple[str, ...] = ()
    reused: tuple[tuple[str, str], ...] = ()
    late: int = 0
    days_late: int = 0

    def state(self, due_on: date, as_of: date) -> ObligationState:
        """Approved when everything is; overdue when something is missing after the day it was due.

        What is unknown keeps it from being reported or approved, but is never overdue.
        """
        if self.approved == self.owed:
            return ObligationState.APPROVED
        if self.missing and as_of > due_on:
            return ObligationState.OVERDUE
        if self.returned:
            return ObligationState.RETURNED
        if not self.missing:
            return ObligationState.UNKNOWN if self.unknown else ObligationState.REPORTED
        return ObligationState.PARTLY if self.reported or self.unknown else ObligationState.OWED


def tally(items: list[Item]) -> Tally:
    reported = sum(item.reported for item in items)
    unknown = tuple(item.indicator for item in items if item.unknown)
    late = [item.days_late for item in items if item.answered and item.days_late > 0]
    return Tally(
        owed=len(items),
        reported=reported,
        approved=sum(item.approved for item in items),
        returned=sum(item.returned for item in items),
        missing=sum(not item.answered for item in items),
        unknown=unknown,
        to_send=tuple(item.indicator for item in items if _is_to_send(item)),
        to_correct=tuple(item.indicator for item in items if item.corrected and item.through is None),
        reused=tuple((item.indicator, item.through) for item in items if item.through is not None),
        late=len(late),
        days_late=max(late, default=0),
    )


def _is_to_send(item: Item) -> bool:
    return item.through is None and (item.returned or item.corrected or not item.answered)

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
    """

    indicator: str
    reported: bool
    unknown: bool
    approved: bool
    returned: bool


@dataclass(frozen=True)
class Tally:
    """`reported` have a value that stands, `approved` are those of them that are approved; `unknown` names those of
    which it was said why there is no value; of the `missing` nothing stands. `owed` is the sum of these three.

    `returned` are those whose newest reading was sent back; where an earlier one stands it still counts.
    `to_send` names the missing and the returned; an unknown was answered.
    """

    owed: int
    reported: int
    approved: int
    returned: int
    missing: int
    unknown: tuple[str, ...]
    to_send: tuple[str, ...]

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
    silent = [item for item in items if not item.reported and not item.unknown]
    return Tally(
        owed=len(items),
        reported=reported,
        approved=sum(item.approved for item in items),
        returned=sum(item.returned for item in items),
        missing=len(silent),
        unknown=unknown,
        to_send=tuple(item.indicator for item in items if item.returned or item in silent),
    )

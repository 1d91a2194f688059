"""What an organisation owes in one collection, as of a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ObligationState(StrEnum):
    OWED = "owed"
    PARTLY = "partly"
    REPORTED = "reported"
    RETURNED = "returned"
    APPROVED = "approved"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Item:
    """One indicator owed: whether a value stands, is approved, and whether the newest one was returned."""

    indicator: str
    stands: bool
    approved: bool
    returned: bool


@dataclass(frozen=True)
class Tally:
    """`reported` have a value that stands, `approved` are those of them that are approved; `missing` have none.

    `returned` are those whose newest reading was sent back; where an earlier one stands they count as reported too.
    `to_send` names the missing and the returned.
    """

    owed: int
    reported: int
    approved: int
    returned: int
    missing: int
    to_send: tuple[str, ...]

    def state(self, due_on: date, as_of: date) -> ObligationState:
        """Approved when everything is; overdue when something is missing after the day it was due."""
        if self.approved == self.owed:
            return ObligationState.APPROVED
        if self.missing and as_of > due_on:
            return ObligationState.OVERDUE
        if self.returned:
            return ObligationState.RETURNED
        if not self.missing:
            return ObligationState.REPORTED
        return ObligationState.PARTLY if self.reported else ObligationState.OWED


def tally(items: list[Item]) -> Tally:
    stands = sum(item.stands for item in items)
    return Tally(
        owed=len(items),
        reported=stands,
        approved=sum(item.approved for item in items),
        returned=sum(item.returned for item in items),
        missing=len(items) - stands,
        to_send=tuple(item.indicator for item in items if item.returned or not item.stands),
    )

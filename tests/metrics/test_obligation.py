"""The state of an obligation follows from its figures and the day one asks."""

from datetime import date

import pytest

from services.metrics.domain.obligation import Item, ObligationState, tally

DUE = date(2021, 10, 15)
MISSING = Item("missing", reported=False, unknown=False, approved=False, returned=False)
PENDING = Item("pending", reported=True, unknown=False, approved=False, returned=False)
APPROVED = Item("approved", reported=True, unknown=False, approved=True, returned=False)
RETURNED = Item("returned", reported=False, unknown=False, approved=False, returned=True)
CORRECTION_RETURNED = Item("corrected", reported=True, unknown=False, approved=True, returned=True)
UNKNOWN = Item("unknown", reported=False, unknown=True, approved=False, returned=False)
UNKNOWN_RETURNED = Item("unknown again", reported=False, unknown=True, approved=False, returned=True)


@pytest.mark.parametrize(
    ("items", "in_time", "late"),
    [
        ([MISSING, MISSING], "owed", "overdue"),
        ([MISSING, PENDING], "partly", "overdue"),
        ([MISSING, APPROVED], "partly", "overdue"),
        ([PENDING, APPROVED], "reported", "reported"),
        ([RETURNED, PENDING], "returned", "overdue"),
        ([CORRECTION_RETURNED, PENDING], "returned", "returned"),
        ([CORRECTION_RETURNED, APPROVED], "approved", "approved"),
        ([APPROVED, APPROVED], "approved", "approved"),
        ([UNKNOWN, UNKNOWN], "unknown", "unknown"),
        ([UNKNOWN, APPROVED], "unknown", "unknown"),
        ([UNKNOWN, PENDING], "unknown", "unknown"),
        ([UNKNOWN, MISSING], "partly", "overdue"),
        ([UNKNOWN_RETURNED, APPROVED], "returned", "returned"),
    ],
)
def test_the_state_on_the_day_due_and_the_day_after(items: list[Item], in_time: str, late: str) -> None:
    found = tally(items)
    assert found.state(DUE, DUE) == ObligationState(in_time)
    assert found.state(DUE, date(2021, 10, 16)) == ObligationState(late)


def test_what_is_to_be_sent_is_what_is_missing_or_was_returned() -> None:
    found = tally([MISSING, PENDING, APPROVED, RETURNED])
    assert (found.owed, found.reported, found.approved, found.returned, found.missing) == (4, 2, 1, 1, 2)
    assert found.to_send == ("missing", "returned")


def test_what_is_unknown_was_answered_and_is_neither_reported_nor_missing() -> None:
    found = tally([MISSING, PENDING, UNKNOWN, UNKNOWN_RETURNED])
    assert (found.owed, found.reported, found.missing) == (4, 1, 1)
    assert found.unknown == ("unknown", "unknown again")
    assert found.to_send == ("missing", "unknown again")

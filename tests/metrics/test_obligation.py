"""The state of an obligation follows from its figures and the day one asks."""

from datetime import date

import pytest

from services.metrics.domain.obligation import Item, ObligationState, tally

DUE = date(2021, 10, 15)
MISSING = Item("missing", stands=False, approved=False, returned=False)
PENDING = Item("pending", stands=True, approved=False, returned=False)
APPROVED = Item("approved", stands=True, approved=True, returned=False)
RETURNED = Item("returned", stands=False, approved=False, returned=True)
CORRECTION_RETURNED = Item("corrected", stands=True, approved=True, returned=True)


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

"""What a year asks for."""

from typing import Any

import pytest

from services.plans.domain.asked_in_year import AskedIn, asked_in
from tests.plans.test_overlaps import PER_PUPIL, target

EVERY = {**PER_PUPIL, "every_period": True}
SINCE_2022 = {**EVERY, "since": "2022-2023"}


@pytest.mark.parametrize(
    ("given", "year", "asked"),
    [
        ({"deadline": "2022-12-31"}, 2022, AskedIn.DUE),
        ({"deadline": "2022-12-31"}, 2021, None),
        ({"deadline": "2022-12-31"}, 2023, None),
        ({}, 2022, None),
        ({"yardstick": EVERY}, 2022, AskedIn.EVERY_PERIOD),
        ({"yardstick": EVERY, "deadline": "2023-12-31"}, 2022, AskedIn.EVERY_PERIOD),
        ({"yardstick": EVERY, "deadline": "2023-12-31"}, 2023, AskedIn.DUE),
        ({"yardstick": EVERY, "deadline": "2023-12-31"}, 2024, None),
        ({"yardstick": SINCE_2022}, 2021, None),
        ({"yardstick": SINCE_2022}, 2022, AskedIn.EVERY_PERIOD),
        ({"kind": "frequency"}, 2022, AskedIn.RECURRING),
        ({"kind": "annual_count", "yardstick": None}, 2022, AskedIn.RECURRING),
    ],
)
def test_due_in_it_measured_in_it_or_of_a_kind_that_recurs(
    given: dict[str, Any], year: int, asked: AskedIn | None
) -> None:
    assert asked_in(target(">=", 15, **given), year) is asked

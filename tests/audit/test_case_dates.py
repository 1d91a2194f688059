"""No act is dated ahead of its day."""

from datetime import date

import pytest

from services.audit.domain.case_dates import future_faults

TODAY = date(2021, 12, 31)


def test_the_day_after_tomorrow_has_not_come() -> None:
    (fault,) = future_faults("/decided_on", date(2022, 1, 2), TODAY)
    assert (fault.code, fault.pointer, fault.given) == ("in_the_future", "/decided_on", "2022-01-02")


@pytest.mark.parametrize("day", [date(2021, 1, 1), TODAY, date(2022, 1, 1)])
def test_today_may_be_tomorrow_in_another_time_zone(day: date) -> None:
    assert future_faults("/decided_on", day, TODAY) == []

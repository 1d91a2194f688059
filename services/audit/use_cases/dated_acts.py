"""The day of an act is checked against the clock of this machine."""

from datetime import UTC, date, datetime

from services.audit.domain.case_dates import future_faults
from services.audit.errors import DateOutOfOrder


def today() -> date:
    """The day in UTC."""
    return datetime.now(UTC).date()


def refuse_future(pointer: str, day: date) -> None:
    """Raises DateOutOfOrder when the field at `pointer` names a day that has not come."""
    faults = future_faults(pointer, day, today())
    if faults:
        raise DateOutOfOrder(faults=faults)

"""The phases of a plan stand in the order of time and do not overlap."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault


class Phase(Protocol):
    """A phase, both days included; None where the source gives no date."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def phase_faults(phases: Sequence[Phase]) -> Iterator[Fault]:
    """Phases that end before they start, or start before the last dated one has ended."""
    last: date | None = None
    for number, phase in enumerate(phases):
        at, start, end = f"/phases/{number}", phase.starts_on, phase.ends_on
        if start and end and end < start:
            yield Fault("phase_ends_before_it_starts", f"{at}/ends_on", f"a day from {start} on", str(end))
        if start and last and start <= last:
            yield Fault("phases_overlap", f"{at}/starts_on", f"a day after {last}", str(start))
        last = end or last

"""Where the deadline of a target and the phases of a plan stand on a day; computed, never typed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from services.plans.domain.words import DeadlineCertainty

SOON = timedelta(days=90)


class DeadlineState(StrEnum):
    """`due_soon`: at most ninety days are left; on its own day a deadline is still ahead. A lost one never passes."""

    NONE = "none"
    AHEAD = "ahead"
    DUE_SOON = "due_soon"
    PASSED = "passed"
    LOST = "lost"
    AMBIGUOUS = "ambiguous"


class Due(Protocol):
    """A deadline and what the source says of it."""

    @property
    def deadline(self) -> date | None: ...
    @property
    def deadline_certainty(self) -> DeadlineCertainty: ...


def deadline_state(target: Due, day: date) -> DeadlineState:
    """Where the deadline stands on the day."""
    if target.deadline is None:
        unclear = {DeadlineCertainty.LOST: DeadlineState.LOST, DeadlineCertainty.AMBIGUOUS: DeadlineState.AMBIGUOUS}
        return unclear.get(target.deadline_certainty, DeadlineState.NONE)
    if target.deadline < day:
        return DeadlineState.PASSED
    return DeadlineState.DUE_SOON if target.deadline - day <= SOON else DeadlineState.AHEAD


class PhaseState(StrEnum):
    """`undated`: the source gives no day by which to tell."""

    PAST = "past"
    RUNNING = "running"
    AHEAD = "ahead"
    UNDATED = "undated"


class Phase(Protocol):
    """A phase, both days included; None where the source gives none."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def phase_states(phases: Sequence[Phase], day: date) -> list[PhaseState]:
    """In their order. A phase without a last day runs until the next one begins."""
    return [_phase_state(one, _next_start(phases[place + 1 :]), day) for place, one in enumerate(phases)]


def _next_start(later: Iterable[Phase]) -> date | None:
    return next((one.starts_on for one in later if one.starts_on is not None), None)


def _phase_state(phase: Phase, next_start: date | None, day: date) -> PhaseState:
    if phase.starts_on is not None and day < phase.starts_on:
        return PhaseState.AHEAD
    if (phase.ends_on is not None and phase.ends_on < day) or (next_start is not None and next_start <= day):
        return PhaseState.PAST
    return PhaseState.UNDATED if phase.starts_on is None else PhaseState.RUNNING

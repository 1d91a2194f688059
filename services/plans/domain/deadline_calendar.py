"""The days of a plan: when targets are due, when phases begin and end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from services.plans.domain.words import DeadlineCertainty


class EventKind(StrEnum):
    """目标到期、阶段开始、阶段结束."""

    TARGET_DUE = "target_due"
    PHASE_STARTS = "phase_starts"
    PHASE_ENDS = "phase_ends"


class Phase(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


class Target(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def restates(self) -> str | None: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def deadline_certainty(self) -> DeadlineCertainty: ...


@dataclass(frozen=True)
class Day:
    """`on` is None where the source has lost the day, or leaves open whether it is meant. `code` is target or phase."""

    kind: EventKind
    code: str
    on: date | None


def days_of(phases: Sequence[Phase], targets: Sequence[Target]) -> Iterator[Day]:
    """A target without any deadline has no day; one that restates another has that one's."""
    for phase in phases:
        yield Day(EventKind.PHASE_STARTS, phase.code, phase.starts_on)
        yield Day(EventKind.PHASE_ENDS, phase.code, phase.ends_on)
    for target in targets:
        if target.restates is None and target.deadline_certainty is not DeadlineCertainty.NONE:
            yield Day(EventKind.TARGET_DUE, target.code, target.deadline)

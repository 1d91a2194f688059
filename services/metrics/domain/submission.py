"""A submission to be stored: who sent it, how, and what came of it."""

from dataclasses import dataclass

from services.metrics.domain.batch import Mode


@dataclass(frozen=True)
class Person:
    """A principal as an answer names it."""

    id: str
    name: str


@dataclass(frozen=True)
class Counts:
    created: int
    updated: int
    unchanged: int
    rejected: int
    withdrawn: int = 0


@dataclass(frozen=True)
class Sent:
    """One posted batch, about to be stored."""

    id: str
    sender: Person
    note: str | None
    mode: Mode
    correction_reason: str | None
    counts: Counts

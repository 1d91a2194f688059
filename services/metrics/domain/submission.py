"""A submission to be stored: who sent it, how, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from services.metrics.domain.batch import Mode
from services.metrics.domain.reading import Settled


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


@dataclass(frozen=True)
class Sent:
    """One posted batch, about to be stored."""

    id: str
    sender: Person
    note: str | None
    mode: Mode
    correction_reason: str | None
    counts: Counts


@dataclass(frozen=True)
class Stored:
    """A reading with the id it was given."""

    id: int
    settled: Settled


@dataclass(frozen=True)
class Receipt:
    """What storing a batch gave: when it was received, and the readings of each organisation in order of ids."""

    received_at: datetime
    parts: dict[str, list[Stored]]

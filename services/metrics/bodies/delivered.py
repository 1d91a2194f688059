"""What a body says when it has been read, whatever its form was."""

from collections.abc import Callable
from dataclasses import dataclass

from services.metrics.domain.batch import Mode
from services.metrics.domain.columns import Columns
from services.metrics.domain.scope import Scope


@dataclass(frozen=True)
class Bounds:
    """How far a body may unfold: bytes once unpacked, and readings."""

    most_bytes: int
    most_readings: int


@dataclass(frozen=True)
class Head:
    """What is said of all readings. JSON carries it inside, all other forms beside the body."""

    note: str | None = None
    mode: Mode = Mode.ALL_OR_NOTHING
    correction_reason: str | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Delivered:
    """`place` says to people where a reading stands. `untyped`: a table, whose cells want `domain.texts.typed`.

    `collection` is the code of the collection whose template came back.
    """

    columns: Columns
    place: Callable[[int], str]
    head: Head | None = None
    untyped: bool = False
    collection: str | None = None

"""Objections grouped by cause as they are found, so that the thousandth equal one makes no report longer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.metrics.domain.causes import CAUSES, Cause
from services.metrics.domain.judging import Objection

SHOWN = 10


@dataclass
class Conflict:
    """All objections of one cause: how many, the first few objects and indexes, and one example."""

    cause: Cause
    count: int = 0
    organisations: dict[str, None] = field(default_factory=dict)
    indicators: dict[str, None] = field(default_factory=dict)
    indexes: list[int] = field(default_factory=list)
    example: Objection | None = None

    def add(self, objection: Objection, count: int, rows: Sequence[int]) -> None:
        """Against so many rows, of which it names the first; some of them, rising. Groups come by their first rows."""
        self.count += count
        self._name(objection)
        if len(self.indexes) < SHOWN or rows[0] < self.indexes[-1]:
            self.indexes = sorted({*self.indexes, *rows})[:SHOWN]

    def show(self, objection: Objection) -> None:
        """Name it among the first few, if there is room, without counting it."""
        self._name(objection)
        index = objection.given.index
        if index is not None and len(self.indexes) < SHOWN:
            self.indexes.append(index)

    def _name(self, objection: Objection) -> None:
        key = objection.given.key
        for names, name in ((self.organisations, key.organisation), (self.indicators, key.indicator)):
            if len(names) < SHOWN:
                names[name] = None
        self.example = self.example or objection


class Conflicts:
    """What speaks against the readings of one body, told in the order of the body."""

    def __init__(self) -> None:
        self.rejected = 0
        self._by_cause: dict[str, Conflict] = {}

    def __bool__(self) -> bool:
        return self.rejected > 0

    def reject(self, objections: Sequence[Objection], count: int, rows: Sequence[int]) -> None:
        """So many readings that say the same, with all that speaks against them; the first few `rows` of them."""
        self.rejected += count
        for objection in objections:
            self._of(objection.cause).add(objection, count, rows)

    def reject_alike(self, cause: Cause, count: int, some: Sequence[Objection]) -> None:
        """`count` readings of one cause, `some` of them to be shown."""
        self.rejected += count
        self.state(cause, count, some)

    def state(self, cause: Cause, count: int, some: Sequence[Objection], example: Objection | None = None) -> None:
        """As `reject_alike`, of readings that are counted as rejected by themselves, or are not rejected at all."""
        if count:
            conflict = self._of(cause)
            conflict.count += count
            conflict.example = conflict.example or example
            for objection in some:
                conflict.show(objection)

    def grouped(self) -> list[Conflict]:
        """One conflict a cause, the commonest first; of equal ones rules last, as they were found."""
        known = {cause.code: place for place, cause in enumerate(CAUSES)}
        found = sorted(self._by_cause.values(), key=lambda conflict: known.get(conflict.cause.code, len(known)))
        return sorted(found, key=lambda conflict: -conflict.count)

    def _of(self, cause: Cause) -> Conflict:
        return self._by_cause.setdefault(cause.code, Conflict(cause))

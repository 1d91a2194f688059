"""The strict reading of JSON bodies: slow, exact, and the only word on what is wrong with one.

Row by row, so that a body of sixty megabytes is never held as values; faults are told as pydantic tells them, a
hundred at most.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.faults import FAULTS_SHOWN, faults_within
from services.kernel.strict_json import decoded
from services.metrics.bodies.delivered import Bounds, Head
from services.metrics.bodies.gathering import Gathered
from services.metrics.bodies.json_guard import refuse_too_many_values
from services.metrics.bodies.json_walk import members
from services.metrics.domain.scope import Scope
from services.metrics.errors import TooManyReadings
from services.metrics.schemas.bodies import HeadGiven, RowsGiven
from services.metrics.schemas.submissions import ReadingGiven

_ROWS = TypeAdapter(list[ReadingGiven])
_AT_ONCE, MOST_FAULTS = 500, 10_000


def read_rows(body: bytes, bounds: Bounds) -> tuple[Head, Gathered]:
    """A body of rows, or everything that is wrong with it."""
    refuse_too_many_values(body, bounds.most_readings)
    rows = Rows(bounds.most_readings)
    given: dict[str, Any] = {}
    for member in members(decoded(body), "readings"):
        if member.place is None:
            given[member.name] = member.value
        else:
            rows.add(member.value)
    rows.settle()
    if rows.seen:
        given["readings"] = [_SOUND]  # what is wrong with the rows themselves is known
    elif given.get("readings") == [] and given.get("scope") is None:
        rows.faults.append(Fault("too_short", "/readings", "at least one reading, or a scope of which nothing is left"))
    faults = [*faults_against(RowsGiven, given), *rows.faults]
    if faults:
        raise BodyInvalid(faults=faults[:FAULTS_SHOWN])
    return head_of(given, "readings"), rows.gathered


_SOUND = {"organisation": "", "indicator": "", "period": "", "value": None}


def faults_against(model: type[BaseModel], given: Any) -> list[Fault]:
    try:
        model.model_validate(given)
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:  # each costs a kilobyte to tell, whether it is shown or not
            return [Fault("too_many_faults", "", f"the documented form; this has {error.error_count()} faults")]
        return faults_within(error.errors(include_url=False), given)
    return []


def head_of(given: Mapping[str, Any], beside: str) -> Head:
    """What a body says of all its readings, beside the member that holds them."""
    said = {name: value for name, value in given.items() if name != beside}
    if faults := faults_against(HeadGiven, said):
        raise BodyInvalid(faults=faults)
    return as_head(HeadGiven.model_validate(said))


def as_head(given: HeadGiven) -> Head:
    scope, said = None, given.scope
    if said is not None:
        indicators = None if said.indicators is None else tuple(said.indicators)
        scope = Scope(tuple(said.organisations), said.period, indicators)
    return Head(given.note, given.mode, given.correction_reason, scope)


class Rows:
    """Rows of JSON on their way to columns; `under` is the pointer of the array they stand in."""

    def __init__(self, most: int, under: Sequence[str] = ("readings",)) -> None:
        self.gathered, self.faults, self.seen = Gathered(), list[Fault](), 0
        self._most, self._under, self._waiting = most, tuple(under), list[Any]()

    def add(self, row: Any) -> None:
        self.seen += 1
        if self.seen > self._most:
            raise TooManyReadings(f"at most {self._most} readings are taken at once; divide the body")
        self._waiting.append(row)
        if len(self._waiting) == _AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Look at the rows that wait."""
        first, waiting = self.seen - len(self._waiting), self._waiting
        self._waiting = []
        if not waiting:
            return
        try:
            rows = _ROWS.validate_python(waiting)
        except ValidationError as error:
            found = error.errors(include_url=False)[:FAULTS_SHOWN]
            self.faults += faults_within(found, waiting, self._under, first)
            if len(self.faults) >= FAULTS_SHOWN:  # the rest of a long body would take seconds to no avail
                raise BodyInvalid(faults=self.faults[:FAULTS_SHOWN]) from error
            return
        if not self.faults:
            add_rows(self.gathered, rows)


def add_rows(gathered: Gathered, rows: Sequence[ReadingGiven]) -> None:
    first = gathered.count
    keys = ([row.organisation for row in rows], [row.indicator for row in rows], [row.period for row in rows])
    units = [row.unit or "" for row in rows] if any(row.unit for row in rows) else None
    gathered.add(keys, [row.value for row in rows], units)
    for place, row in enumerate(rows, start=first):
        if row.unknown_reason is not None:
            gathered.unknown_reasons[place] = row.unknown_reason
        if row.evidence is not None:
            gathered.evidence[place] = row.evidence

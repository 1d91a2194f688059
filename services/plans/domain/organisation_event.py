"""What happened to organisations: acts with the day they took effect and the day somebody wrote them down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.plans.domain.organisation import Organisation, Proposal


class EventKind(StrEnum):
    """首次登记、更正、设立、更名、属性变更、隶属变更、并入、分立、撤销、撤回登记.

    `registered` is the first known state, `corrected` what a later description made of the record, `withdrawn` takes
    back an entry that should not have been made.
    """

    REGISTERED = "registered"
    CORRECTED = "corrected"
    OPENED = "opened"
    RENAMED = "renamed"
    RECLASSIFIED = "reclassified"
    MOVED = "moved"
    MERGED_INTO = "merged_into"
    SPLIT_INTO = "split_into"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


DESCRIPTIONS = frozenset({EventKind.REGISTERED, EventKind.CORRECTED})
"""Kinds that say how an organisation is, not that something happened to it."""
LIFE = frozenset({"opened_on", "closed_on"})
"""Fields that are days themselves: they hold for the whole life of an organisation, whenever they were written down."""
PLACE_AND_NAME = ("parent", "kind", "name_zh", "name_en")

Fields = Mapping[str, Any]
"""All that is said of an organisation, flat: where it stands, what it is called, and each attribute by its name."""


@dataclass(frozen=True)
class Event:
    """`sets` gives the fields that change and their new values, None takes a field away. Without `on` a description
    holds since ever. `number` is the order of recording; one that is not recorded yet has none.
    """

    organisation: str
    kind: EventKind
    on: date | None
    sets: Fields
    successors: Sequence[str] = ()
    withdraws: int | None = None
    number: int | None = None
    reason: str | None = None
    source: str | None = None
    actor: str = ""
    recorded_at: datetime | None = None

    @property
    def since(self) -> date:
        return self.on or date.min

    @property
    def ends(self) -> bool:
        """Whether the organisation exists no more from that day on."""
        return self.kind not in DESCRIPTIONS and self.sets.get("closed_on") is not None

    def repeats(self, other: "Event") -> bool:
        """Whether both say the same, whoever said it and why."""
        return (self.organisation, self.kind, self.on, dict(self.sets), list(self.successors)) == (
            other.organisation,
            other.kind,
            other.on,
            dict(other.sets),
            list(other.successors),
        )


def standing_events(events: Iterable[Event]) -> list[Event]:
    """Those that nobody has withdrawn, in the order of their days and, on one day, of recording."""
    known = list(events)
    gone = {event.withdraws for event in known if event.withdraws is not None}
    left = [
        one for one in known if one.kind is not EventKind.WITHDRAWN and (one.number is None or one.number not in gone)
    ]
    return sorted(left, key=lambda event: (event.since, event.number is None, event.number or 0))


def flat(one: Proposal | Organisation) -> dict[str, Any]:
    """The fields of an organisation."""
    return {name: getattr(one, name) for name in PLACE_AND_NAME} | dict(one.attributes)


def organisation_of(code: str, fields: Fields, path: str) -> Organisation:
    attributes = {name: value for name, value in fields.items() if name not in PLACE_AND_NAME and value is not None}
    place = fields["parent"], path, fields["kind"], fields["name_zh"], fields["name_en"]
    return Organisation(code, *place, attributes)


def difference(before: Fields, after: Fields) -> dict[str, Any]:
    """What has to be set to make one of the other; a field that is gone is set to None."""
    names = sorted(before.keys() | after.keys())
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}

"""One change between two revisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Body = Mapping[str, Any]


class Part(StrEnum):
    """What of a plan changed, in the order in which changes are listed."""

    DOCUMENT = "document"
    PHASE = "phase"
    PROGRAMME = "programme"
    MEASURE = "measure"
    ASSIGNMENT = "assignment"
    TARGET = "target"
    GUARANTEE = "guarantee"
    UNIT = "unit"
    DUTY = "duty"
    LEADING_GROUP = "leading_group"
    SUPERVISING = "supervising"
    ACCOUNTABILITY = "accountability"
    SYSTEM = "system"
    SOURCE_DEFECT = "source_defect"


class ChangeKind(StrEnum):
    """What became of it. `moved`: to another programme, measure or unit, or to another position within the same."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    ROLE_CHANGED = "role_changed"
    VALUE_CHANGED = "value_changed"
    COMPARISON_CHANGED = "comparison_changed"
    DEADLINE_CHANGED = "deadline_changed"
    POPULATION_CHANGED = "population_changed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """`field` is what changed of an item that stayed, `within` the programme, measure or unit it stands in now.

    `before` and `after` are values of the field, or places of what moved; of an item that came or went the item.
    `title` is what the item says, in both languages.
    """

    part: Part
    kind: ChangeKind
    field: str | None
    code: str
    within: str | None
    place: str | None
    title: Mapping[str, str] | None
    before: Any
    after: Any

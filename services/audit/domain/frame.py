"""The frame of a sample: who belongs to it on a day, in which stratum, and who is left out for which reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.audit.domain.facts import SchoolKind
from services.audit.domain.measured import Organisation

UNKNOWN = "unknown"


class StratifiedBy(StrEnum):
    """学段、城乡、办学类型、办学性质."""

    LEVEL = "level"
    PLACE = "place"
    TYPE = "type"
    OWNERSHIP = "ownership"


@dataclass(frozen=True)
class LeftOut:
    """`reason` is a code word (recused, visited_lately); `words` are those of the person who gave it."""

    organisation: str
    reason: str
    words: str | None = None


def stratum_of(attributes: Mapping[str, Any], by: Sequence[StratifiedBy]) -> str:
    """For example primary/rural/teaching_point; what is not known of a school is a stratum of its own."""
    return "/".join(_read(attributes, each) for each in by)


def is_open(one: Organisation, day: date) -> bool:
    """On that very day; the day of closing is the first without it."""
    opened, closed = one.attributes.get("opened_on"), one.attributes.get("closed_on")
    return (not opened or date.fromisoformat(str(opened)) <= day) and (
        not closed or date.fromisoformat(str(closed)) > day
    )


def _read(attributes: Mapping[str, Any], by: StratifiedBy) -> str:
    kind = attributes.get("school_kind")
    match by:
        case StratifiedBy.LEVEL:
            return _level(kind)
        case StratifiedBy.TYPE:
            return str(kind or UNKNOWN)
        case _:
            return str(attributes.get(by.value) or UNKNOWN)


def _level(kind: object) -> str:
    """The stages that the kind holds; of a kind without any the kind itself."""
    known = {each.value: each for each in SchoolKind}
    if kind not in known:
        return UNKNOWN
    stages = known[str(kind)].stages
    return "+".join(stage.value for stage in stages) if stages else str(kind)

"""The year's list of inspections, and what may be inspected under it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Seen(StrEnum):
    """What a visit saw of one line of its checklist."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True)
class Entry:
    """Who inspects what, how many schools at most, and each how often in the year."""

    code: str
    title: str
    inspects: str
    most_schools: int
    times: int


def entries_of(details: Mapping[str, Any]) -> Mapping[str, Entry]:
    return {each["code"]: Entry(**each) for each in details["entries"]}


def cut_of(baseline: int | None, entries: int) -> Fraction | None:
    """By which share a list is shorter than that of the year it is held against; None where there is no such year."""
    return None if not baseline else 1 - Fraction(entries, baseline)


def too_often(entry: Entry, schools: Collection[str], visits: Mapping[str, int]) -> list[str]:
    """Schools that were visited under the entry as often as the list allows."""
    return [school for school in schools if visits.get(school, 0) >= entry.times]


def too_many(entry: Entry, schools: Collection[str], visits: Mapping[str, int]) -> int:
    """By how many schools the entry would be exceeded; 0 where it is not."""
    return max(0, len({*schools, *visits}) - entry.most_schools)


def unlisted(checklist: Collection[str], checked: Sequence[Mapping[str, Any]]) -> Mapping[int, str]:
    """By place what is checked and stands on no checklist, or stands there twice."""
    found, seen = {}, set[str]()
    for place, each in enumerate(checked):
        if each["criterion"] not in checklist:
            found[place] = f"a criterion of the checklist: {', '.join(checklist)}"
        elif each["criterion"] in seen:
            found[place] = "each criterion once"
        seen.add(each["criterion"])
    return found

"""Versions of what is kept as data: nothing is overwritten, a change is a new version.

For a day the newest version that has begun counts, so a version of the same first day corrects its predecessor, and one
of a later day amends it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar


@dataclass(frozen=True)
class Version:
    """`until` is the first day without it; its number is 0 as long as it is not one of the versions kept."""

    code: str
    version: int
    since: date
    until: date | None


V = TypeVar("V", bound=Version)


def revised(known: Iterable[V], given: V) -> V | None:
    """`given` as the next version of its code; None where the newest version says the same already."""
    newest = max((each for each in known if each.code == given.code), key=lambda each: each.version, default=None)
    version = newest.version if newest else 0
    return None if newest == replace(given, version=version) else replace(given, version=version + 1)


def counting(versions: Iterable[V], day: date) -> dict[str, V]:
    """The newest version of each code that has begun by the day, unless it has ended."""
    newest: dict[str, V] = {}
    for each in versions:
        if each.since <= day and (each.code not in newest or newest[each.code].version < each.version):
            newest[each.code] = each
    return {code: each for code, each in newest.items() if each.until is None or day < each.until}


def spans(versions: Iterable[V]) -> Iterator[V]:
    """Every version with just the days on which it counts; none of those that never do."""
    first: dict[str, date] = {}  # of each code the earliest day on which any newer version begins
    for each in sorted(versions, key=lambda one: -one.version):
        newer = first.get(each.code)
        ends = [day for day in (each.until, newer) if day is not None]
        until = min(ends, default=None)
        if until is None or each.since < until:
            yield replace(each, until=until)
        first[each.code] = each.since if newer is None else min(newer, each.since)

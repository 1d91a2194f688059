"""Organisations and approved values of many counties, read as arrays, as they stood at versions of the feeds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.nation.tree import Numbers, Roll
from services.audit.repository.organisations import Place
from services.audit.repository.roll_rows import DAY_ZERO
from services.audit.repository.standing_rows import BLOCK
from services.kernel.copying import copy_out
from services.kernel.driver import fetch
from services.yardsticks.periods import first_day, following

_ROLL_KINDS = dict.fromkeys(("organisation", "parent", "likeness", "opened", "closed"), "i4")
_FEW_LINKS = 10_000
"""Numbers between which all links are read sooner than those that are wanted are looked up one by one."""
_LINK_KINDS = dict.fromkeys(("organisation", "parent"), "i4")
# Parents that lie together are one stretch of the index. Of others each is looked up by itself: of many the planner
# would rather read the whole nation.
_BETWEEN = "select organisation, parent from {schema}.roll where parent between $1 and $2"
_BELOW = """select r.organisation, r.parent from unnest($1::int[]) as above (number)
    cross join lateral (select organisation, parent from {schema}.roll where parent = above.number offset 0) r"""
# Downwards, as the keys are read backwards: the newest row of each comes first, and nothing is sorted.
_NEWEST = """select distinct on (organisation) organisation, parent, likeness, opened, closed from {schema}.roll
    where feed_version <= $1 and {which} order by organisation desc, feed_version desc"""
_STANDING = """select distinct on (organisation) organisation, readings from {schema}.standing
    where period = $1 and block = $2 and {which} and feed_version <= $3
    order by organisation desc, feed_version desc"""
_STANDING_KINDS = {"organisation": "i4", "readings": f"V{8 * BLOCK}"}


@dataclass(frozen=True)
class Enrolled:
    """The roll with the likenesses it speaks of, and the number of the place itself."""

    roll: Roll
    likenesses: Sequence[Likeness]
    root: int


async def roll_at(session: AsyncSession, place: Place, version: int, period: str) -> Enrolled:
    """The place and all below it, as they stood at the version; with some that stood below it once, and are told apart
    by their parents. Of the root, everybody."""
    root = await fetch(session, "select number from {schema}.organisation_number where code = $1", place.code)
    number = root[0]["number"] if root else 0
    which, values = "true", ()
    if place.path.strip("/") != place.code:
        which, values = _those(await _ever_below(session, number), 2)
    downwards = await copy_out(session, _NEWEST.replace("{which}", which), (version, *values), _ROLL_KINDS)
    found = {name: np.ascontiguousarray(column[::-1]) for name, column in downwards.items()}
    rows = await fetch(
        session, "select number, kind, school_kind, place, function, level from {schema}.likeness order by number"
    )
    numbers = np.array([row["number"] for row in rows], np.int32)
    likenesses = [Likeness(*(row[name] for name in Likeness._fields)) for row in rows]
    begins, ends = ((day - DAY_ZERO).days for day in (first_day(period), first_day(following(period))))
    roll = Roll(
        found["organisation"],
        found["parent"],
        np.searchsorted(numbers, found["likeness"]),
        (found["closed"] > begins) & (found["opened"] < ends),
    )
    return Enrolled(roll, likenesses, number)


async def codes_of(session: AsyncSession, numbers: Sequence[int]) -> list[str]:
    """In the order of the numbers."""
    rows = await fetch(
        session, "select number, code from {schema}.organisation_number where number = any($1::int[])", list(numbers)
    )
    found = {row["number"]: row["code"] for row in rows}
    return [found[number] for number in numbers]


async def numbers_of(session: AsyncSession, codes: Iterable[str]) -> Mapping[str, int]:
    rows = await fetch(
        session, "select number, code from {schema}.organisation_number where code = any($1::text[])", sorted(codes)
    )
    return {row["code"]: row["number"] for row in rows}


async def _ever_below(session: AsyncSession, number: int) -> Numbers:
    """An organisation, and all that ever stood below it. Level by level: a recursive query is planned as if each level
    were the whole nation."""
    found = level = np.array([number], np.int32)
    read, rows = range(0), dict.fromkeys(_LINK_KINDS, level[:0])
    while len(level):
        asked = range(int(level[0]), int(level[-1]) + 1)
        if len(asked) < max(_FEW_LINKS, 2 * len(level)):
            # Schools are numbered between their counties: most of what lies between schools has been read with those.
            fresh = range(read.stop, max(asked.stop, read.stop)) if asked.start in read else asked
            more = await copy_out(session, _BETWEEN, (fresh.start, fresh.stop - 1), _LINK_KINDS)
            joined = {name: np.concatenate([rows[name], more[name]]) for name in rows}
            read, rows = (range(read.start, fresh.stop), joined) if asked.start in read else (asked, more)
            below = rows
        else:
            below = await copy_out(session, _BELOW, (level.tolist(),), _LINK_KINDS)
        level = np.sort(below["organisation"][_among(below["parent"], level)])
        level = level[np.append(True, level[1:] != level[:-1])[: len(level)] & ~_among(level, found)]
        found = np.sort(np.concatenate([found, level]))
    return found


def _among(numbers: Numbers, risen: Numbers) -> NDArray[np.bool_]:
    """Whether each is one of those that rise."""
    if not len(numbers):
        return np.zeros(0, np.bool_)
    there: NDArray[np.bool_] = risen[np.searchsorted(risen, numbers).clip(max=len(risen) - 1)] == numbers
    return there


async def slots_of(session: AsyncSession, items: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Block and slot of those items that anybody ever spoke of."""
    rows = await fetch(
        session, "select code, number from {schema}.indicator_number where code = any($1::text[])", list(items)
    )
    return {row["code"]: divmod(row["number"], BLOCK) for row in rows}


async def values_of(
    session: AsyncSession,
    organisations: Numbers,
    slots: Mapping[str, tuple[int, int]],
    *,
    period: str,
    snapshot: int,
    items: Sequence[str],
) -> NDArray[np.float64]:
    """What was approved then, a row for each item and a column for each organisation; NaN where nothing was."""
    values = np.full((len(items), len(organisations)), np.nan)
    if not len(organisations):
        return values
    order = np.argsort(organisations)
    for block in sorted({block for block, _ in slots.values()}):
        which, those = _those(organisations, 4)
        query = _STANDING.replace("{which}", which)
        found = await copy_out(session, query, (period, block, snapshot, *those), _STANDING_KINDS)
        near = np.searchsorted(organisations, found["organisation"], sorter=order).clip(max=len(order) - 1)
        at = order[near]
        wanted = organisations[at] == found["organisation"]
        laid, where = _turned(found["readings"].view(">f8").reshape(-1, BLOCK)[wanted]), at[wanted]
        for place, item in enumerate(items):
            if item in slots and slots[item][0] == block:
                values[place, where] = laid[slots[item][1]]
    return values


def _turned(rows: NDArray[Any]) -> NDArray[np.float64]:
    """A row for each column. Piece by piece: turned at once, each number has a line of the processor's cache to itself,
    3.2 ms against 0.5 for a province."""
    turned = np.empty(rows.shape[::-1])
    for begun in range(0, len(rows), BLOCK):
        turned[:, begun : begun + BLOCK] = rows[begun : begun + BLOCK].T
    return turned


def _those(organisations: Numbers, first: int) -> tuple[str, tuple[Any, ...]]:
    """A condition with its values, from `$first` on. By their least and largest number where they lie together, as
    those of one tree mostly do; strangers between them are then read, too."""
    if _near(organisations):
        least, largest = int(organisations.min()), int(organisations.max())
        return f"organisation between ${first} and ${first + 1}", (least, largest)
    return f"organisation = any(${first}::int[])", (organisations.tolist(),)


def _near(numbers: Numbers) -> bool:
    """Whether at least every second one between their least and their largest is among them."""
    return int(numbers.max()) - int(numbers.min()) < 2 * len(numbers)

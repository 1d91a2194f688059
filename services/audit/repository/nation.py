"""Organisations and approved values of many counties, read as arrays, as they stood at versions of the feeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.nation.tree import Numbers, Roll
from services.audit.repository.organisations import Place, below
from services.audit.repository.roll_rows import DAY_ZERO
from services.audit.repository.standing_rows import BLOCK
from services.kernel.copying import copy_out
from services.kernel.driver import fetch
from services.yardsticks.periods import first_day, following

_ROLL_KINDS = dict.fromkeys(("organisation", "parent", "likeness", "opened", "closed"), "i4")
_ALL = "select * from {schema}.roll where feed_version <= $1"
_UNDER = """select r.* from {schema}.roll r where r.feed_version <= $1 and r.organisation in (
    select n.number from {schema}.organisation_number n join {schema}.organisation_copy c on c.code = n.code
    where c.path = $2 or c.path like $3)"""
_NEWEST = """select distinct on (organisation) organisation, parent, likeness, opened, closed from ({rows}) known
    order by organisation, feed_version desc"""
_STANDING = """select block, organisation, readings from (
      select distinct on (block, organisation) block, organisation, readings from {schema}.standing
      where period = $1 and block = any($2::smallint[]) and organisation = any($3::int[]) and feed_version <= $4
      order by block, organisation, feed_version desc) newest"""
_STANDING_KINDS = {"block": "i2", "organisation": "i4", "readings": f"V{8 * BLOCK}"}


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
    whole = place.path.strip("/") == place.code
    query = _NEWEST.replace("{rows}", _ALL if whole else _UNDER)
    values = (version,) if whole else (version, place.path, below(place.path))
    found = await copy_out(session, query, values, _ROLL_KINDS)
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
    return Enrolled(roll, likenesses, root[0]["number"] if root else 0)


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
    blocks = sorted({block for block, _ in slots.values()})
    numbers = organisations.tolist()
    found = await copy_out(session, _STANDING, (period, blocks, numbers, snapshot), _STANDING_KINDS)
    order = np.argsort(organisations)
    at = order[np.searchsorted(organisations, found["organisation"], sorter=order)]
    readings = found["readings"].view(">f8").reshape(-1, BLOCK)
    for block in blocks:
        these = np.flatnonzero(found["block"] == block)
        laid, where = readings[these].T.astype(np.float64), at[these]
        for place, item in enumerate(items):
            if item in slots and slots[item][0] == block:
                values[place, where] = laid[slots[item][1]]
    return values

"""Readings as they were told, in numbers: twenty-eight bytes each, written by COPY; their words stand once beside.

`reading_copy` is the view that gives them back in words.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.repository.numbering import numbers_of
from services.kernel.copying import copy_in
from services.kernel.driver import fetch
from services.yardsticks.packed_readings import NAMES, ROW

PLACES = 2**14
"""More than one change of readings holds; the id of a reading is its change's version times this, and its place."""
_DELIVERIES = """insert into {schema}.delivery
      (feed_version, submission, sender_id, sender_name, received_at, correction_reason, periods)
    select version, submission, sender, name, received, reason, cast(string_to_array(periods, ' ') as integer[])
    from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[])
      as told (version, submission, sender, name, received, reason, periods)
    on conflict do nothing returning feed_version"""
_REMARKS = """insert into {schema}.reading_remark (id, unknown_reason, evidence)
    select * from unnest($1::bigint[], $2::text[], $3::text[])"""
_KEY = {"period": "i4", "organisation": "i4", "indicator": "i4", "id": "i8"}
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Told:
    """One change of readings: its version, what its body says in words, and the bytes of its rows."""

    version: int
    body: Mapping[str, Any]
    data: bytes

    @classmethod
    def of(cls, change: Mapping[str, Any]) -> "Told":
        return cls(change["version"], change["body"], base64.b64decode(change["packed"]))

    def __len__(self) -> int:
        return len(self.data) // ROW.itemsize

    def delivery(self, numbers: Mapping[str, int]) -> tuple[Any, ...]:
        """`numbers`: of periods."""
        body = self.body
        sender, received_at = body["sender"], datetime.fromisoformat(body["received_at"])
        periods = " ".join(str(numbers[code]) for code in body["periods"])
        said = (body["submission"], sender["id"], sender["name"], received_at, body["correction_reason"])
        return self.version, *said, periods

    def remarks(self) -> Iterator[tuple[int, str | None, str | None]]:
        for place, reason, evidence in self.body["remarks"]:
            yield self.version * PLACES + place, reason, evidence


async def keep_readings(session: AsyncSession, told: Sequence[Told]) -> None:
    """Everything of the changes that is not kept yet. An id rises with every reading, so that of one key the higher is
    the later truth here, too."""
    periods = await _numbers(session, "period", told)
    kept = await fetch(session, _DELIVERIES, *zip(*(each.delivery(periods) for each in told), strict=True))
    new = {row["feed_version"] for row in kept}
    fresh = [each for each in told if each.version in new and len(each)]
    if not fresh:
        return
    rows = np.frombuffer(b"".join(each.data for each in fresh), ROW)
    sizes = np.array([len(each) for each in fresh])
    numbers = {"period": periods} | {name: await _numbers(session, name, fresh) for name in NAMES if name != "period"}
    columns = {name: _numbered(numbers[name], name, fresh, rows[name], sizes) for name in NAMES}
    columns["id"] = np.repeat([each.version * PLACES for each in fresh], sizes) + _places(sizes)
    await _write(session, columns, rows["value"])
    if remarks := [remark for each in fresh for remark in each.remarks()]:
        await fetch(session, _REMARKS, *zip(*remarks, strict=True))


async def _numbers(session: AsyncSession, name: str, told: Sequence[Told]) -> Mapping[str, int]:
    return await numbers_of(
        session, f"{name}_number", dict.fromkeys(code for each in told for code in each.body[f"{name}s"])
    )


def _numbered(numbers: Mapping[str, int], name: str, told: Sequence[Told], at: Array, sizes: Array) -> Array:
    """The numbers of what rows name by its place among the codes of their change: all changes at once, for a thousand
    of one reading each would spend their time in making arrays."""
    codes = [each.body[f"{name}s"] for each in told]
    listed = np.array([numbers[code] for some in codes for code in some])
    counts = np.array([len(some) for some in codes])
    found: Array = listed[at + np.repeat(np.cumsum(counts) - counts, sizes)]
    return found


def _places(sizes: Array) -> Array:
    """The place of every row in its change."""
    found: Array = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return found


async def _write(session: AsyncSession, columns: Mapping[str, Array], values: Array) -> None:
    """In the order of the key; those with a value, then those that are unknown or withdrawn: a field of the binary form
    is there or not, for all rows."""
    order = np.lexsort([columns["id"], columns["indicator"], columns["organisation"], columns["period"]])
    has_value = np.isfinite(values[order])
    for places, kinds in ((order[has_value], _KEY | {"value": "f8"}), (order[~has_value], _KEY)):
        if len(places):
            some = {name: column[places] for name, column in {**columns, "value": values}.items()}
            await copy_in(session, "reading_row", {name: some[name] for name in kinds}, kinds)

"""Readings as they were told, in numbers: twenty-eight bytes each, written by COPY; their words stand once beside.

`reading_copy` is the view that gives them back in words.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.repository.numbering import numbers_of
from services.kernel.copying import copy_in
from services.kernel.driver import fetch
from services.yardsticks.packed_readings import NAMES, ROW

PLACES = 2**14
"""More than one change of readings holds; the id of a reading is its change's version times this, and its place."""
_DELIVERIES = """insert into {schema}.delivery
      (feed_version, submission, sender_id, sender_name, received_at, correction_reason)
    select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
    on conflict do nothing returning feed_version"""
_REMARKS = """insert into {schema}.reading_remark (id, unknown_reason, evidence)
    select * from unnest($1::bigint[], $2::text[], $3::text[])"""
_KEY = {"period": "i4", "organisation": "i4", "indicator": "i4", "id": "i8"}
_PART = {"feed_version": "i8", "organisation": "i4", "period": "i4"}


@dataclass(frozen=True)
class Told:
    """One change of readings: its version, what its body says in words, and its rows."""

    version: int
    body: Mapping[str, Any]
    rows: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, change: Mapping[str, Any]) -> "Told":
        return cls(change["version"], change["body"], np.frombuffer(base64.b64decode(change["packed"]), ROW))

    def delivery(self) -> tuple[Any, ...]:
        body = self.body
        sender, received_at = body["sender"], datetime.fromisoformat(body["received_at"])
        return self.version, body["submission"], sender["id"], sender["name"], received_at, body["correction_reason"]

    def remarks(self) -> Iterator[tuple[int, str | None, str | None]]:
        for place, reason, evidence in self.body["remarks"]:
            yield self.version * PLACES + place, reason, evidence


async def keep_readings(session: AsyncSession, told: Sequence[Told]) -> None:
    """Everything of the changes that is not kept yet. An id rises with every reading, so that of one key the higher is
    the later truth here, too."""
    kept = await fetch(session, _DELIVERIES, *zip(*(each.delivery() for each in told), strict=True))
    new = {row["feed_version"] for row in kept}
    fresh = [each for each in told if each.version in new and len(each.rows)]
    if not fresh:
        return
    columns = {name: await _numbered(session, name, fresh) for name in NAMES}
    columns["id"] = _joined(fresh, lambda each: each.version * PLACES + np.arange(len(each.rows), dtype=np.int64))
    values = _joined(fresh, lambda each: each.rows["value"])
    await _write(session, columns, values)
    await _write_parts(session, columns)
    if remarks := [remark for each in fresh for remark in each.remarks()]:
        await fetch(session, _REMARKS, *zip(*remarks, strict=True))


async def _numbered(session: AsyncSession, name: str, told: Sequence[Told]) -> "np.ndarray[Any, Any]":
    """The numbers of what the rows name by its place in their change."""
    codes = dict.fromkeys(code for each in told for code in each.body[f"{name}s"])
    numbers = await numbers_of(session, f"{name}_number", codes)
    return _joined(
        told, lambda each: np.array([numbers[code] for code in each.body[f"{name}s"]], np.int64)[each.rows[name]]
    )


def _joined(told: Sequence[Told], column: Callable[[Told], "np.ndarray[Any, Any]"]) -> "np.ndarray[Any, Any]":
    return np.concatenate([column(each) for each in told])


async def _write(
    session: AsyncSession, columns: Mapping[str, "np.ndarray[Any, Any]"], values: "np.ndarray[Any, Any]"
) -> None:
    """In the order of the key; those with a value, then those that are unknown or withdrawn: a field of the binary form
    is there or not, for all rows."""
    order = np.lexsort([columns["id"], columns["indicator"], columns["organisation"], columns["period"]])
    has_value = np.isfinite(values[order])
    for places, kinds in ((order[has_value], _KEY | {"value": "f8"}), (order[~has_value], _KEY)):
        if len(places):
            some = {name: column[places] for name, column in {**columns, "value": values}.items()}
            await copy_in(session, "reading_row", {name: some[name] for name in kinds}, kinds)


async def _write_parts(session: AsyncSession, columns: Mapping[str, "np.ndarray[Any, Any]"]) -> None:
    """Which periods each organisation's part of a change speaks of: what a review of it may change."""
    pairs = np.stack([columns["id"] // PLACES, columns["organisation"], columns["period"]])
    versions, organisations, periods = np.unique(pairs, axis=1)
    parts = {"feed_version": versions, "organisation": organisations, "period": periods}
    await copy_in(session, "part_period", parts, _PART)

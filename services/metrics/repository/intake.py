"""Keeps a submission: its head, its parts, its readings, and which of them are corrections; rows by COPY."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import numpy as np

from services.kernel.copying import copy_in
from services.kernel.database import run_sql
from services.kernel.distinct import distinct
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.submission import Sent
from services.metrics.domain.taking import Rows
from services.metrics.repository.standing import FEW

_KEY = {"period": "i4", "organisation": "i4", "indicator": "i4", "version": "i2", "submission": "i8"}
_PART = {"submission": "i8", "organisation": "i4", "readings": "i4", "only_period": "i4", "needs": "i2"}
_PERIOD = {"submission": "i8", "organisation": "i4", "period": "i4"}
_HEAD = """insert into {schema}.submission (id, sender_id, sender_name, note, mode, correction_reason,
        received_at, created, updated, unchanged, rejected, withdrawn, parts)
      values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9, $10, $11, $12)
      returning number, received_at"""
"""By the clock, not by the begin of the transaction: who waited at a desk comes after whom it waited for."""
_WHOLE = f"""with head as ({_HEAD}),
    parts as (
      insert into {{schema}}.submission_part (submission, organisation, readings, only_period, needs)
      select head.number, part.*
      from head, unnest($13::integer[], $14::integer[], $15::integer[], $16::smallint[]) as part),
    rows as (
      insert into {{schema}}.reading (submission, period, organisation, indicator, version, value)
      select head.number, row.period, row.organisation, row.indicator, row.version, nullif(row.value, 'NaN')
      from head, unnest($17::integer[], $18::integer[], $19::integer[], $20::smallint[], $21::double precision[])
        as row (period, organisation, indicator, version, value))
    select number, received_at from head"""  # noqa: S608 - of ours


@dataclass(frozen=True)
class Kept:
    """The number that rows name the submission by, when it was received, and its parts: organisations, readings."""

    number: int
    received_at: datetime
    organisations: Places
    readings: Places

    def parts(self) -> Iterator[tuple[int, int]]:
        """Each organisation with how many of its readings were kept."""
        return zip(self.organisations.tolist(), self.readings.tolist(), strict=True)


def new_id() -> str:
    """Of a submission."""
    return f"sub_{secrets.token_hex(12)}"


async def keep(session: Session, sent: Sent, rows: Rows, needs: Places) -> Kept:
    """Append everything. The desks of the organisations must be held. `needs`: of each in order of its number, or one
    that is the same for all."""
    organisations, readings = np.unique(rows.organisations, return_counts=True)
    only, several = _periods_of(organisations, rows)
    parts = {"organisation": organisations, "readings": readings, "only_period": only}
    parts["needs"] = np.broadcast_to(needs, len(organisations))
    head = (*_said(sent), len(organisations))
    if len(rows) <= FEW:
        listed = (column.tolist() for column in parts.values())
        (written,) = await fetch(session, _WHOLE, *head, *listed, *_listed(rows))
    else:
        (written,) = await fetch(session, _HEAD, *head)
        parts["submission"] = np.broadcast_to(written["number"], len(organisations))
        await copy_in(session, "submission_part", parts, _PART)
        await _write_readings(session, written["number"], rows)
    if several.size:
        await _list_periods(session, written["number"], rows, several)
    await _write_remarks(session, rows)
    return Kept(written["number"], written["received_at"], organisations, readings)


async def keep_unless_known(session: Session, sent: Sent, rows: Rows, needs: Places) -> Kept | None:
    """Append everything as first versions; None, and nothing is kept, where a key turns out to have one."""
    try:
        async with session.begin_nested():
            return await keep(session, sent, rows, needs)
    except asyncpg.UniqueViolationError:
        return None


def _periods_of(organisations: Places, rows: Rows) -> tuple[Places, Places]:
    """Of each organisation the one period of its readings, or zero; and the organisations with several."""
    first = np.full(len(organisations), rows.periods[0])
    if (rows.periods == rows.periods[0]).all():
        return first, np.zeros(0, np.int64)
    at = np.searchsorted(organisations, rows.organisations)
    lowest, highest = first, first.copy()
    np.minimum.at(lowest, at, rows.periods)
    np.maximum.at(highest, at, rows.periods)
    return np.where(lowest == highest, lowest, 0), organisations[lowest != highest]


async def _list_periods(session: Session, number: int, rows: Rows, several: Places) -> None:
    mine = np.isin(rows.organisations, several)
    pairs, _ = distinct(rows.organisations[mine], rows.periods[mine])
    listed = {"submission": np.full(pairs.shape[1], number), "organisation": pairs[0], "period": pairs[1]}
    await copy_in(session, "part_period", listed, _PERIOD)


def _said(sent: Sent) -> tuple[Any, ...]:
    counts = sent.counts
    return (
        *(sent.id, sent.sender.id, sent.sender.name, sent.note, sent.mode.value, sent.correction_reason),
        *(counts.created, counts.updated, counts.unchanged, counts.rejected, counts.withdrawn),
    )


def _listed(rows: Rows) -> Iterator[list[Any]]:
    for column in (rows.periods, rows.organisations, rows.indicators, rows.versions, rows.values):
        yield column.tolist()


async def _write_readings(session: Session, submission: int, rows: Rows) -> None:
    """Those with a value, then those without: a field of the binary form is there or not, for all its rows."""
    none = np.isnan(rows.values)
    for places, with_value in ((np.flatnonzero(~none), True), (np.flatnonzero(none), False)):
        if not len(places):
            continue
        some = rows if len(places) == len(rows) else rows.at(places)
        columns = {
            "period": some.periods,
            "organisation": some.organisations,
            "indicator": some.indicators,
            "version": some.versions,
            "submission": np.full(len(some), submission),
        }
        if with_value:
            await copy_in(session, "reading", {**columns, "value": some.values}, {**_KEY, "value": "f8"})
        else:
            await copy_in(session, "reading", columns, _KEY)


async def _write_remarks(session: Session, rows: Rows) -> None:
    places = list(rows.remarks)
    if not places:
        return

    def column(values: Places) -> Sequence[int]:
        found: list[int] = values[places].tolist()
        return found

    await run_sql(
        session,
        """insert into {schema}.reading_remark (period, organisation, indicator, version, unknown_reason, evidence)
           select * from unnest(cast(:periods as integer[]), cast(:organisations as integer[]),
             cast(:indicators as integer[]), cast(:versions as integer[]), cast(:reasons as text[]),
             cast(:evidence as text[]))""",
        periods=column(rows.periods),
        organisations=column(rows.organisations),
        indicators=column(rows.indicators),
        versions=column(rows.versions),
        reasons=[rows.remarks[place].unknown_reason for place in places],
        evidence=[rows.remarks[place].evidence for place in places],
    )

"""Keeps a submission: its head, its parts, its readings, and which of them are corrections; rows by COPY."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import numpy as np

from services.kernel.copying import copy_in
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.submission import Sent
from services.metrics.domain.taking import Rows

_KEY = {"period": "i4", "organisation": "i4", "indicator": "i4", "version": "i2", "submission": "i8"}
_PART = {"submission": "i8", "organisation": "i4", "readings": "i4", "only_period": "i4", "needs": "i2"}
_PERIOD = {"submission": "i8", "organisation": "i4", "period": "i4"}


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
    number, received_at = await _write_submission(session, sent, len(organisations))
    await _write_parts(session, number, rows, {"organisation": organisations, "readings": readings, "needs": needs})
    await _write_readings(session, number, rows)
    await _write_remarks(session, rows)
    return Kept(number, received_at, organisations, readings)


async def keep_unless_known(session: Session, sent: Sent, rows: Rows, needs: Places) -> Kept | None:
    """Append everything as first versions; None, and nothing is kept, where a key turns out to have one."""
    try:
        async with session.begin_nested():
            return await keep(session, sent, rows, needs)
    except asyncpg.UniqueViolationError:
        return None


async def _write_parts(session: Session, number: int, rows: Rows, parts: dict[str, Places]) -> None:
    """A part with readings of one period names it, others list theirs."""
    count = len(parts["organisation"])
    several, periods = np.zeros(0, np.int64), np.full(count, rows.periods[0])
    if (rows.periods != rows.periods[0]).any():
        at = np.searchsorted(parts["organisation"], rows.organisations)
        highest = periods.copy()
        np.minimum.at(periods, at, rows.periods)
        np.maximum.at(highest, at, rows.periods)
        several = np.flatnonzero(periods != highest)
        periods[several] = 0
    await copy_in(
        session, "submission_part", {"submission": np.full(count, number), **parts, "only_period": periods}, _PART
    )
    if len(several):
        mine = np.isin(rows.organisations, parts["organisation"][several])
        pairs = np.unique(np.stack([rows.organisations[mine], rows.periods[mine]]), axis=1)
        listed = {"submission": np.full(pairs.shape[1], number), "organisation": pairs[0], "period": pairs[1]}
        await copy_in(session, "part_period", listed, _PERIOD)


async def _write_submission(session: Session, sent: Sent, parts: int) -> tuple[int, datetime]:
    """By the clock, not by the begin of the transaction: who waited at a desk comes after whom it waited for."""
    found = await run_sql(
        session,
        """insert into {schema}.submission (id, sender_id, sender_name, note, mode, correction_reason,
             received_at, created, updated, unchanged, rejected, withdrawn, parts)
           values (:id, :sender, :sender_name, :note, :mode, :correction_reason,
             clock_timestamp(), :created, :updated, :unchanged, :rejected, :withdrawn, :parts)
           returning number, received_at""",
        id=sent.id,
        sender=sent.sender.id,
        sender_name=sent.sender.name,
        note=sent.note,
        mode=sent.mode.value,
        correction_reason=sent.correction_reason,
        created=sent.counts.created,
        updated=sent.counts.updated,
        unchanged=sent.counts.unchanged,
        rejected=sent.counts.rejected,
        withdrawn=sent.counts.withdrawn,
        parts=parts,
    )
    row = found.one()
    return row.number, row.received_at


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

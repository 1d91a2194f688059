"""Readings for those who want many: batches of columns along the key, as long as somebody takes them."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from services.access.caller import Reach
from services.kernel.copying import copy_out
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.taking import WITHDRAWN
from services.metrics.forms_out.readings import CODE, READINGS, Status

ROWS = 20_000
_STATES = ("pending", "approved")
_STATUSES = (Status.REPORTED.value, Status.UNKNOWN.value)
_KINDS = {"period": "i4", "organisation": "i4", "indicator": "i4", "version": "i2", "value": "f8", "state": "i2"}
_NAMED = ("period", "organisation", "indicator")
_ROWS = """
select f.period, f.organisation, f.indicator, f.version, coalesce(f.value, 'NaN'), f.state from (
    select distinct on (r.period, r.organisation, r.indicator)
           r.period, r.organisation, r.indicator, r.version, r.value,
           cast(case p.state when 'approved' then 1 else 0 end as smallint) as state
    from {schema}.reading r
    join {schema}.organisation o on o.number = r.organisation
      and (o.code = any($4::text[]) or o.path like any($5::text[]))
      and ($6::text is null or o.code = $7::text or starts_with(o.path, $6::text))
    cross join lateral (select part.state from {schema}.submission_part part
        where part.submission = r.submission and part.organisation = r.organisation offset 0) p
    where (r.period, r.organisation, r.indicator) > ($1::integer, $2::integer, $3::integer)
      and ($8::integer[] is null or r.period = any($8::integer[]))
      and ($9::integer[] is null or r.indicator = any($9::integer[]))
      and (p.state = 'approved' or (p.state = 'pending' and not $10::boolean))
    order by r.period, r.organisation, r.indicator, r.version desc limit $11::integer) f
"""


@dataclass(frozen=True)
class Selection:
    """Which readings: below an organisation, of indicators, of periods; by numbers where rows name them so."""

    below: str | None = None
    periods: Collection[int] | None = None
    indicators: Collection[int] | None = None
    approved_only: bool = False


async def reading_batches(session: Session, reach: Reach, wanted: Selection) -> AsyncIterator[pa.RecordBatch]:
    """What stands, in order of keys, at most `ROWS` in a batch. Of one moment, if the session's transaction is."""
    path = None
    if wanted.below is not None:
        known = await fetch(session, "select path from {schema}.organisation where code = $1", wanted.below)
        path = f"{known[0]['path']}/" if known else "nowhere"
    periods, indicators = _sorted(wanted.periods), _sorted(wanted.indicators)
    after = (0, 0, 0)
    while True:
        values = [*after, list(reach.codes), reach.patterns, path, wanted.below, periods, indicators]
        found = await copy_out(session, _ROWS, [*values, wanted.approved_only, ROWS], _KINDS)
        count = len(found["period"])
        if count:
            yield await _batch(session, found)
        if count < ROWS:
            return
        period, organisation, indicator = (int(found[name][-1]) for name in _NAMED)
        after = period, organisation, indicator


def _sorted(numbers: Collection[int] | None) -> list[int] | None:
    return None if numbers is None else sorted(numbers)


async def _batch(session: Session, found: Mapping[str, Any]) -> pa.RecordBatch:
    stands = found["value"] != WITHDRAWN
    kept = {name: column[stands] for name, column in found.items()}
    unknown = np.isnan(kept["value"])
    remarks = await _remarks(session, kept)
    columns = [
        *[await _coded(session, name, kept[name]) for name in _NAMED],
        pa.array(kept["value"], pa.float64(), from_pandas=True),
        _chosen(unknown.astype(np.int32), _STATUSES),
        _text([None if remark is None else remark["unknown_reason"] for remark in remarks]),
        _text([None if remark is None else remark["evidence"] for remark in remarks]),
        _chosen(kept["state"].astype(np.int32), _STATES),
        pa.array(kept["version"], pa.int64()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=READINGS)


async def _coded(session: Session, name: str, numbers: Any) -> pa.DictionaryArray:
    table = "period_number" if name == "period" else name
    distinct, at = np.unique(numbers, return_inverse=True)
    rows = await fetch(
        session,
        f"select number, code from {{schema}}.{table} where number = any($1::integer[])",  # noqa: S608 - one of three
        distinct.tolist(),
    )
    codes = dict(map(tuple, rows))
    return pa.DictionaryArray.from_arrays(
        pa.array(at.astype(np.int32)), pa.array([codes[number] for number in distinct.tolist()], pa.string())
    )


async def _remarks(session: Session, found: Mapping[str, Any]) -> Sequence[Any]:
    """The remark of each row, None where there is none."""
    if not len(found["period"]):
        return []
    keys = list(zip(*(found[name].tolist() for name in (*_NAMED, "version")), strict=True))
    rows = await fetch(
        session,
        """select period, organisation, indicator, version, unknown_reason, evidence from {schema}.reading_remark
           where (period, organisation, indicator) between ($1::integer, $2::integer, $3::integer)
             and ($4::integer, $5::integer, $6::integer)""",
        *keys[0][:3],
        *keys[-1][:3],
    )
    by_key = {tuple(row)[:4]: row for row in rows}
    return [by_key.get(key) for key in keys] if by_key else [None] * len(keys)


def _chosen(at: Any, words: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(at), pa.array(words, pa.string()))


def _text(values: Sequence[str | None]) -> pa.DictionaryArray:
    found: pa.DictionaryArray = pa.array(values, pa.string()).dictionary_encode().cast(CODE)
    return found

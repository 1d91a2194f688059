"""What is known of keys: one statement however many keys are asked for."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from services.kernel.copying import copy_out
from services.kernel.database import run_sql
from services.kernel.distinct import distinct
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.taking import Known, Remark, Rows, Said

SAMPLE = 8
FEW = 200
"""Rows of which each is looked up, and which are written, by one statement: a second one costs more than they do."""
_KEYS = "cast(:periods as integer[]), cast(:organisations as integer[]), cast(:indicators as integer[])"
# Lateral with `offset 0`: a lookup a key, whatever the planner believes of tables that have just grown.
_OF_KEYS = """select r.period, r.organisation, r.indicator, r.version, r.submission, coalesce(r.value, 'NaN')
    from unnest($1::integer[], $2::integer[], $3::integer[]) as k (period, organisation, indicator)
    cross join lateral (select * from {schema}.reading r where r.period = k.period
      and r.organisation = k.organisation and r.indicator = k.indicator offset 0) r"""
_OF_PAIRS = """select r.period, r.organisation, r.indicator, r.version, r.submission, coalesce(r.value, 'NaN')
    from unnest($1::integer[], $2::integer[]) as k (period, organisation)
    cross join lateral (select * from {schema}.reading r where r.period = k.period
      and r.organisation = k.organisation offset 0) r"""
_STATE = "case p.state when 'pending' then 0 when 'approved' then 1 else 2 end"
_OF_FEW = f"""select cast(k.place - 1 as integer), r.version, coalesce(r.value, 'NaN'), {_STATE}
    from unnest($1::integer[], $2::integer[], $3::integer[]) with ordinality
      as k (period, organisation, indicator, place)
    cross join lateral (select * from {{schema}}.reading r where r.period = k.period
      and r.organisation = k.organisation and r.indicator = k.indicator offset 0) r
    cross join lateral (select state from {{schema}}.submission_part p where p.submission = r.submission
      and p.organisation = r.organisation offset 0) p"""  # noqa: S608 - no value in it
_STATES = f"""select cast(k.place - 1 as integer),
      cast({_STATE} as smallint)
    from unnest($1::bigint[], $2::integer[]) with ordinality as k (submission, organisation, place)
    cross join lateral (select state from {{schema}}.submission_part p where p.submission = k.submission
      and p.organisation = k.organisation offset 0) p"""  # noqa: S608 - no value in it
_VERSION = {"period": "i4", "organisation": "i4", "indicator": "i4", "version": "i2", "submission": "i8", "value": "f8"}
_MANY = 4
"""Readings asked for of one organisation and period from which on all of its readings are read at once."""


async def any_known(session: Session, rows: Rows) -> bool:
    """Whether anything was ever said of some keys, spread over the rows."""
    if not len(rows):
        return False
    places = np.unique(np.linspace(0, len(rows) - 1, SAMPLE).astype(np.int64))
    (found,) = await fetch(
        session,
        """select exists (select from unnest($1::integer[], $2::integer[], $3::integer[])
                as k (period, organisation, indicator)
              where exists (select from {schema}.reading r where r.period = k.period
                and r.organisation = k.organisation and r.indicator = k.indicator)) as known""",
        *_keys(rows, places).values(),
    )
    return bool(found["known"])


async def known_of(session: Session, rows: Rows) -> Known:
    """What was said of the keys before; their desks must be held."""
    if len(rows) <= FEW:
        return await _known_of_few(session, rows)
    pairs, _ = distinct(rows.periods, rows.organisations)
    if len(rows) >= _MANY * pairs.shape[1]:
        found = await copy_out(session, _OF_PAIRS, pairs.tolist(), _VERSION)
    else:
        keys = [rows.periods.tolist(), rows.organisations.tolist(), rows.indicators.tolist()]
        found = await copy_out(session, _OF_KEYS, keys, _VERSION)
    places, asked = _places(rows, found)
    found = {name: column[asked] for name, column in found.items()}
    states = await _states(session, found["submission"], found["organisation"])
    return Known.of(len(rows), Said(places, found["version"].astype(np.int64), found["value"], states))


async def _known_of_few(session: Session, rows: Rows) -> Known:
    """In one statement, for each costs more than its rows."""
    keys = [rows.periods.tolist(), rows.organisations.tolist(), rows.indicators.tolist()]
    found = await fetch(session, _OF_FEW, *keys)
    columns = zip(*(tuple(row) for row in found), strict=True) if found else [()] * 4
    places, versions, values, states = (np.array(column) for column in columns)
    said = Said(places.astype(np.int64), versions.astype(np.int64), values.astype(np.float64), states.astype(np.int64))
    return Known.of(len(rows), said)


def _places(rows: Rows, found: Mapping[str, Any]) -> tuple[Places, Truths]:
    """Of what was found, where its key stands among the rows, and whether it stands there at all."""
    mine, its = np.zeros(len(rows), np.int64), np.zeros(len(found["period"]), np.int64)
    asked = np.ones(len(its), np.bool_)
    for name, column in (
        ("period", rows.periods),
        ("organisation", rows.organisations),
        ("indicator", rows.indicators),
    ):
        distinct, of_row = np.unique(column, return_inverse=True)
        at = np.minimum(np.searchsorted(distinct, found[name]), len(distinct) - 1)
        asked &= distinct[at] == found[name]
        mine, its = mine * len(distinct) + of_row, its * len(distinct) + at
    order = np.argsort(mine)
    at = np.minimum(np.searchsorted(mine[order], its), len(rows) - 1)
    places = order[at]
    asked &= mine[places] == its
    return places[asked], asked


async def _states(session: Session, submissions: Places, organisations: Places) -> Places:
    """The state of the part of each."""
    parts, of_row = distinct(submissions, organisations)
    found = await copy_out(session, _STATES, parts.tolist(), {"place": "i4", "state": "i2"})
    states = np.zeros(parts.shape[1], np.int64)
    states[found["place"]] = found["state"]
    return states[of_row]


async def standing_in(
    session: Session, organisations: Collection[int], period: int, indicators: Collection[int] | None
) -> tuple[Places, Places]:
    """Organisation and indicator of all that stands of these organisations for a period, in order of keys."""
    found = await copy_out(
        session,
        """select organisation, indicator from (
             select distinct on (r.organisation, r.indicator) r.organisation, r.indicator, r.value
             from {schema}.reading r join {schema}.submission_part p using (submission, organisation)
             where r.period = $2 and r.organisation = any($1::integer[]) and p.state <> 'returned'
               and ($3::integer[] is null or r.indicator = any($3::integer[]))
             order by r.organisation, r.indicator, r.version desc) newest
           where value is distinct from 'infinity'""",
        [sorted(organisations), period, None if indicators is None else sorted(indicators)],
        {"organisation": "i4", "indicator": "i4"},
    )
    return found["organisation"].astype(np.int64), found["indicator"].astype(np.int64)


async def remarks_of(session: Session, rows: Rows, versions: Places) -> Mapping[int, Remark]:
    """The remarks of those versions (0: of none) of the keys of rows that have remarks themselves, by place."""
    asked = np.array([place for place in rows.remarks if versions[place]], np.int64)
    if not len(asked):
        return {}
    found = await run_sql(
        session,
        f"""select k.place, m.unknown_reason, m.evidence
            from unnest({_KEYS}, cast(:versions as integer[]), cast(:places as integer[]))
              as k (period, organisation, indicator, version, place)
            join {{schema}}.reading_remark m using (period, organisation, indicator, version)""",  # noqa: S608
        **_keys(rows, asked),
        versions=versions[asked].tolist(),
        places=asked.tolist(),
    )
    return {row.place: Remark(row.unknown_reason, row.evidence) for row in found}


def _keys(rows: Rows, places: Places) -> dict[str, list[int]]:
    return {
        "periods": rows.periods[places].tolist(),
        "organisations": rows.organisations[places].tolist(),
        "indicators": rows.indicators[places].tolist(),
    }

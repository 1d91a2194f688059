"""What is known of keys: one statement however many keys are asked for."""

from collections.abc import Collection, Mapping

import numpy as np

from services.kernel.copying import copy_out
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.taking import Known, Remark, Rows, Said

SAMPLE = 8
_KEYS = "cast(:periods as integer[]), cast(:organisations as integer[]), cast(:indicators as integer[])"
_VERSIONS = """select cast(k.place - 1 as integer), r.version, coalesce(r.value, 'NaN'),
      cast(case p.state when 'pending' then 0 when 'approved' then 1 else 2 end as smallint)
    from unnest($1::integer[], $2::integer[], $3::integer[])
      with ordinality as k (period, organisation, indicator, place)
    join {schema}.reading r using (period, organisation, indicator)
    join {schema}.submission_part p using (submission, organisation)"""


async def any_known(session: Session, rows: Rows) -> bool:
    """Whether anything was ever said of some keys, spread over the rows."""
    if not len(rows):
        return False
    places = np.unique(np.linspace(0, len(rows) - 1, SAMPLE).astype(np.int64))
    found = await run_sql(
        session,
        f"""select exists (select from unnest({_KEYS}) as k (period, organisation, indicator)
              where exists (select from {{schema}}.reading r where r.period = k.period
                and r.organisation = k.organisation and r.indicator = k.indicator))""",  # noqa: S608
        **_keys(rows, places),
    )
    return bool(found.scalar_one())


async def known_of(session: Session, rows: Rows) -> Known:
    """What was said of the keys before; their desks must be held."""
    keys = _keys(rows, np.arange(len(rows)))
    kinds = {"places": "i4", "versions": "i2", "values": "f8", "states": "i2"}
    values = [keys["periods"], keys["organisations"], keys["indicators"]]
    found = await copy_out(session, _VERSIONS, values, kinds)
    return Known.of(
        len(rows),
        Said(
            found["places"].astype(np.int64),
            found["versions"].astype(np.int64),
            found["values"],
            found["states"].astype(np.int64),
        ),
    )


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

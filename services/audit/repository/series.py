"""What yardsticks measure: the organisations of a jurisdiction, and approved values over all periods."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.measured import Datum, Facts, Organisation
from services.audit.repository.organisations import below
from services.kernel.database import run_sql
from services.kernel.routes import Session

_SERIES = """with reviewed as (
      select distinct on (submission, organisation) submission, organisation, decision from {schema}.review_copy
      where feed_version <= :snapshot order by submission, organisation, feed_version desc)
    select distinct on (r.indicator, r.organisation, r.period) r.indicator, r.organisation, r.period, r.id, r.value
    from {schema}.reading_copy r
    join {schema}.organisation o on o.code = r.organisation
    join reviewed w on w.submission = r.submission and w.organisation = r.organisation and w.decision = 'approved'
    where r.indicator = any(:items) and r.feed_version <= :snapshot and (o.path = :path or o.path like :pattern)
      and (cast(:period as text) is null or r.period = :period)
    order by r.indicator, r.organisation, r.period, r.id desc"""


@dataclass(frozen=True)
class Series:
    """The facts, and the reading behind each approved datum."""

    facts: Facts
    readings: Mapping[Datum, int]


async def series_within(
    session: Session, *, path: str, items: Collection[str], snapshot: int, period: str | None = None
) -> Series:
    """Everything at or below a path as it was approved at the snapshot; of one period, or of all."""
    found = await run_sql(
        session,
        _SERIES,
        items=sorted(items),
        snapshot=snapshot,
        path=path,
        pattern=below(path),
        period=period,
    )
    values: dict[Datum, Fraction | None] = {}
    readings: dict[Datum, int] = {}
    for row in found:
        datum = Datum(row.organisation, row.indicator, row.period)
        values[datum] = None if row.value is None else Fraction(row.value)
        readings[datum] = row.id
    return Series(Facts(await _organisations(session, path), values), readings)


async def _organisations(session: Session, path: str) -> Mapping[str, Organisation]:
    found = await run_sql(
        session,
        """select code, kind, cast(attributes as text) as attributes from {schema}.organisation
           where path = :path or path like :pattern order by code collate "C" """,
        path=path,
        pattern=below(path),
    )
    return {row.code: Organisation(row.code, row.kind, json.loads(row.attributes)) for row in found}

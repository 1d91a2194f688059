"""Approved values over all periods, as they stood at a version of the feed of metrics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.measured import Datum, Facts
from services.audit.repository.register import Register
from services.kernel.database import run_sql
from services.kernel.routes import Session

_SERIES = """with reviewed as (
      select distinct on (submission, organisation) submission, organisation, decision from {schema}.review_copy
      where feed_version <= :snapshot order by submission, organisation, feed_version desc)
    select distinct on (r.indicator, r.organisation, r.period) r.indicator, r.organisation, r.period, r.id, r.value
    from {schema}.reading_copy r
    join reviewed w on w.submission = r.submission and w.organisation = r.organisation and w.decision = 'approved'
    where r.indicator = any(:items) and r.organisation = any(:codes) and r.feed_version <= :snapshot
      and (cast(:period as text) is null or r.period = :period)
    order by r.indicator, r.organisation, r.period, r.id desc"""


@dataclass(frozen=True)
class Series:
    """The facts, and the reading behind each approved datum."""

    facts: Facts
    readings: Mapping[Datum, int]


async def series_of(
    session: Session, register: Register, *, items: Collection[str], snapshot: int, period: str | None = None
) -> Series:
    """What those in the register reported, as it was approved at the snapshot; of one period, or of all."""
    found = await run_sql(session, _SERIES, items=sorted(items), codes=register.codes, snapshot=snapshot, period=period)
    values: dict[Datum, Fraction | None] = {}
    readings: dict[Datum, int] = {}
    for row in found:
        datum = Datum(row.organisation, row.indicator, row.period)
        values[datum] = None if row.value is None else Fraction(row.value)
        readings[datum] = row.id
    return Series(Facts(register.organisations, values), readings)

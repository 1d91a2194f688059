"""Approved values over all periods, as they stood at a version of the feed of metrics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.measured import Datum, Facts
from services.audit.repository.register import Register
from services.kernel.database import run_sql
from services.kernel.routes import Session

# The readings first, then the newest review of each of their parts: the other way round the server takes one review for
# all there are and goes through the readings of an organisation once for every submission it ever sent.
_SERIES = """with sent as materialized (
      select r.indicator, r.organisation, r.period, r.id, r.value, r.submission from {schema}.reading_copy r
      where r.indicator = any(:items) and r.organisation = any(:codes) and r.feed_version <= :snapshot
        and (cast(:period as text) is null or r.period = :period)),
    approved as materialized (
      select part.submission, part.organisation from (select distinct submission, organisation from sent) part
      where (select w.decision from {schema}.review_copy w
        where w.submission = part.submission and w.organisation = part.organisation and w.feed_version <= :snapshot
        order by w.feed_version desc limit 1) = 'approved')
    select distinct on (s.indicator, s.organisation, s.period) s.indicator, s.organisation, s.period, s.id, s.value
    from sent s join approved a on a.submission = s.submission and a.organisation = s.organisation
    order by s.indicator, s.organisation, s.period, s.id desc"""


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

"""Readings given out in bulk: selections, the view of outsiders, pivots."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pyarrow as pa

from services.access.caller import Guard, Reach, places
from services.access.policy import Role
from services.kernel.database import run_sql
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.outsiders import Outsider
from services.metrics.domain.reading import Key
from services.metrics.forms_out.cube import Cube, Place, positions_of
from services.metrics.forms_out.outsiders import OutsidersView
from services.metrics.forms_out.pivot import Aggregate, Amount, Asked, pivot
from services.metrics.repository.counted_rows import counted_rows, owed_of
from services.metrics.repository.indicators import indicators_by_code, numbers_of_indicators
from services.metrics.repository.period_numbers import numbers_of_periods
from services.metrics.repository.publications import outsider_of
from services.metrics.repository.reading_batches import Selection, reading_batches
from services.metrics.use_cases.written import written

MOST_ROWS = 300_000
_NEVER = date(2000, 1, 1)
MOST_LABELLED = 20_000


class By(StrEnum):
    """The rows of a pivot: counties, single organisations, or all together."""

    COUNTY = "county"
    UNIT = "unit"
    TOTAL = "total"


async def outsider_for(session: Session, guard: Guard) -> Outsider | None:
    """What is hidden from the caller; None where nothing is.

    Who reaches anything as a dashboard only is an outsider in all that they ask, also of what is their own: a sum over
    both would tell the one from the other.
    """
    return await outsider_of(session) if await guard.reaches_only_as(Role.DASHBOARD) else None


async def selection(
    session: Session, *, below: str | None, periods: Sequence[str], indicators: Sequence[str], approved_only: bool
) -> Selection:
    """What is asked for, in numbers; an empty list leaves open."""
    known = await numbers_of_periods(session, periods) if periods else None
    items = await numbers_of_indicators(session, indicators) if indicators else None
    return Selection(
        below,
        None if known is None else list(known.values()),
        None if items is None else list(items.values()),
        approved_only,
    )


def seen(batches: Iterable[pa.RecordBatch], outsider: Outsider | None) -> Iterator[pa.RecordBatch]:
    """As the caller may see them."""
    if outsider is None:
        return iter(batches)
    return OutsidersView(outsider.pattern, outsider.governed).of(batches)


async def in_one_moment(session: Session) -> None:
    """What is read from here on is of one moment, however long it takes. Ends the transaction so far."""
    await session.rollback()
    await run_sql(session, "set transaction isolation level repeatable read read only")


@dataclass(frozen=True)
class PivotWanted:
    """`columns` are indicators; amounts are of one period."""

    below: str | None
    period: str
    indicators: Sequence[str]
    by: By
    aggregate: Aggregate
    approved_only: bool


async def pivot_of(session: Session, guard: Guard, wanted: PivotWanted) -> list[Amount]:
    """Every cell, row by row. For outsiders the sums of sensitive indicators are those of the publication."""
    reach, outsider = await guard.reach(), await outsider_for(session, guard)
    known = await indicators_by_code(session, wanted.indicators)
    faults = [
        Fault("not_a_number", "?indicator", "the code of an indicator whose values are numbers", code)
        for code in wanted.indicators
        if code not in known or not known[code].value_type.is_number
    ]
    if faults:
        raise BodyInvalid(faults=faults)
    county_of = await counted_rows(session, reach, wanted.below, MOST_ROWS + 1)
    if len(county_of) > MOST_ROWS:
        raise BodyInvalid(faults=[Fault("too_many_organisations", "?below", "an organisation with fewer below it")])
    row_of = _row_of(county_of, wanted.by)
    owed = await owed_of(session, reach, below=wanted.below, period=wanted.period, indicators=wanted.indicators)
    by_cell: dict[tuple[str, str], int] = defaultdict(int)
    for (organisation, indicator), count in owed.items():
        if organisation in row_of:
            by_cell[row_of[organisation], indicator] += count
    rows = sorted({row for row, _ in by_cell} | (set(row_of.values()) if wanted.by is not By.UNIT else set()))
    asked = Asked(rows, list(wanted.indicators), row_of, wanted.aggregate, by_cell)
    chosen = await selection(
        session,
        below=wanted.below,
        periods=[wanted.period],
        indicators=wanted.indicators,
        approved_only=wanted.approved_only,
    )
    amounts: list[Amount] = []

    def pieces(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
        amounts.extend(pivot(seen(batches, outsider), asked))
        yield b""

    (await written(reading_batches(session, reach, chosen), pieces)).close()
    whole = await _whole(session, rows, county_of, wanted.by) if outsider is not None else set()
    return [_governed(each, wanted, outsider, whole=each.row in whole) for each in amounts]


async def _whole(session: Session, rows: Sequence[str], county_of: Mapping[str, str], by: By) -> set[str]:
    """The rows that are of their organisation and all below it: it is asked for itself, and no other row is below."""
    known = await places(session, county_of.keys() & set(rows))
    divided = {code for place in known.values() for code in place.path.split("/")[:-1]} if by is By.COUNTY else set()
    return known.keys() - divided


def _row_of(county_of: Mapping[str, str], by: By) -> dict[str, str]:
    if by is By.UNIT:
        return {code: code for code in county_of}
    return dict(county_of) if by is By.COUNTY else dict.fromkeys(county_of, "total")


def _governed(amount: Amount, wanted: PivotWanted, outsider: Outsider | None, *, whole: bool) -> Amount:
    """Of a sensitive indicator the published sum or nothing: a sum of what is shown of some schools tells of others.
    `whole`: the row is of its organisation and all below it, as what is published of it; of no part of that.

    The price: a published sum counts as reported what has a value now, also where it came after the publication.
    """
    if outsider is None or amount.column not in outsider.governed:
        return amount
    key = Key(amount.row, amount.column, wanted.period)
    published = outsider.pattern.published.get(key) if wanted.aggregate is Aggregate.SUM else None
    if published is None or not whole:
        return Amount(amount.row, amount.column, None, 0, amount.owed, max(amount.suppressed, 1))
    reported = amount.reported + amount.suppressed
    return Amount(amount.row, amount.column, Decimal(published), reported, amount.owed, 0)


async def cube_of(
    session: Session, reach: Reach, chosen: Selection, periods: Sequence[str], indicators: Sequence[Indicator]
) -> Cube:
    """The labels of a selection; of few enough organisations that a reader can use them."""
    labelled = await _places(session, reach, chosen.below)
    if len(labelled) > MOST_LABELLED:
        expected = f"at most {MOST_LABELLED} organisations in JSON-stat; other forms have no such bound"
        raise BodyInvalid(faults=[Fault("too_many_organisations", "?below", expected)])
    newest = await run_sql(session, "select max(received_at) from {schema}.submission")
    updated = newest.scalar_one_or_none()
    cube = Cube("读数", "Readings", updated.date() if updated else _NEVER, periods, labelled, indicators)
    codes = [each.code for each in indicators]
    owed = {
        period: await owed_of(session, reach, below=chosen.below, period=period, indicators=codes) for period in periods
    }
    return replace(cube, owed=positions_of(cube, owed))


async def _places(session: Session, reach: Reach, below: str | None) -> list[Place]:
    codes = await counted_rows(session, reach, below, MOST_LABELLED + 1)
    found = await run_sql(
        session,
        "select code, name_zh, name_en from {schema}.organisation where code = any(:codes) order by code",
        codes=sorted(codes),
    )
    return [Place(row.code, row.name_zh, row.name_en) for row in found]

"""The county rows of a run, as they are summed up and listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, reached
from services.kernel.database import run_sql
from services.kernel.driver import fetch

_COLUMNS = """c.county, o.code, o.name_zh, o.name_en, c.indicators, c.recognition, c.problem, c.met, c.not_met,
    c.undecided, c.excluded, c.comparisons, c.squares, c.conditions, c.sha256"""


@dataclass(frozen=True)
class CountyRow:
    """`comparisons` holds by stage and criterion the verdict and, four times, whether it is met only just."""

    county: int
    code: str
    name_zh: str
    name_en: str
    indicators: int
    recognition: int
    problem: int
    met: int
    not_met: int
    undecided: int
    excluded: int
    comparisons: bytes
    squares: bytes
    conditions: bytes
    sha256: bytes


async def county_rows(session: AsyncSession, run: int) -> Sequence[CountyRow]:
    """All of a run, by number; organisations that were deleted since keep their code as a name."""
    rows = await fetch(
        session,
        """select c.county, n.code, '' as name_zh, '' as name_en, c.indicators, c.recognition, c.problem, c.met,
             c.not_met, c.undecided, c.excluded, c.comparisons, c.squares, c.conditions, c.sha256
           from {schema}.county_result c join {schema}.organisation_number n on n.number = c.county
           where c.run = $1 order by c.county""",
        run,
    )
    return [CountyRow(**dict(row)) for row in rows]


async def list_counties(
    session: AsyncSession, run: int, reach: Reach, *, verdict: int | None, after: int, limit: int
) -> Sequence[CountyRow]:
    """Those within the reach, by number."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.county_result c
            join {{schema}}.organisation_number n on n.number = c.county
            join {{schema}}.organisation o on o.code = n.code
            where c.run = :run and c.county > :after and {REACHED}
              and (cast(:verdict as int) is null or c.indicators = :verdict)
            order by c.county limit :limit""",  # noqa: S608 - constants; values are bound
        run=run,
        after=after,
        verdict=verdict,
        limit=limit,
        **reached(reach),
    )
    return [_row(row) for row in found]


async def counties_shown(
    session: AsyncSession, run: int, reach: Reach, *, only: str | None, first: int, limit: int
) -> Sequence[tuple[int, str]]:
    """Number and code of counties of which something lies within the reach: themselves, or a school of theirs."""
    found = await run_sql(
        session,
        f"""select c.county, o.code from {{schema}}.county_result c
            join {{schema}}.organisation_number n on n.number = c.county
            join {{schema}}.organisation o on o.code = n.code
            where c.run = :run and c.county >= :first and (cast(:only as text) is null or o.code = :only)
              and ({REACHED} or c.county in (select s.county from {{schema}}.school_result s
                join {{schema}}.organisation_number m on m.number = s.organisation
                where s.run = :run and m.code = any(:codes)))
            order by c.county limit :limit""",  # noqa: S608 - constants; values are bound
        run=run,
        only=only,
        first=first,
        limit=limit,
        **reached(reach),
    )
    return [(row.county, row.code) for row in found]


async def county_in(session: AsyncSession, run: int, code: str) -> str | None:
    """The county of a run that an organisation is, or is a school of."""
    found = await run_sql(
        session,
        """select k.code from {schema}.organisation_number n
           join lateral (select county from {schema}.county_result where run = :run and county = n.number
             union all select county from {schema}.school_result where run = :run and organisation = n.number limit 1)
             there on true
           join {schema}.organisation_number k on k.number = there.county where n.code = :code""",
        run=run,
        code=code,
    )
    return found.scalar_one_or_none()


async def verdict_in(session: AsyncSession, run: int, code: str) -> int | None:
    """What a run says of a county or a school of it; None where it knows neither."""
    found = await run_sql(
        session,
        """select there.verdict from {schema}.organisation_number n
           join lateral (select indicators as verdict from {schema}.county_result where run = :run and county = n.number
             union all select verdict from {schema}.school_result where run = :run and organisation = n.number limit 1)
             there on true where n.code = :code""",
        run=run,
        code=code,
    )
    return found.scalar_one_or_none()


def _row(row: Any) -> CountyRow:
    return CountyRow(**dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's documented name

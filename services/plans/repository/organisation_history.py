"""States of organisations over time: names borne before, codes, whoever was ever above."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.organisation_event import PLACE_AND_NAME
from services.plans.domain.timeline import Period

_COLUMNS = """s.organisation_code, s.since, s.until, s.parent_code as parent, s.kind, s.name_zh, s.name_en,
    cast(s.attributes as text) as attributes"""


def _period(row: Any) -> Period:
    fields = {name: getattr(row, name) for name in PLACE_AND_NAME} | json.loads(row.attributes)
    return Period(row.since, row.until, fields)


async def periods_of(
    session: AsyncSession, codes: Collection[str], until: date | None = None
) -> dict[str, list[Period]]:
    """All states of the organisations, oldest first; with a day only those that were over by then."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.organisation_state s where s.organisation_code = any(:codes)
              and (cast(:until as date) is null or s.until <= cast(:until as date))
            order by s.organisation_code, s.since""",  # noqa: S608 - the columns are a constant of this module
        codes=sorted(codes),
        until=until,
    )
    return _gathered(found)


async def ever_above(session: AsyncSession, codes: Collection[str]) -> dict[str, list[Period]]:
    """All states of the organisations and of whoever stood above them at any time."""
    found = await run_sql(
        session,
        f"""with recursive met(code) as (
              select unnest(cast(:codes as text[]))
              union
              select s.parent_code from met join {{schema}}.organisation_state s on s.organisation_code = met.code
              where s.parent_code is not null)
            select {_COLUMNS} from {{schema}}.organisation_state s join met on met.code = s.organisation_code
            order by s.organisation_code, s.since""",  # noqa: S608 - as above
        codes=sorted(codes),
    )
    return _gathered(found)


async def school_codes_shared(session: AsyncSession, codes: Collection[str]) -> list[tuple[str, str, str]]:
    """Of each of the schools the school code that another bears on the same day while both exist, and that other."""
    found = await run_sql(
        session,
        """with bearing as (
             select organisation_code, school_code,
               greatest(since, coalesce(cast(attributes ->> 'opened_on' as date), '-infinity')) as since,
               least(until, coalesce(cast(attributes ->> 'closed_on' as date), 'infinity')) as until
             from {schema}.organisation_state
             where school_code in (select school_code from {schema}.organisation_state
                                   where organisation_code = any(:codes) and school_code is not null))
           select distinct a.organisation_code, a.school_code, b.organisation_code as other from bearing a
           join bearing b on b.school_code = a.school_code and b.organisation_code <> a.organisation_code
             and b.since < a.until and a.since < b.until and a.since < a.until and b.since < b.until
           where a.organisation_code = any(:codes) order by 1, 2, 3""",
        codes=sorted(codes),
    )
    return [(row.organisation_code, row.school_code, row.other) for row in found]


def _gathered(found: Any) -> dict[str, list[Period]]:
    known: dict[str, list[Period]] = {}
    for row in found:
        known.setdefault(row.organisation_code, []).append(_period(row))
    return known

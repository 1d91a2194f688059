"""Plans as they counted on a day, several at once."""

import json
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.stored_plan import Document, Revision, as_known, in_present_form


async def plans_naming(
    session: AsyncSession, names: Collection[str], areas: Collection[str], day: date
) -> dict[str, Revision]:
    """In their revisions of the day, by code: plans that lay something on one of `names`, and those for `areas`."""
    return await _revisions(
        session,
        """d.document ->> 'jurisdiction' = any(:areas)
           or exists (select from {schema}.plan_assignment a where a.plan_code = d.plan_code
             and a.revision = d.revision and a.organisation_code = any(:names))
           or exists (select from {schema}.plan_duty u where u.plan_code = d.plan_code
             and u.revision = d.revision and u.organisation_code = any(:names))""",
        day,
        names=sorted(names),
        areas=sorted(areas),
    )


async def plan_on(session: AsyncSession, code: str, day: date) -> Revision | None:
    """The newest revision published by the day."""
    return (await _revisions(session, "d.plan_code = :code", day, code=code)).get(code)


async def _revisions(session: AsyncSession, condition: str, day: date, **values: Any) -> dict[str, Revision]:
    found = await run_sql(
        session,
        f"""with d as (
              select distinct on (plan_code) plan_code, revision, published_on, document
              from {{schema}}.plan_revision where published_on <= :day order by plan_code, revision desc)
            select d.plan_code, d.revision, d.published_on, cast(d.document as text) as document,
              cast(n.document as text) as newest, e.status as ended
            from d join {{schema}}.plan p on p.code = d.plan_code
            join {{schema}}.plan_revision n on n.plan_code = p.code and n.revision = p.published
            left join {{schema}}.plan_ending e on e.plan_code = p.code and e.takes_effect_on <= :day
            where {condition} order by d.plan_code""",  # noqa: S608 - two constant conditions
        day=day,
        **values,
    )
    return {row.plan_code: Revision(row.revision, _known(row), row.published_on) for row in found}


def _known(row: Any) -> Document:
    document, newest = (in_present_form(json.loads(text, parse_float=Decimal)) for text in (row.document, row.newest))
    return as_known(document, newest, row.ended)

"""Revisions of plans as they counted on a day."""

import json
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.stored_plan import Document, Revision, as_known, in_present_form


async def revisions_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Revision]:
    """Of every published plan the newest revision published by the day, so that a later one does not reach back.

    Where all came later it is the first: a plan is often older than its entry here. What a person has confirmed about
    its date is knowledge, not law: it holds for every day, whatever revision says so.
    """
    found = await run_sql(
        session,
        """select distinct on (r.plan_code) r.plan_code, r.revision, r.published_on,
             cast(r.document as text) as document, cast(n.document as text) as newest, e.status as ended
           from {schema}.plan_revision r
           join {schema}.plan p on p.code = r.plan_code
           join {schema}.plan_revision n on n.plan_code = p.code and n.revision = p.published
           left join {schema}.plan_ending e on e.plan_code = p.code and e.takes_effect_on <= :day
           where r.plan_code = any(:codes)
           order by r.plan_code, (r.published_on <= :day) desc,
             case when r.published_on <= :day then -r.revision else r.revision end""",
        codes=sorted(codes),
        day=day,
    )
    return {row.plan_code: Revision(row.revision, _dated(row), row.published_on) for row in found}


def _dated(row: Any) -> Document:
    document, newest = (in_present_form(json.loads(text, parse_float=Decimal)) for text in (row.document, row.newest))
    return as_known(document, newest, row.ended)

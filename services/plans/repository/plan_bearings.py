"""What plans are on a day, without their documents."""

from collections.abc import Collection
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.bearing import Bearing, Marks, bearing_on
from services.plans.domain.words import DateCertainty, LegalStatus
from services.plans.repository.revision_on import REVISION_ON_OR_FIRST


async def bearings_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Bearing]:
    """Of every published plan; by the rules of `dated_revisions.revisions_on`, for lists that name many plans."""
    found = await run_sql(
        session,
        f"""select p.code,
             case when e.status is not null and r.document ->> 'legal_status' = 'in_force' then e.status
               else r.document ->> 'legal_status' end as legal_status,
             cast(case when n.confirmed then n.document else r.document end ->> 'in_force_from' as date)
               as in_force_from,
             coalesce(case when n.confirmed then 'confirmed' else r.document -> 'document' ->> 'date_certainty' end,
               'printed') as date_certainty
           from {{schema}}.plan p
           join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = {REVISION_ON_OR_FIRST}
           join lateral (select d.document, d.document -> 'document' ->> 'date_certainty' = 'confirmed' as confirmed
             from {{schema}}.plan_revision d where d.plan_code = p.code and d.revision = p.published) n on true
           left join {{schema}}.plan_ending e on e.plan_code = p.code and e.takes_effect_on <= :day
           where p.code = any(:codes)""",  # noqa: S608 - a constant of this package
        codes=sorted(codes),
        day=day,
    )
    return {
        row.code: bearing_on(
            Marks(LegalStatus(row.legal_status), row.in_force_from, DateCertainty(row.date_certainty)), day
        )
        for row in found
    }

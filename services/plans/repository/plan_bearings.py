"""What plans are on a day, without their documents."""

from collections.abc import Collection
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.bearing import Bearing, Marks, bearing_on
from services.plans.domain.words import DateCertainty, LegalStatus


async def bearings_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Bearing]:
    """Of every published plan; by the rules of `dated_revisions.revisions_on`, for lists that name many plans."""
    found = await run_sql(
        session,
        """select distinct on (r.plan_code) r.plan_code,
             case when e.status is not null and r.document ->> 'legal_status' = 'in_force' then e.status
               else r.document ->> 'legal_status' end as legal_status,
             cast(case when n.confirmed then n.document else r.document end ->> 'in_force_from' as date)
               as in_force_from,
             coalesce(case when n.confirmed then 'confirmed' else r.document -> 'document' ->> 'date_certainty' end,
               'printed') as date_certainty
           from {schema}.plan_revision r
           join {schema}.plan p on p.code = r.plan_code
           join lateral (select d.document, d.document -> 'document' ->> 'date_certainty' = 'confirmed' as confirmed
             from {schema}.plan_revision d where d.plan_code = p.code and d.revision = p.published) n on true
           left join {schema}.plan_ending e on e.plan_code = p.code and e.takes_effect_on <= :day
           where r.plan_code = any(:codes)
           order by r.plan_code, (r.published_on <= :day) desc,
             case when r.published_on <= :day then -r.revision else r.revision end""",
        codes=sorted(codes),
        day=day,
    )
    return {
        row.plan_code: bearing_on(
            Marks(LegalStatus(row.legal_status), row.in_force_from, DateCertainty(row.date_certainty)), day
        )
        for row in found
    }

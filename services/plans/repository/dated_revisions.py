"""Revisions of plans as they counted on a day. Nothing else asks for the revision of a day.

What is known by now holds for every day: a date that a person has confirmed, and how a plan had ended by the day.
Only `revision_on` gives what was published, to the letter.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.stored_plan import Revision, as_known
from services.plans.repository.plans import document_from
from services.plans.repository.revision_on import REVISION_ON, REVISION_ON_OR_FIRST


async def revision_on(session: AsyncSession, code: str, day: date) -> Revision | None:
    """The newest revision that was published by that day, as it was published."""
    found = await run_sql(
        session,
        f"""select r.revision, cast(r.document as text) as document, r.published_on from {{schema}}.plan p
            join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = {REVISION_ON}
            where p.code = :code""",  # noqa: S608 - a constant of this package
        code=code,
        day=day,
    )
    row = found.one_or_none()
    return Revision(row.revision, document_from(row.document), row.published_on) if row else None


async def plan_on(session: AsyncSession, code: str, day: date) -> Revision | None:
    """The plan in its newest revision published by the day."""
    return (await _known(session, REVISION_ON, "p.code = :code", day, code=code)).get(code)


async def revisions_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Revision]:
    """Of every published plan the newest revision published by the day, so that a later one does not reach back.

    Where all came later it is the first: a plan is often older than its entry here.
    """
    return await _known(session, REVISION_ON_OR_FIRST, "p.code = any(:codes)", day, codes=sorted(codes))


async def plans_naming(
    session: AsyncSession, names: Collection[str], areas: Collection[str], day: date
) -> dict[str, Revision]:
    """In their revisions of the day, by code: plans that lay something on one of `names`, and those for `areas`."""
    return await _known(
        session,
        REVISION_ON,
        """(r.document ->> 'jurisdiction' = any(:areas)
           or exists (select from {schema}.plan_assignment a where a.plan_code = r.plan_code
             and a.revision = r.revision and a.organisation_code = any(:names))
           or exists (select from {schema}.plan_duty u where u.plan_code = r.plan_code
             and u.revision = r.revision and u.organisation_code = any(:names)))""",
        day,
        names=sorted(names),
        areas=sorted(areas),
    )


async def _known(session: AsyncSession, revision: str, condition: str, day: date, **values: Any) -> dict[str, Revision]:
    found = await run_sql(
        session,
        f"""select p.code, r.revision, r.published_on, cast(r.document as text) as document,
              cast(n.document as text) as newest, e.status as ended
            from {{schema}}.plan p
            join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = {revision}
            join {{schema}}.plan_revision n on n.plan_code = p.code and n.revision = p.published
            left join {{schema}}.plan_ending e on e.plan_code = p.code and e.takes_effect_on <= :day
            where {condition} order by p.code""",  # noqa: S608 - constants of this package
        day=day,
        **values,
    )
    return {
        row.code: Revision(
            row.revision,
            as_known(document_from(row.document), document_from(row.newest), row.ended),
            row.published_on,
        )
        for row in found
    }

"""Plans and their revisions in the database. Documents come back with exact decimals."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.plans.domain.legal_standing import Ending
from services.plans.domain.stored_plan import Document, Revision, StoredPlan, in_present_form
from services.plans.models import Plan, PlanRevision
from services.plans.repository.plan_endings import ENDING, ending_of
from services.plans.repository.revision_on import REVISION_ON


@dataclass(frozen=True)
class Listed:
    """A line of the list of plans: the newest published revision, that of the day asked about, or else the draft."""

    code: str
    revision: int
    published_on: date | None
    document: Document
    ending: Ending | None


def document_from(text: str) -> Document:
    """A stored document with exact decimals, in the form of today."""
    found: Document = json.loads(text, parse_float=Decimal)
    return in_present_form(found)


async def hold_plans(session: AsyncSession, codes: Collection[str]) -> None:
    """Hold their rows until the transaction ends, in one order: two who need the same never wait in a circle."""
    await run_sql(
        session, "select from {schema}.plan where code = any(:codes) order by code for update", codes=sorted(codes)
    )


async def find_plan(session: AsyncSession, code: str, *, for_change: bool = False) -> StoredPlan | None:
    """The plan; with `for_change` its row is held until the transaction ends.

    It is held before it is read: whoever waits for it in one statement would join the row of now to revisions of then.
    """
    if for_change:
        await hold_plans(session, [code])
    found = await run_sql(
        session,
        f"""select p.jurisdiction_code, p.version, p.published, cast(p.draft as text) as draft,
              cast(r.document as text) as document, r.published_on, {ENDING}
            from {{schema}}.plan p
            left join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = p.published
            left join {{schema}}.plan_ending e on e.plan_code = p.code
            where p.code = :code""",  # noqa: S608 - a constant of this package
        code=code,
    )
    row = found.one_or_none()
    if row is None:
        return None
    newest = (
        Revision(row.published, document_from(row.document), row.published_on) if row.published is not None else None
    )
    draft = document_from(row.draft) if row.draft is not None else None
    return StoredPlan(code, row.jurisdiction_code, row.version, draft, newest, ending_of(row))


async def find_revision(session: AsyncSession, code: str, number: int) -> Revision | None:
    found = await run_sql(
        session,
        """select cast(document as text) as document, published_on from {schema}.plan_revision
           where plan_code = :code and revision = :number""",
        code=code,
        number=number,
    )
    row = found.one_or_none()
    return Revision(number, document_from(row.document), row.published_on) if row else None


async def insert_plan(session: AsyncSession, code: str, jurisdiction: str, draft: Mapping[str, Any]) -> None:
    """A new plan, version 1. When two are made at once, the later one is refused by the primary key."""
    session.add(Plan(code=code, jurisdiction_code=jurisdiction, version=1, draft=dict(draft)))
    await session.flush()


async def insert_published(session: AsyncSession, code: str, jurisdiction: str, revision: int) -> None:
    """A new plan without a draft, whose revisions come next. When two are made at once, the later one is refused."""
    session.add(Plan(code=code, jurisdiction_code=jurisdiction, version=1, published=revision))
    await session.flush()


async def add_revision(session: AsyncSession, revision: PlanRevision) -> None:
    session.add(revision)
    await session.flush()


async def update_draft(
    session: AsyncSession, code: str, jurisdiction: str, version: int, draft: Mapping[str, Any] | None
) -> None:
    """`draft` is plain JSON, or None when the document is again what was published last. Hold the row first."""
    await run_sql(
        session,
        """update {schema}.plan set jurisdiction_code = :jurisdiction, version = :version,
             draft = cast(cast(:draft as text) as jsonb) where code = :code""",
        code=code,
        jurisdiction=jurisdiction,
        version=version,
        draft=None if draft is None else json.dumps(draft, ensure_ascii=False),
    )


async def save_revision(session: AsyncSession, revision: PlanRevision, version: int) -> None:
    """Keep the revision and make it the plan's newest."""
    await add_revision(session, revision)
    await run_sql(
        session,
        "update {schema}.plan set published = :revision, draft = null, version = :version where code = :code",
        revision=revision.revision,
        version=version,
        code=revision.plan_code,
    )


async def list_plans(
    session: AsyncSession,
    *,
    drafts: Reach,
    jurisdiction: str | None,
    day: date | None = None,
    after: str,
    limit: int,
) -> list[Listed]:
    """In the order of their codes; a plan that was never published only within `drafts`.

    With a `day` those that were published by then, each in its revision of that day.
    """
    found = await run_sql(
        session,
        f"""select p.code, coalesce(r.revision, 1) as revision, r.published_on,
              cast(coalesce(r.document, p.draft) as text) as document, {ENDING}
            from {{schema}}.plan p
            join {{schema}}.organisation o on o.code = p.jurisdiction_code
            left join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = {REVISION_ON}
            left join {{schema}}.plan_ending e on e.plan_code = p.code
            where p.code > :after
              and (r.revision is not null
                or cast(:day as date) is null and (o.code = any(:codes) or o.path like any(:patterns)))
              and (cast(:jurisdiction as text) is null
                or coalesce(r.document, p.draft) ->> 'jurisdiction' = cast(:jurisdiction as text))
            order by p.code limit :limit""",  # noqa: S608 - constants of this package
        after=after,
        codes=list(drafts.codes),
        patterns=drafts.patterns,
        jurisdiction=jurisdiction,
        day=day,
        limit=limit,
    )
    return [
        Listed(row.code, row.revision, row.published_on, document_from(row.document), ending_of(row)) for row in found
    ]

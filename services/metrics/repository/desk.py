"""Reporting organisations, and the queue at the desk of each."""

import json
from collections.abc import Collection

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.indicator import Reporter


async def reporters_by_code(session: Session, codes: Collection[str]) -> dict[str, Reporter]:
    found = await run_sql(
        session,
        """select code, path, kind, cast(attributes as text) as attributes
           from {schema}.organisation where code = any(:codes)""",
        codes=sorted(codes),
    )
    return {row.code: Reporter(row.code, row.path, row.kind, json.loads(row.attributes)) for row in found}


async def queue_at_desks(session: Session, codes: Collection[str]) -> None:
    """Wait for every transaction that changes readings or reviews of these organisations; then hold their desks.

    All take the desks in the order of the codes, so that two bodies with the same schools cannot block one another.
    """
    await run_sql(
        session,
        """insert into {schema}.desk (organisation_code)
           select code from unnest(cast(:codes as text[])) as wanted (code)
           where not exists (select from {schema}.desk d where d.organisation_code = code)
           order by code on conflict do nothing""",
        codes=sorted(codes),
    )
    await run_sql(
        session,
        """select from {schema}.desk where organisation_code = any(:codes) order by organisation_code for update""",
        codes=sorted(codes),
    )

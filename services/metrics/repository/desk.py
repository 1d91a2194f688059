"""The queues in which changes to what organisations reported stand."""

from collections.abc import Collection, Iterable

import numpy as np

from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.columns import Places

QUEUES, NEIGHBOURS = 256, 64
_LOCK_SPACE = 5


async def numbers_of_organisations(session: Session, codes: Collection[str]) -> dict[str, int]:
    """Of those that exist."""
    found = await run_sql(
        session, "select code, number from {schema}.organisation where code = any(:codes)", codes=sorted(codes)
    )
    return {row.code: row.number for row in found}


async def queue_at_desks(session: Session, numbers: Iterable[int] | Places) -> None:
    """Wait for every transaction that changes readings or reviews of these organisations, then keep later ones waiting.

    Organisations share a queue by their numbers, which they keep for good: neighbours, which arrived together, stand in
    one, so that a county's body waits for few, and a nation's body holds all of the 256, not a lock a school. All take
    the queues in one order, so that two bodies with the same schools cannot block one another.
    """
    queues = np.unique(np.fromiter(numbers, np.int64) // NEIGHBOURS % QUEUES)
    await fetch(
        session,
        """select pg_advisory_xact_lock($1::integer, queue)
           from (select unnest($2::integer[]) as queue order by queue) as wanted""",
        _LOCK_SPACE,
        queues.tolist(),
    )

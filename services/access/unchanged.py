"""Whether a list can be other than it was, told without making it: an answer 304 that costs next to nothing.

What a service shows changes with its own feed, its copy of organisations, and the grants of who asks. If some change
has no version yet, nothing is told, and the list is made.
"""

import hashlib

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from services.access.caller import Caller
from services.access.copies import ORGANISATIONS_MOVED
from services.kernel.database import run_sql


async def state_tag(session: AsyncSession, request: Request, caller: Caller) -> str | None:
    """A weak tag of all that the answer to this request can depend on; None while a change waits for its version.

    Ask before anything is read: what is read later can only be newer than the tag says.
    """
    found = await run_sql(
        session,
        """select h.version, (select c.version from {schema}.feed_cursor c where c.feed = :feed) as moved,
             exists (select from {schema}.change where version is null) as waits from {schema}.feed_head h""",
        feed=ORGANISATIONS_MOVED,
    )
    row = found.one_or_none()
    if row is None or row.waits:
        return None
    said = (row.version, row.moved, caller.id, caller.grants, request.url.path, request.url.query)
    accept = request.headers.get("accept", "")
    return f'W/"{hashlib.sha256(repr((*said, accept)).encode()).hexdigest()[:24]}"'


def not_modified(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Vary": "Authorization, Accept-Language, Accept"})

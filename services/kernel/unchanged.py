"""Answers that change with nothing but what a process was told: told to be unchanged, or given again, without making
them.

Marked are endpoints whose answer depends on the process's own feed, on what its counters count (`moves`), on the
request and on what the caller may see, and on nothing else: not on the hour, and on no other process.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

MOST_BYTES = 16 * 2**20
MOST_OF_ONE = 2**20
VARY = "Authorization, Accept-Language, Accept"
_STATE = """select h.version, exists (select from {schema}.change where version is null) as waits, c.feeds, c.versions
    from {schema}.feed_head h,
      (select array_agg(feed order by feed) as feeds, array_agg(version order by feed) as versions
       from {schema}.feed_cursor) c"""
_Function = TypeVar("_Function", bound=Callable[..., Any])


def changes_with_the_feed(endpoint: _Function) -> _Function:
    """Marks an endpoint; it finds the counters in `Moved`, read before anything else."""
    endpoint.changes_with_the_feed = True  # type: ignore[attr-defined]
    return endpoint


def is_marked(endpoint: Callable[..., Any]) -> bool:
    return getattr(endpoint, "changes_with_the_feed", False)


@dataclass(frozen=True)
class State:
    """What a process was told so far; `version` is None while a change waits for its own, and nothing can be told."""

    version: int | None
    moved: Mapping[str, int]

    def tag(self, request: Request, sees: Hashable) -> str | None:
        """A weak tag of all that the answer to this request can depend on. Ask before anything is read: what is read
        later can only be newer than the tag says."""
        if self.version is None:
            return None
        headers = (request.headers.get("accept", ""), request.headers.get("accept-language", ""))
        line = (request.scope["path"], request.scope["query_string"])
        said = (self.version, sorted(self.moved.items()), sees, *line, *headers)
        return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


async def state_of(driver: Any, schema: str) -> State:
    """`driver`: a connection of the process, in a transaction or not."""
    row = await driver.fetchrow(_STATE.replace("{schema}", schema))
    return State(
        None if row["waits"] else row["version"], dict(zip(row["feeds"] or (), row["versions"] or (), strict=True))
    )


def not_modified(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Vary": VARY})


class KeptAnswers:
    """The newest, by their tags; those that nobody asked for the longest go first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Response] = OrderedDict()
        self._bytes = 0

    def find(self, tag: str) -> Response | None:
        kept = self._answers.get(tag)
        if kept is None:
            return None
        self._answers.move_to_end(tag)
        again = Response(status_code=kept.status_code)
        again.body, again.raw_headers = kept.body, list(kept.raw_headers)
        return again

    def keep(self, tag: str, answer: Response) -> None:
        """Only what was made whole; a stream is gone when it was sent."""
        body = getattr(answer, "body", None)
        if answer.status_code != 200 or not body or len(body) > MOST_OF_ONE or tag in self._answers:
            return
        self._answers[tag] = answer
        self._bytes += len(body)
        while self._bytes > MOST_BYTES:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= len(oldest.body)

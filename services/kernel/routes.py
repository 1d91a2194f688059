"""One request, one transaction, committed before the answer leaves.

On current FastAPI a `yield` dependency of the default scope ends after the response was sent; a failing commit was
then seen as 201. So the transaction is not a dependency: the route itself opens it around the endpoint, asks the
gatekeeper first (a stranger learns nothing from a body check), and commits when the answer is ready but not sent.
"""

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping, Set
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Query, Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from services.kernel import answers, strict_json
from services.kernel.database import Database, give_back
from services.kernel.errors import BodyInvalid, BodyTooLarge, BodyTooSlow, Fault, MediaTypeUnknown
from services.kernel.feed import Feed, has_published
from services.kernel.unchanged import KeptAnswers, is_marked, not_modified, state_of

WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
RECEIVE_SECONDS = 60.0
ANONYMOUS = "anonymous"
Endpoint = Callable[[Request], Awaitable[Response]]
JSON = frozenset({"application/json"})
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Gatekeeper(Protocol):
    """Decides who may call an operation; kept outside the kernel, which knows no roles."""

    async def admit(self, request: Request, session: AsyncSession, operation: str) -> str:
        """Let the caller in and return the principal's id, or raise a refusal."""

    def sees(self, request: Request) -> Hashable:
        """What decides what the caller who was let in may see."""

    def settle(self, request: Request) -> None:
        """Called before the commit: fail loudly when a needed check was forgotten."""


class Ground:
    """What every route of a process stands on; kept at `app.state.ground`."""

    def __init__(self, database: Database, feed: Feed, gatekeeper: Gatekeeper) -> None:
        self.database, self.feed, self.gatekeeper = database, feed, gatekeeper
        self.kept = KeptAnswers()


def _ground(request: Request) -> Ground:
    ground: Ground = request.app.state.ground
    return ground


async def _session(request: Request) -> AsyncSession:
    session: AsyncSession = request.state.session
    return session


async def _moved(request: Request) -> Mapping[str, int]:
    moved: Mapping[str, int] = request.state.moved
    return moved


async def _feed(request: Request) -> Feed:
    return _ground(request).feed


async def _dry_run(
    request: Request,
    dry_run: Annotated[bool, Query(description="run everything, then roll back · 试运行，不保存")] = False,
) -> bool:
    request.state.dry_run = dry_run
    return dry_run


# Coroutines, though they wait for nothing: FastAPI would run plain functions in threads, each for longer than it takes.
Session = Annotated[AsyncSession, Depends(_session)]
DryRun = Annotated[bool, Depends(_dry_run)]
FeedOf = Annotated[Feed, Depends(_feed)]
Moved = Annotated[Mapping[str, int], Depends(_moved)]
"""Only for endpoints that are marked by `changes_with_the_feed`."""


def takes(*media_types: str) -> Callable[[_Function], _Function]:
    """Marks an endpoint that reads bodies of these types instead of JSON, and reads them itself, as they came."""

    def mark(endpoint: _Function) -> _Function:
        endpoint.taken_media_types = frozenset(media_types)  # type: ignore[attr-defined]
        return endpoint

    return mark


def media_type_of(request: Request) -> str:
    """The content type without its parameters."""
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


class OneTransaction(APIRoute):
    """The route class of every operation of Dudao."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()
        flat = get_flat_params(self.dependant)
        known = {field.alias for field in flat if isinstance(field.field_info, params.Query)}
        operation = self.operation_id or self.name
        taken = getattr(self.endpoint, "taken_media_types", JSON)
        run = _unless_unchanged if is_marked(self.endpoint) else _run

        async def handle(request: Request) -> Response:
            ground = _ground(request)
            async with ground.database.transaction() as session:
                request.state.session, request.state.dry_run = session, False
                request.state.vary = ()  # the request headers by which the answer differs, beside the usual ones
                principal = await ground.gatekeeper.admit(request, session, operation)
                _refuse_unknown_parameters(request, known)
                if request.method in WITH_BODY:
                    await give_back(session)  # a slow sender must not hold a connection while its body arrives
                    await _read_body(request, taken)
                response = await run(request, session, principal, inner)
                published = has_published(session)
            if published and not request.state.dry_run:
                ground.feed.wake()
            return _conditional(request, response)

        return handle


async def _run(request: Request, session: AsyncSession, principal: str, inner: Endpoint) -> Response:
    ground, key = _ground(request), answers.key_of(request)
    if principal == ANONYMOUS:
        key = None  # strangers have no keys: one's could meet another's, and forms carry passwords
    print_ = b""
    if key is not None:
        print_ = await answers.fingerprint(request)
        kept = await answers.recall(session, principal, key, print_)
        if kept is not None:
            return kept
    response = await inner(request)
    if response.status_code >= 400 or request.state.dry_run:
        return response
    ground.gatekeeper.settle(request)
    if key is not None and answers.may_be_kept(response):
        await answers.keep(session, principal, key, print_, response)
    await session.commit()
    return response


async def _unless_unchanged(request: Request, session: AsyncSession, principal: str, inner: Endpoint) -> Response:
    """What was asked before and cannot be other than it was is not made again: its parameters were judged then."""
    ground = _ground(request)
    async with ground.database.aside() as driver:
        state = await state_of(driver, ground.database.schema)
    tag = state.tag(request, ground.gatekeeper.sees(request))
    if tag is not None:
        if tag in request.headers.get("if-none-match", ""):
            return not_modified(tag)
        kept = ground.kept.find(tag)
        if kept is not None:
            return kept
    request.state.moved = state.moved
    response = await _run(request, session, principal, inner)
    if tag is not None and response.status_code == 200:
        response.headers["ETag"] = tag
        ground.kept.keep(tag, response)
    return response


def refuse_parameters(request: Request) -> None:
    """A dependency of routes outside the transaction: they take no parameters at all."""
    _refuse_unknown_parameters(request, set())


def _refuse_unknown_parameters(request: Request, known: set[str]) -> None:
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        expected = "one of " + ", ".join(sorted(known)) if known else "no parameters"
        raise BodyInvalid(faults=[Fault("unknown_parameter", f"?{name}", expected) for name in unknown])


async def _read_body(request: Request, taken: Set[str]) -> None:
    """Read a JSON body strictly before FastAPI would read it leniently; it then finds the value cached."""
    body = await _body_within(request, request.app.state.body_limit)
    if not body:
        return
    media_type = media_type_of(request)
    if media_type == "application/x-www-form-urlencoded" and taken is JSON:
        return
    if media_type not in taken:
        raise MediaTypeUnknown("send Content-Type: " + " or ".join(sorted(taken)))
    if taken is not JSON:
        return
    request._json = strict_json.loads(body)  # noqa: SLF001 - Starlette offers no other way to hand over a parsed body


async def _body_within(request: Request, limit: int) -> bytes:
    """The body, never holding more than the limit; Starlette caches it under the same name."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit:
        raise BodyTooLarge(f"at most {limit} bytes are taken at once")
    held = io.BytesIO()  # gives out what it holds without another copy
    try:
        async with asyncio.timeout(RECEIVE_SECONDS):
            async for chunk in request.stream():
                held.write(chunk)
                if held.tell() > limit:
                    raise BodyTooLarge(f"at most {limit} bytes are taken at once")
    except TimeoutError as error:
        raise BodyTooSlow() from error
    request._body = held.getvalue()  # noqa: SLF001
    return request._body  # noqa: SLF001


def _conditional(request: Request, response: Response) -> Response:
    """Give a plain GET answer a weak tag over its bytes, and answer 304 to who has it already."""
    body = getattr(response, "body", None)
    if request.method != "GET" or response.status_code != 200 or not body:
        return response
    if "etag" not in response.headers:
        response.headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    tag = response.headers["ETag"]
    response.headers["Vary"] = ", ".join(("Authorization", "Accept-Language", *request.state.vary))
    response.headers.setdefault("Cache-Control", "private, no-cache")
    asked = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    if tag in asked:
        return Response(status_code=304, headers={"ETag": tag, "Vary": response.headers["Vary"]})
    return response

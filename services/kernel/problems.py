"""RFC 9457 problem documents: one shape for every refusal, framework-made errors included."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from services.kernel import errors
from services.kernel.errors import Fault, Refusal
from services.kernel.faults import FAULTS_SHOWN, fault_of, parts_sent, pointer_of

MEDIA_TYPE = "application/problem+json"
_BY_STATUS: dict[int, type[Refusal]] = {
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.BodyTooLarge,
    415: errors.MediaTypeUnknown,
    503: errors.Unavailable,
}


def prefers_chinese(accept_language: str) -> bool:
    """Whether the first language a client names is Chinese."""
    return accept_language.strip().lower().startswith("zh")


def problem_body(scope: Scope, refusal: Refusal) -> dict[str, Any]:
    chinese = prefers_chinese(Headers(scope=scope).get("accept-language", ""))
    title = refusal.title_zh if chinese else refusal.title_en
    return {
        "type": f"/docs/errors#{refusal.code}",
        "title": title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail or title,
        "action_owner": refusal.action_owner.value,
        "errors": [fault.as_json() for fault in refusal.faults],
        "request_id": scope.get("state", {}).get("request_id"),
        **refusal.extra,
    }


def plain_problem(refusal: Refusal) -> dict[str, Any]:
    """For an answer that is kept, not sent: it names no request."""
    body = problem_body({"type": "http", "headers": []}, refusal)
    return {name: value for name, value in body.items() if name != "request_id"}


def problem_response(scope: Scope, refusal: Refusal) -> Response:
    body = json.dumps(problem_body(scope, refusal), ensure_ascii=False).encode()
    headers = dict(refusal.headers)
    if refusal.status == 401:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="dudao"')
    if refusal.status == 503:
        headers.setdefault("Retry-After", "1")
    return Response(body, status_code=refusal.status, media_type=MEDIA_TYPE, headers=headers)


def _pointer(location: tuple[Any, ...], body: Any) -> str:
    """A JSON pointer into the body, or `?name` for a parameter."""
    if location and location[0] in ("query", "path", "header"):
        return "?" + ".".join(str(part) for part in location[1:])
    return pointer_of(parts_sent(location[1:], body) if location and location[0] == "body" else location)


def faults_of(error: RequestValidationError) -> list[Fault]:
    """The faults, at most a hundred."""
    return [fault_of(item, _pointer(tuple(item["loc"]), error.body)) for item in error.errors()[:FAULTS_SHOWN]]


def _from_http(error: HTTPException) -> Refusal:
    cls = _BY_STATUS.get(error.status_code)
    headers = dict(error.headers or {})
    if cls is not None:
        return cls(headers=headers)
    refusal = errors.JsonInvalid if error.status_code == 400 else errors.InternalFault
    return refusal(str(error.detail), headers=headers)


def from_database(error: DBAPIError) -> Refusal:
    """What a refusal of PostgreSQL means to a client; the last resort behind typed fields."""
    state = str(getattr(error.orig, "sqlstate", "") or "")
    if state.startswith("22"):
        return errors.ValueOutOfRange()
    if state in ("40001", "40P01", "55P03"):
        return errors.Unavailable("another change is under way; try again")
    if state.startswith("23"):
        return errors.Conflict("another change came first; read the present state and try again")
    if isinstance(error, InterfaceError) or state[:2] in ("08", "53", "57", "25") or not state:
        return errors.Unavailable("the database does not answer")
    raise error


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal, expected or made by the framework, in the one shape."""

    def answer(request: Request, refusal: Refusal) -> Response:
        return problem_response(request.scope, refusal)

    def handler(make: Callable[[Any], Refusal]) -> Callable[[Request, Exception], Response]:
        return lambda request, error: answer(request, make(error))

    def from_validation(error: RequestValidationError) -> Refusal:
        return errors.BodyInvalid(faults=faults_of(error))

    app.add_exception_handler(Refusal, handler(lambda error: error))
    app.add_exception_handler(HTTPException, handler(_from_http))
    app.add_exception_handler(RequestValidationError, handler(from_validation))
    app.add_exception_handler(DBAPIError, handler(from_database))
    app.add_exception_handler(PoolTimeout, handler(lambda _: errors.Unavailable("too much at once; try again")))
    app.add_exception_handler(OSError, handler(lambda _: errors.Unavailable()))

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

MEDIA_TYPE = "application/problem+json"
FAULTS_SHOWN = 100
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
    parts = _sent(location[1:], body) if location and location[0] == "body" else location
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _sent(location: tuple[Any, ...], body: Any) -> list[Any]:
    """The parts that the sender knows: Pydantic puts the name of the kind it tried between them."""
    parts: list[Any] = []
    for number, part in enumerate(location, start=1):
        if isinstance(body, dict) and part not in body and number < len(location):
            continue
        parts.append(part)
        if isinstance(body, dict):
            body = body.get(part)
        elif isinstance(body, list) and isinstance(part, int) and part < len(body):
            body = body[part]
    return parts


def _given(value: Any) -> str | None:
    """What the sender gave, when it is short and plain; never a whole object, never half a surrogate pair."""
    if isinstance(value, bool | int | float | str) or value is None:
        text = json.dumps(value, ensure_ascii=True) if not isinstance(value, str) else value
        return text.encode("utf-8", "replace").decode()[:80]
    return None


def faults_of(error: RequestValidationError) -> list[Fault]:
    """The faults, at most a hundred: the thousandth equal one helps nobody."""
    return [
        Fault(
            code=str(item["type"]),
            pointer=_pointer(tuple(item["loc"]), error.body),
            expected=str(item["msg"]).removeprefix("Value error, "),
            given=None if item["type"] == "missing" else _given(item.get("input")),
        )
        for item in error.errors()[:FAULTS_SHOWN]
    ]


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

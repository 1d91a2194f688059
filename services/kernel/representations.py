"""One thing in several media types: which of them the caller takes, and answers that are files."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import Request
from starlette.responses import Response

from services.kernel.errors import NotAcceptable

JSON = "application/json"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = "text/calendar"
_TEXT = {"schema": {"type": "string"}}
_BYTES = {"schema": {"type": "string", "format": "binary"}}


def chosen(accept: str, offered: Sequence[str]) -> str:
    """The offered type that `accept` likes best, the earlier one among equals; without a wish the first.

    Of several ranges that fit a type the most exact one speaks for it, as RFC 9110 says.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    liking = {media: _liking(media, ranges) for media in offered}
    best = max(offered, key=lambda media: liking[media])
    if liking[best] <= 0:
        raise NotAcceptable(f"this address answers in {', '.join(offered)}", extra={"offered": list(offered)})
    return best


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (each.strip().lower() for each in part.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return media, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return media, 0.0


def _liking(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    for wanted in (media, media.partition("/")[0] + "/*", "*/*"):
        weights = [weight for name, weight in ranges if name == wanted]
        if weights:
            return max(weights)
    return 0.0


def negotiated(*offered: str) -> Callable[[Request], str]:
    """A dependency: the type to answer in. The answer then says that it varies with `Accept`."""

    def choose(request: Request) -> str:
        request.state.vary = ("Accept",)
        return chosen(",".join(request.headers.getlist("accept")), offered)

    return choose


def documented(*offered: str) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of the types beside JSON."""
    content = {media: _BYTES if media == XLSX else _TEXT for media in offered if media != JSON}
    return {200: {"content": content}}


def file_answer(body: bytes, media: str, name: str) -> Response:
    """`name` is ASCII without quotation marks: a code of ours and an ending."""
    kind = media if media == XLSX else f"{media}; charset=utf-8"
    return Response(body, headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'})

"""Lines of JSON, a reading a line."""

import re
from collections.abc import Iterator
from itertools import islice

from services.kernel.errors import BodyInvalid, Fault, JsonInvalid
from services.kernel.strict_json import loads
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.gathering import Gathered
from services.metrics.bodies.json_guard import refuse_too_many_values
from services.metrics.bodies.json_rows import Doubt, add_piece, refuse_long
from services.metrics.bodies.json_strict import Rows

_PIECE = 1 << 17
_SAID = re.compile(rb"[^ \t\r\n]")


def read(body: bytes, bounds: Bounds) -> Delivered:
    """A body of lines; empty lines count for nothing but the numbers of the others."""
    try:
        gathered = _fast(body, bounds)
    except Doubt:
        gathered = _strict(body, bounds)
    return Delivered(gathered.columns(), lambda row: f"line {_line_of(body, row)}")


def _fast(body: bytes, bounds: Bounds) -> Gathered:
    gathered = Gathered()
    for piece in _pieces(body):
        add_piece(gathered, piece, as_lines=True)
        if gathered.count > bounds.most_readings:
            raise Doubt
    if not gathered.count:
        raise Doubt
    refuse_long(gathered)
    return gathered


def _pieces(body: bytes) -> Iterator[bytes]:
    """Whole lines: no string of JSON holds a line break."""
    start = 0
    while start < len(body):
        end = body.find(b"\n", start + _PIECE)
        end = len(body) if end < 0 else end + 1
        yield body[start:end]
        start = end


def _strict(body: bytes, bounds: Bounds) -> Gathered:
    refuse_too_many_values(body, bounds.most_readings)
    rows = Rows(bounds.most_readings, under=())
    for number, line in _lines(body):
        try:
            rows.add(loads(line))
        except JsonInvalid as refusal:
            raise JsonInvalid(f"line {number}: {refusal.detail}") from refusal
    rows.settle()
    if rows.faults:
        raise BodyInvalid(faults=rows.faults)
    if not rows.seen:
        raise BodyInvalid(faults=[Fault("too_short", "", "at least one line with a reading")])
    return rows.gathered


def _lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines that say something, with their numbers from 1; a million empty ones cost one step."""
    start, number = 0, 1
    while (said := _SAID.search(body, start)) is not None:
        number += body.count(b"\n", start, said.start())
        end = body.find(b"\n", said.start())
        end = len(body) if end < 0 else end
        yield number, body[body.rfind(b"\n", 0, said.start()) + 1 : end]
        start = end


def _line_of(body: bytes, row: int) -> int:
    number, _ = next(islice(_lines(body), row, None))
    return number

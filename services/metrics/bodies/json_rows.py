"""JSON rows, fast: pieces of half a megabyte decoded into structs, so that a long body is never held as objects.

A piece is cut where a row seems to end. Cut inside a string or an inner object it is not JSON, so a wrong cut cannot
go unseen. Whatever is in doubt goes to the strict reader as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from services.kernel.errors import Refusal
from services.kernel.strict_json import loads
from services.metrics.bodies import json_strict
from services.metrics.bodies.delivered import Bounds, Delivered, Head
from services.metrics.bodies.exact import number_of
from services.metrics.bodies.gathering import Gathered
from services.metrics.bodies.json_guard import colons, has_doubtful_escape, may_be_inexact

_PIECE = 1 << 19
_ARRAY = re.compile(rb'"readings"[ \t\n\r]*:[ \t\n\r]*\[[ \t\n\r]*(?=\{)')
_BETWEEN = re.compile(rb"\}[ \t\n\r]*,[ \t\n\r]*(?=\{)")
_END = re.compile(rb"\}[ \t\n\r]*\]")
LONGEST = {"organisation": 200, "indicator": 200, "period": 40}
LONGEST_REASON, LONGEST_EVIDENCE = 2_000, 10_000
_UNSET = msgspec.UNSET
_Remark = str | None | msgspec.UnsetType


class Doubt(Exception):  # noqa: N818 - not an error: the strict reader is asked
    """The fast reading cannot vouch for a body."""


class Row(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A reading as msgspec decodes it; what was not sent is told from null, for the keys are counted."""

    organisation: str
    indicator: str
    period: str
    value: int | float | str | bool | None
    unknown_reason: _Remark = _UNSET
    evidence: _Remark = _UNSET


class _Loose(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The same, whose value has no declared type: only then msgspec hands out the text of a float."""

    organisation: str
    indicator: str
    period: str
    value: object
    unknown_reason: _Remark = _UNSET
    evidence: _Remark = _UNSET


_DECODER = msgspec.json.Decoder(list[Row])
_LINES = msgspec.json.Decoder(list[list[Row]])
_EXACT = msgspec.json.Decoder(list[_Loose], float_hook=number_of)
_EXACT_LINES = msgspec.json.Decoder(list[list[_Loose]], float_hook=number_of)


def read(body: bytes, bounds: Bounds) -> Delivered:
    """A body of rows. JSON is strict: whatever the fast reading cannot vouch for is read again, slowly."""
    try:
        head, gathered = _fast(body, bounds)
    except Doubt:
        head, gathered = json_strict.read_rows(body, bounds)
    return Delivered(gathered.columns(), lambda row: f"/readings/{row}", head)


def _fast(body: bytes, bounds: Bounds) -> tuple[Head, Gathered]:
    array = _ARRAY.search(body)
    if array is None:
        raise Doubt
    gathered, end = Gathered(), array.end()
    for start, end in _pieces(body, array.end()):
        add_piece(gathered, b"[" + body[start:end] + b"]")
        if gathered.count > bounds.most_readings:
            raise Doubt
    closing = _END.match(body, end - 1)
    if closing is None:
        raise Doubt
    return _head(body[: array.end()] + b"]" + body[closing.end() :]), gathered


def _pieces(body: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where the rows of a piece begin and end, from the first brace on."""
    while True:
        between = _BETWEEN.search(body, start + _PIECE)
        if between is None:
            break
        yield start, between.start() + 1
        start = between.end()
    closing = _END.search(body, start)
    if closing is None:
        raise Doubt
    yield start, closing.start() + 1


def _head(rest: bytes) -> Head:
    """What stands around the rows, by the strict reader: with an empty array in their place."""
    try:
        given = loads(rest)
        if isinstance(given, dict) and given.get("readings") == []:  # it is the one that was cut out
            return json_strict.head_of(given, "readings")
    except Refusal as refusal:
        raise Doubt from refusal
    raise Doubt


def add_piece(gathered: Gathered, piece: bytes, *, as_lines: bool = False) -> None:
    """A piece of whole rows, as a JSON array or a line each, or `Doubt`."""
    if has_doubtful_escape(piece):
        raise Doubt
    exact = may_be_inexact(piece)
    try:
        rows = _of_lines(piece, exact=exact) if as_lines else (_EXACT if exact else _DECODER).decode(piece)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Doubt from error
    if rows:
        add_rows(gathered, rows, colons(piece))


def _of_lines(piece: bytes, *, exact: bool) -> Sequence[Row | _Loose]:
    """A line break becomes the border of two arrays: a row of two lines is no JSON then, two of a line are counted."""
    text = piece.rstrip(b"\n")
    found = (_EXACT_LINES if exact else _LINES).decode(b"[[" + text.replace(b"\n", b"],[") + b"]]")
    if len(found) != text.count(b"\n") + 1 or any(len(line) > 1 for line in found):
        raise Doubt
    return [row for line in found for row in line]


def add_rows(gathered: Gathered, rows: Sequence[Row | _Loose], colons_sent: int) -> None:
    """Rows that were decoded, if there are no more colons than keys and texts account for: then no key stood twice."""
    keys = ([row.organisation for row in rows], [row.indicator for row in rows], [row.period for row in rows])
    values = [row.value for row in rows]
    remarks: list[dict[int, str | None]] = []
    if colons_sent != 4 * len(rows):  # with as many, no row says more
        remarks = [
            {place: remark for place, remark in enumerate(column) if remark is not _UNSET}
            for column in ([row.unknown_reason for row in rows], [row.evidence for row in rows])
        ]
    fields = 4 * len(rows) + sum(map(len, remarks))
    if colons_sent != fields:
        columns: list[Iterable[object]] = [*keys, values, *(each.values() for each in remarks)]
        texts = (text for column in columns for text in column if isinstance(text, str))
        if colons_sent != fields + sum(text.count(":") for text in texts):
            raise Doubt
    first = gathered.count
    _refuse_long(keys)
    if not {list, dict}.isdisjoint(map(type, values)):
        raise Doubt
    gathered.add(keys, values)
    if remarks:
        _add_remarks(gathered, first, remarks)


def _refuse_long(keys: tuple[Sequence[str], ...]) -> None:
    for codes, longest in zip(keys, LONGEST.values(), strict=True):
        if max(map(len, codes)) > longest:
            raise Doubt


def _add_remarks(gathered: Gathered, first: int, remarks: Sequence[dict[int, str | None]]) -> None:
    reasons, evidence = remarks
    for place, reason in reasons.items():
        if reason is not None:
            if len(reason) > LONGEST_REASON:
                raise Doubt
            gathered.unknown_reasons[first + place] = reason
    for place, document in evidence.items():
        if document is not None:
            named = document.strip()
            if not named or len(document) > LONGEST_EVIDENCE:
                raise Doubt
            gathered.evidence[first + place] = named

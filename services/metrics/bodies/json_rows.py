"""JSON rows, fast: pieces of a hundred kilobytes decoded into structs, so that a long body is never held as objects.

A piece is cut where a row seems to end. Cut inside a string or an inner object it is not JSON, so a wrong cut cannot
go unseen. Whatever is in doubt goes to the strict reader as a whole.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from services.kernel.errors import Refusal
from services.kernel.strict_json import loads
from services.metrics.bodies import json_strict
from services.metrics.bodies.delivered import Bounds, Delivered, Head
from services.metrics.bodies.exact import number_of
from services.metrics.bodies.gathering import Gathered
from services.metrics.bodies.json_guard import colons, has_doubtful_escape, may_be_inexact

_PIECE, _LARGEST_HEAD = 1 << 17, 1 << 21
_ARRAY = re.compile(rb'"readings"[ \t\n\r]*:[ \t\n\r]*\[[ \t\n\r]*(?=\{)')
_BETWEEN = re.compile(rb"\}[ \t\n\r]*,[ \t\n\r]*(?=\{)")
_END = re.compile(rb"\}[ \t\n\r]*\]")
LONGEST = {"organisation": 200, "indicator": 200, "period": 40}
LONGEST_REASON, LONGEST_EVIDENCE, LONGEST_UNIT = 2_000, 10_000, 40
_KEYS_OF_ALL = 4
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
    unit: _Remark = _UNSET


class _Loose(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The same, whose value has no declared type: only then msgspec hands out the text of a float."""

    organisation: str
    indicator: str
    period: str
    value: object
    unknown_reason: _Remark = _UNSET
    evidence: _Remark = _UNSET
    unit: _Remark = _UNSET


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
    refuse_long(gathered)
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
    if len(rest) > _LARGEST_HEAD:
        raise Doubt
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
    if exact and any(isinstance(row.value, list | dict) for row in rows):
        raise Doubt
    if rows:
        _add_rows(gathered, rows, colons(piece))


def refuse_long(gathered: Gathered) -> None:
    """`Doubt` where a code is longer than any may be."""
    if any(found > longest for found, longest in zip(gathered.longest(), LONGEST.values(), strict=True)):
        raise Doubt


def _of_lines(piece: bytes, *, exact: bool) -> Sequence[Row | _Loose]:
    """A line break becomes the border of two arrays: a row of two lines is no JSON then, two of a line are counted."""
    text = piece.rstrip(b"\n")
    found = (_EXACT_LINES if exact else _LINES).decode(b"[[" + text.replace(b"\n", b"],[") + b"]]")
    if len(found) != text.count(b"\n") + 1 or any(len(line) > 1 for line in found):
        raise Doubt
    return [row for line in found for row in line]


def _add_rows(gathered: Gathered, rows: Sequence[Row | _Loose], colons_sent: int) -> None:
    """Rows that were decoded, if there are no more colons than keys and texts account for: then no key stood twice.

    A row has four keys and a colon behind each; where there are no more, no row has a remark, either.
    """
    keys = ([row.organisation for row in rows], [row.indicator for row in rows], [row.period for row in rows])
    values = [row.value for row in rows]
    if colons_sent == _KEYS_OF_ALL * len(rows):
        gathered.add(keys, values)
        return
    remarks = ([row.unknown_reason for row in rows], [row.evidence for row in rows], [row.unit for row in rows])
    texts = (text for column in (*keys, values, *remarks) for text in column if isinstance(text, str))
    sent = sum(remark is not _UNSET for column in remarks for remark in column)
    extra = colons_sent - _KEYS_OF_ALL * len(rows) - sent
    if extra and extra != sum(text.count(":") for text in texts):
        raise Doubt
    reasons, evidence, units = remarks
    first = gathered.count
    gathered.add(keys, values, _units(units))
    _add_remarks(gathered, first, reasons, evidence)


def _units(units: Sequence[_Remark]) -> list[str] | None:
    """An empty text where a row names none, nothing where none does."""
    named = [unit if isinstance(unit, str) else "" for unit in units]
    longest = max(map(len, named))
    if longest > LONGEST_UNIT:
        raise Doubt
    return named if longest else None


def _add_remarks(gathered: Gathered, first: int, reasons: Sequence[_Remark], evidence: Sequence[_Remark]) -> None:
    for place, reason in enumerate(reasons, start=first):
        if isinstance(reason, str):
            if len(reason) > LONGEST_REASON:
                raise Doubt
            gathered.unknown_reasons[place] = reason
    for place, document in enumerate(evidence, start=first):
        if isinstance(document, str):
            named = document.strip()
            if not named or len(document) > LONGEST_EVIDENCE:
                raise Doubt
            gathered.evidence[place] = named

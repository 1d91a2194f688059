"""Damaged bodies of every form, by lots: each is read or refused, and nothing else ever happens.

`DUDAO_FUZZ` multiplies the number of bodies.
"""

import gzip
import io
import json
import os
import random
import zipfile

import pytest

from services.kernel.errors import Refusal
from services.metrics.bodies.body import read_body
from services.metrics.domain.texts import typed
from tests.metrics.bodies.written import FEW, LONG, WIDE
from tests.metrics.judged import GROUND, YEAR

BODIES = 300 * int(os.environ.get("DUDAO_FUZZ", "1"))
FORMS = {**LONG, **WIDE}
SPLICES = [
    *(b"NaN", b"1e999", b"-Infinity", b"1" * 400, b"[" * 2000, b'{"a":' * 2000, b'"'),
    *(b"\\u0000", b"\\ud800", b"\0", b"\xff\xfe"),
    *(b"=1+1", b"?", b"\n" * 50, b"," * 3000, b"\xef\xbb\xbf", b"\x80", b"\xff" * 16, b"\0" * 16, b"\x7f\xff\xff\xff"),
    *(b"PK\x05\x06", b"PAR1", b"ARROW1\0\0", b"<c", b"</row>", b'r="ZZZ9"', b"<!DOCTYPE x>", b"&#0;", b"&a;"),
]


def damaged(body: bytes, lots: random.Random) -> bytes:
    """Bytes changed, cut, repeated, moved, or put in."""
    data = bytearray(body)
    for _ in range(lots.choice([1, 1, 2, 5])):
        at, size = lots.randrange(len(data) + 1), lots.choice([1, 1, 4, 50])
        match lots.randrange(6):
            case 0:
                data[at : at + 1] = bytes([lots.randrange(256)])
            case 1:
                data[at : at + size] = b""
            case 2:
                data[at:at] = data[at : at + size] * lots.choice([1, 2, 100])
            case 3:
                data[at:at] = lots.choice(SPLICES)
            case 4:
                del data[at:]
            case _:
                data[at : at + size] = bytes(lots.randrange(256) for _ in range(size))
    return bytes(data)


def damaged_inside(body: bytes, lots: random.Random) -> bytes:
    """A workbook with a damaged part in a whole zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        hit = lots.choice([name for name in names if name.startswith(("xl/w", "xl/s", "_rels", "xl/_rels"))])
        for name in names:
            new.writestr(name, damaged(old.read(name), lots) if name == hit else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_whatever_comes_is_read_or_refused(form: str) -> None:
    media_type, write = FORMS[form]
    whole, lots = write(FEW), random.Random(form)
    taken = 0
    for _ in range(BODIES):
        inside = whole.startswith(b"PK") and lots.random() < 0.7
        body = damaged_inside(whole, lots) if inside else damaged(whole, lots)
        if lots.random() < 0.1:
            taken += is_taken(media_type, damaged(gzip.compress(body), lots), "gzip")
        taken += is_taken(media_type, body)
    assert 0 < taken < BODIES


def is_taken(media_type: str, body: bytes, encoding: str | None = None) -> bool:
    """Whether a body is read; if not, its refusal can be told in JSON."""
    try:
        found = read_body(media_type, encoding, body, most_bytes=1 << 22, most_readings=10_000, period=YEAR)
    except Refusal as refusal:
        shown = json.dumps([refusal.detail, *(fault.as_json() for fault in refusal.faults)], ensure_ascii=False)
        return not (shown.encode("utf-8") and 400 <= refusal.status < 500)
    columns = typed(found.columns, GROUND.indicators)
    return all(columns.given(row).key and found.place(row) for row in range(len(columns)))

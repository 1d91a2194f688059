"""The fast reading of JSON takes nothing that the strict one refuses, and says nothing else."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from services.kernel.errors import BodyInvalid, JsonInvalid, Refusal
from services.kernel.faults import faults_within
from services.kernel.strict_json import loads
from services.metrics.bodies import json_columns, json_lines, json_rows, json_strict
from services.metrics.bodies.delivered import Bounds
from services.metrics.domain.columns import Columns
from services.metrics.schemas.bodies import RowsGiven
from tests.metrics.bodies.written import FEW, JSON, LINES, Reading, read, told
from tests.metrics.bodies.written import json_columns as columns_of
from tests.metrics.bodies.written import json_rows as rows_of
from tests.metrics.bodies.written import lines as lines_of
from tests.metrics.judged import YEAR

BOUNDS = Bounds(1 << 25, 1000)
SPLICES = [
    *(rb'"value": 1, ', rb'"v\u0061lue": 1, ', rb'"organisation": "s9", ', rb'"x": 1, ', b'{"a": 1.50}', b"[1.5]"),
    *(rb"\u0000", rb"\ud800", rb"\ud83d\ude00", rb"\u003a", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\n", b"\r\n", b" "),
    *(b"NaN", b"1e999", b"1e-400", b"0.1000000000000000055", b"12345678901234567890", b"-0", b"01", b"null", b"true"),
    *(b"}, {", b"}],[{", b"]", b"{", b"}", b",", b":", b'"', b"\\"),
]
_PLACES = re.compile(rb'[":,{}\[\]\n]|\d')


def mutated(body: bytes, lots: random.Random) -> bytes:
    """A body with one to three splices, cuts or repeats in it."""
    for _ in range(lots.randint(1, 3)):
        at = lots.choice([found.start() for found in re.finditer(rb'[":,{}\[\]\n]|\d', body)] or [0]) + lots.randint(
            0, 1
        )
        end = min(len(body), at + lots.choice([0, 0, 0, 1, 2, 10]))
        body = body[:at] + lots.choice([*SPLICES, body[at:end], b""]) + body[end:]
    return body


def outcome(read_it: Callable[[bytes], Any], body: bytes) -> Any:
    try:
        found = read_it(body)
    except Refusal as refusal:
        return type(refusal), [fault.pointer for fault in refusal.faults]
    return told(found) if isinstance(found, Columns) else found


@pytest.mark.parametrize("seed", range(6))
def test_rows_read_fast_are_the_rows_read_strictly(seed: int) -> None:
    lots, taken = random.Random(seed), 0
    for _ in range(250):
        body = mutated(rows_of(FEW), lots)
        fast = outcome(lambda given: json_rows.read(given, BOUNDS).columns, body)
        assert fast == outcome(lambda given: json_strict.read_rows(given, BOUNDS)[1].columns(), body), body
        assert isinstance(fast, tuple) == isinstance(outcome(loaded, body), tuple), body
        taken += isinstance(fast, list)
    assert taken > 10


def loaded(body: bytes) -> None:
    """As bodies were read before there was a fast way."""
    try:
        RowsGiven.model_validate(loads(body))
    except ValidationError as error:
        raise BodyInvalid from error


@pytest.mark.parametrize("seed", range(4))
def test_lines_read_fast_are_the_lines_read_strictly(seed: int) -> None:
    lots = random.Random(seed)
    for _ in range(250):
        body = mutated(lines_of(FEW), lots)
        fast = outcome(lambda given: json_lines.read(given, BOUNDS).columns, body)
        assert fast == outcome(lambda given: json_lines._strict(given, BOUNDS).columns(), body), body


@pytest.mark.parametrize("seed", range(4))
def test_columns_read_fast_are_the_columns_read_strictly(seed: int) -> None:
    lots = random.Random(seed)
    for _ in range(250):
        body = mutated(columns_of(FEW), lots)
        fast = outcome(lambda given: json_columns.read(given, BOUNDS).columns, body)
        strict = outcome(lambda given: json_columns._built(json_columns._strict(given)[1]), body)
        assert fast == strict, body


def test_what_is_sound_never_needs_the_strict_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Any:
        raise AssertionError

    for module, name in ((json_strict, "read_rows"), (json_lines, "_strict"), (json_columns, "_strict")):
        monkeypatch.setattr(module, name, never)
    remarks = [each._replace(evidence="2021-09-01 12:30 “{}”, [1]") for each in FEW]
    codes = [each._replace(organisation="116402210100000001") for each in FEW]
    for readings in (FEW, codes):
        read(JSON, rows_of(readings)), read(LINES, lines_of(readings)), read(JSON, columns_of(readings))
    read(JSON, rows_of(remarks)), read(LINES, lines_of(remarks))


ROW = {"organisation": "s1", "indicator": "a", "period": YEAR, "value": 1}
BAD: list[Any] = [
    {},
    {"readings": 5},
    {"readings": {}},
    {"readings": None},
    {"readings": [1, None, "x", []]},
    {"readings": [{**ROW, "remark": "x"}]},
    {"readings": [ROW] * 600 + [{**ROW, "period": 2021}, {"value": 3}]},
    {"readings": [{**ROW, "organisation": "s" * 201, "indicator": None, "evidence": "  "}]},
    {"readings": [ROW, {**ROW, "organisation": "s" * 201}]},
    {"readings": [{**ROW, "period": "2" * 41}]},
    {"readings": [{**ROW, "unknown_reason": "x" * 2001}, {**ROW, "evidence": 7}]},
    {"readings": [ROW], "mode": "some", "note": "", "correction_reason": "x", "extra/~": {}},
    {"readings": [ROW], "columns": {}},
    [],
    [{"readings": [ROW]}],
    {"readings": {"readings": [ROW]}},
    {"x": [{"readings": [ROW]}]},
    5,
    "readings",
]


@pytest.mark.parametrize("given", BAD)
def test_faults_have_the_pointers_that_they_always_had(given: Any) -> None:
    body = json.dumps(given).encode()
    with pytest.raises(ValidationError) as before:
        RowsGiven.model_validate(given)
    expected = faults_within(before.value.errors(include_url=False), given)
    with pytest.raises((BodyInvalid, JsonInvalid)) as refused:
        read(JSON, body)
    if isinstance(refused.value, BodyInvalid):
        assert [(fault.code, fault.pointer) for fault in refused.value.faults] == [
            (fault.code, fault.pointer) for fault in expected
        ]
    else:
        assert not isinstance(given, dict)


def test_a_hundred_faults_are_told_and_no_more() -> None:
    with pytest.raises(BodyInvalid) as refused:
        read(JSON, json.dumps({"readings": [{}] * 5000}).encode())
    assert len(refused.value.faults) == 100
    with pytest.raises(BodyInvalid) as refused:
        read(JSON, json.dumps({"columns": {**ROW, "value": [1] * 5000, "organisation": [1] * 5000}}).encode())
    assert len(refused.value.faults) == 100


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"period": ["2021-2022"]}, "/columns/period"),
        ({"value": []}, "/columns/value"),
        ({"evidence": ["x"]}, "/columns/evidence"),
        ({"evidence": {"2": "x"}}, "/columns/evidence/2"),
        ({"unknown_reason": [None, 7]}, "/columns/unknown_reason/1"),
        ({"organisation": ["s1", "s" * 201]}, "/columns/organisation/1"),
        ({"remark": []}, "/columns/remark"),
        ({"indicator": None}, "/columns/indicator"),
    ],
)
def test_what_is_wrong_with_columns_is_pointed_at(changed: dict[str, Any], pointer: str) -> None:
    columns = {"organisation": ["s1", "s2"], "indicator": "a", "period": YEAR, "value": [1, 2], **changed}
    with pytest.raises(BodyInvalid) as refused:
        read(JSON, json.dumps({"columns": columns}).encode())
    assert pointer in {fault.pointer for fault in refused.value.faults}


def test_a_text_stands_for_a_whole_column() -> None:
    body = {"columns": {"organisation": ["s1", "s2"], "indicator": "a", "period": YEAR, "value": [1, 2]}}
    found = told(read(JSON, json.dumps(body).encode()).columns)
    assert found == [Reading("s1", "a", YEAR, 1), Reading("s2", "a", YEAR, 2)]  # type: ignore[arg-type]


def test_a_declared_scope_is_carried() -> None:
    scope = {"organisations": ["s1", "s2"], "period": YEAR}
    head = read(JSON, json.dumps({"readings": [ROW], "scope": scope}).encode()).head
    assert head is not None
    assert head.scope is not None
    assert (head.scope.organisations, head.scope.indicators, head.scope.period) == (("s1", "s2"), None, YEAR)


def test_where_a_reading_stands_is_told_as_its_sender_counts() -> None:
    assert read(JSON, rows_of(FEW)).place(3) == "/readings/3"
    assert read(JSON, columns_of(FEW)).place(3) == "/columns/value/3"
    assert read(LINES, b"\n\n" + lines_of(FEW).replace(b"\n", b"\n \n")).place(3) == "line 9"

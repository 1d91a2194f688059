"""One content in every form is one content."""

import gzip
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.metrics.bodies.written import FEW, JSON, LONG, WIDE, Reading, Value, content, json_rows, read
from tests.metrics.judged import YEAR

PRINTABLE = st.characters(
    min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp")
)
WORDS = st.text(st.one_of(st.sampled_from('",;\t?：:\\{}[]=_x0041_'), PRINTABLE), min_size=1, max_size=12).map(
    lambda text: f"因{text.strip()}故"
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**16), max_value=10**16, places=3).filter(
    lambda number: number == 0 or abs(number) >= Decimal("0.001")
)
AMOUNT = st.one_of(
    st.integers(-(10**17), 10**17).map(Decimal),
    NUMBERS.map(lambda number: Decimal(format(number.normalize(), "f"))),
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "pupils": AMOUNT,
    "area": AMOUNT,
    "veto": st.booleans(),
    "culture": st.sampled_from(["poor", "pass", "good"]),
}


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Some readings, each key once, in the order that a wide table has, too."""
    schools, codes = draw(st.integers(1, 5)), draw(st.permutations(list(VALUES)))
    found = []
    for school in range(schools):
        for code in codes:
            value: Any = draw(st.none() | VALUES[code])
            reason = draw(WORDS) if value is None else None
            found.append(Reading(f"64-s{school}", code, YEAR, value, reason, draw(st.none() | WORDS)))
    return found


def shape(found: list[Reading]) -> list[Reading]:
    """A zero has no sign."""
    return [
        each._replace(value=abs(each.value)) if isinstance(each.value, Decimal) and each.value == 0 else each
        for each in found
    ]


@pytest.mark.parametrize("form", [*LONG, *WIDE])
def test_every_form_says_the_same(form: str) -> None:
    media_type, write = {**LONG, **WIDE}[form]
    assert content(read(media_type, write(FEW))) == FEW


@settings(max_examples=40, deadline=None)
@given(readings())
def test_whatever_the_content_all_forms_say_it(given_readings: list[Reading]) -> None:
    for media_type, write in (*LONG.values(), *WIDE.values()):
        assert content(read(media_type, write(given_readings))) == shape(given_readings)


@pytest.mark.parametrize("form", [*LONG, *WIDE])
def test_a_packed_body_is_the_body(form: str) -> None:
    media_type, write = {**LONG, **WIDE}[form]
    body = write(FEW)
    half = len(body) // 2
    packed = {
        "gzip": gzip.compress(body),
        "x-gzip": gzip.compress(body[:half]) + gzip.compress(body[half:]),
        "zstd": pa.compress(body, codec="zstd", asbytes=True),
    }
    assert [content(read(media_type, each, encoding)) for encoding, each in packed.items()] == [FEW] * 3


@pytest.mark.parametrize("form", ["rows", "lines", "csv"])
def test_a_long_body_is_read_in_pieces_as_it_is_in_one(form: str) -> None:
    evidence = dict.fromkeys(range(0, 15000, 999), "a}, {b")
    many = [Reading(f"s{n // 7:06d}", f"i{n % 7}", YEAR, Decimal(n) / 4, None, evidence.get(n)) for n in range(15_000)]
    media_type, write = LONG[form]
    assert content(read(media_type, write(many))) == many


def test_codes_stand_once_and_in_the_order_of_their_first_rows() -> None:
    for media_type, write in (*LONG.values(), *WIDE.values()):
        columns = read(media_type, write(FEW)).columns
        assert list(columns.organisations.codes) == ["s1", "s2"]
        assert list(columns.indicators.codes) == ["pupils", "area", "veto", "culture"]
        assert list(columns.periods.codes) == [YEAR]


def test_what_is_said_of_all_readings_comes_with_json() -> None:
    head = read(JSON, json_rows(FEW)).head
    assert head is not None
    assert head.note == "虚构"

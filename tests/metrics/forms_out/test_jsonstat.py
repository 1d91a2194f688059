"""JSON-stat: a dataset by the rules of the format, in which every reading stands at its place."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.forms_out import jsonstat
from services.metrics.forms_out.cube import Cube, Place
from services.metrics.forms_out.jsonstat import jsonstat_pieces
from services.metrics.forms_out.readings import BatchRefusedError
from tests.metrics.forms_out.batches import (
    CULTURE,
    EMPLOYED,
    HOSTILE,
    INDICATORS,
    PUPILS,
    UNHURRIED,
    Row,
    batch,
    numbers,
    row,
)
from tests.metrics.forms_out.jsonstat_rules import faults

SCHOOLS = ["a", "b", "c", "d"]
CUBE = Cube(
    "青禾县学生数",
    "Pupils of Qinghe",
    date(2026, 9, 1),
    ["2024", "2025"],
    [Place(code, f"{code}小学", f"School {code}") for code in SCHOOLS],
    list(INDICATORS.values()),
)


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs), "a member comes twice"
    return dict(pairs)


def dataset(parts: list[list[Row]], cube: Cube = CUBE, language: str = "zh") -> dict[str, Any]:
    data = b"".join(jsonstat_pieces(map(batch, parts), cube, language=language))
    read: dict[str, Any] = json.loads(data, parse_float=Decimal, object_pairs_hook=only_once)
    assert not faults(json.loads(data))
    return read


def position(period: str, school: str, indicator: str) -> int:
    indicators = list(INDICATORS)
    at = CUBE.periods.index(period) * len(SCHOOLS) + SCHOOLS.index(school)
    return at * len(indicators) + indicators.index(indicator)


def value_at(data: dict[str, Any], at: int) -> Any:
    values = data["value"]
    return values[at] if isinstance(values, list) else values.get(str(at))


@st.composite
def cells(draw: st.DrawFn) -> list[Row]:
    """Some cells of the cube, each once, in any order."""
    keys = [(period, school, name) for period in CUBE.periods for school in SCHOOLS for name in INDICATORS]
    picked = draw(st.lists(st.sampled_from(keys), unique=True))
    return [
        row(school, draw(st.one_of(st.none(), numbers())), period=period, indicator=name)
        for period, school, name in picked
    ]


@pytest.mark.parametrize("most_dense", [0, 1000])
@given(found=cells(), data=st.data())
@UNHURRIED
def test_every_reading_stands_at_its_place_and_nothing_else_does(
    most_dense: int, found: list[Row], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(found)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonstat, "MOST_DENSE", most_dense)
        read = dataset([found[:cut], found[cut:]])
    own = {position(each["period"], each["organisation"], each["indicator"]): each["value"] for each in found}
    for at in range(CUBE.cells):
        value = own.get(at)
        assert value_at(read, at) == (None if value is None else Decimal(repr(value)))
    unknown = {str(at) for at, value in own.items() if value is None}
    assert read["status"] == dict.fromkeys(unknown, "unknown")
    assert read["extension"]["unknown_reason"] == dict.fromkeys(unknown, "未统计")


def test_a_full_cube_is_a_list_and_a_sparse_one_names_positions() -> None:
    full = [row(s, 1.0, period=p, indicator=i) for p in CUBE.periods for s in SCHOOLS for i in INDICATORS]
    assert dataset([full])["value"] == [1] * CUBE.cells
    assert dataset([full[:2]])["value"] == {"0": 1, "1": 1}
    assert dataset([])["value"] == {}


def test_suppressed_missing_and_unknown_are_told_apart_and_none_is_zero() -> None:
    found = [
        row("a", None, status="suppressed", unknown_reason=None),
        row("b", None, status="missing", unknown_reason=None),
        row("c", None),
        row("a", 0.0, period="2024"),
    ]
    read = dataset([found])
    assert [read["status"].get(str(position("2025", school, PUPILS))) for school in SCHOOLS] == [
        "suppressed",
        "missing",
        "unknown",
        None,
    ]
    assert [value_at(read, position("2025", school, PUPILS)) for school in SCHOOLS] == [None] * 4
    assert value_at(read, position("2024", "a", PUPILS)) == 0
    assert set(read["extension"]["status"]["label"]) == {"suppressed", "missing", "unknown"}


@pytest.mark.parametrize(("language", "label", "other"), [("zh", "a小学", "School a"), ("en", "School a", "a小学")])
def test_labels_are_in_one_language_and_the_other_is_beside_them(language: str, label: str, other: str) -> None:
    places = dataset([], language=language)["dimension"]["organisation"]
    assert places["category"]["label"]["a"] == label
    assert places["extension"]["category"][{"zh": "en", "en": "zh"}[language]]["a"] == other


def test_units_say_what_a_number_means() -> None:
    unit = dataset([])["dimension"]["indicator"]["category"]["unit"]
    assert unit[PUPILS] == {"label": "人", "decimals": 0}
    assert unit[EMPLOYED]["label"] == "1 = 是 yes, 0 = 否 no"
    assert unit[CULTURE]["label"] == "1 = poor, 2 = pass, 3 = good"


def test_hostile_names_and_reasons_stay_text() -> None:
    cube = Cube("x", "x", date(2026, 9, 1), ["2025"], [Place(code, code, code) for code in HOSTILE], CUBE.indicators)
    found = [row(text, None, unknown_reason=text) for text in HOSTILE]
    read = dataset([found], cube)
    assert read["dimension"]["organisation"]["category"]["index"] == HOSTILE
    assert list(read["extension"]["unknown_reason"].values()) == HOSTILE


def test_a_row_that_is_not_of_the_cube_is_refused() -> None:
    with pytest.raises(BatchRefusedError, match="organisation"):
        dataset([[row("z", 1.0)]])


@pytest.mark.parametrize(
    ("member", "wrong"),
    [
        ("version", "1.0"),
        ("size", [2, 4, 4]),
        ("value", {"24": 1}),
        ("value", {"01": 1}),
        ("value", [1]),
        ("value", {"0": True}),
        ("status", {"0": 1}),
        ("role", {"place": ["organisation"]}),
        ("id", ["period", "organisation"]),
        ("values", []),
    ],
)
def test_the_rules_find_what_breaks_them(member: str, wrong: Any) -> None:
    assert faults({**dataset([]), member: wrong})

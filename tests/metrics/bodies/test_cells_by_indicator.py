"""The cells of tables in the form of their indicators."""

from decimal import Decimal
from typing import Any

import pytest

from services.metrics.domain.indicator import Grade, ValueType
from services.metrics.domain.judging import judge_form
from services.metrics.domain.texts import Text, hint_of, typed
from tests.metrics.bodies.written import CSV, JSON, json_of, read
from tests.metrics.judged import GROUND, YEAR, indicator

GRADES = (Grade("1", "较差", "poor"), Grade("2", "合格", "pass"), Grade("good", "良好", "1"))
INDICATORS = {**GROUND.indicators, "grade": indicator("grade", ValueType.GRADE, grades=GRADES)}


def value(cell: str, code: str) -> Any:
    columns = read(CSV, f"organisation,{code}\ns1,{cell}\n".encode(), period=YEAR).columns
    return typed(columns, INDICATORS).given(0).value


@pytest.mark.parametrize("cell", ["是", "yes", "TRUE", "1"])
def test_a_yes(cell: str) -> None:
    assert value(cell, "veto") is True


@pytest.mark.parametrize("cell", ["否", "No", "false", "0"])
def test_a_no(cell: str) -> None:
    assert value(cell, "veto") is False


@pytest.mark.parametrize("cell", ["2", "maybe", "good", "1.5"])
def test_what_is_neither_is_left_to_the_judge(cell: str) -> None:
    assert value(cell, "veto") == cell


@pytest.mark.parametrize(
    ("cell", "code"), [("1", "1"), ("合格", "2"), ("pass", "2"), ("good", "good"), ("良好", "good")]
)
def test_a_grade_is_named_by_its_code_before_its_titles(cell: str, code: str) -> None:
    assert value(cell, "grade") == code


@pytest.mark.parametrize("cell", ["是", "good", "true"])
def test_a_word_is_no_number(cell: str) -> None:
    assert value(cell, "pupils") == cell


def test_what_nobody_knows_is_left_as_it_is() -> None:
    assert (value("是", "stranger"), value("1", "stranger")) == ("是", Decimal(1))


def test_json_has_types_and_its_one_is_no_yes() -> None:
    row = {"organisation": "s1", "indicator": "veto", "period": YEAR, "value": 1}
    assert not read(JSON, json_of({"readings": [row]}).encode()).untyped


HINTS = [
    *(("12%", "without %"), ("８５％", "%"), ("1,234", "thousands"), ("1，234，567.5", "thousands")),
    *(("12人", "without its unit"), ("3.5 ㎡", "without its unit"), ("１２", "full-width")),
    *(("=A1", "formula"), ("+5", "sign")),
]


@pytest.mark.parametrize(("cell", "hint"), HINTS)
def test_the_report_says_what_to_write_instead(cell: str, hint: str) -> None:
    given = read(CSV, f'organisation,pupils\ns1,"{cell}"\n'.encode(), period=YEAR).columns.given(0)
    (objection,) = judge_form(given, GROUND, None)
    assert objection.cause.code == "wrong_type"
    assert hint in objection.expected


def test_there_is_no_hint_where_nothing_can_be_told() -> None:
    assert [hint_of(each) for each in (Text("many"), "12%", 5, None)] == [None] * 4

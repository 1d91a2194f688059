"""The rules that a reading is judged by, without a database."""

from decimal import Decimal
from typing import Any

import pytest

from services.kernel.numbers import kept_exactly
from services.metrics.domain.asking import Asked, Asking, Ground
from services.metrics.domain.batch import judge, sound
from services.metrics.domain.conflicts import group
from services.metrics.domain.indicator import Indicator, Reporter, ValueType
from services.metrics.domain.judging import judge_form
from services.metrics.domain.reading import Amount, Given, Key, Standing

YEAR = "2021-2022"


def indicator(code: str, value_type: ValueType) -> Indicator:
    return Indicator(code, "数", code, "人", value_type, True, None, "school", ("primary",))


GROUND = Ground(
    reporters={
        "s1": Reporter("s1", "/000000/c/s1", "school", "primary"),
        "t1": Reporter("t1", "/000000/c/t1", "township", None),
    },
    indicators={
        "pupils": indicator("pupils", ValueType.INTEGER),
        "area": indicator("area", ValueType.DECIMAL),
        "rooms": indicator("rooms", ValueType.INTEGER),
    },
    asked=Asked([Asking("c", YEAR, frozenset({"pupils", "area"})), Asking("d", YEAR, frozenset({"rooms"}))]),
)


def given(value: Any, indicator: str = "pupils", *, index: int = 0, reason: str | None = None, **key: str) -> Given:
    at = {"organisation": "s1", "period": YEAR, **key}
    return Given(index, Key(at["organisation"], indicator, at["period"]), value, reason)


def causes(reading: Given) -> set[str]:
    return {objection.cause.code for objection in judge_form(reading, GROUND, None)}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (given(12), set()),
        (given(0), set()),
        (given(Decimal("12.0")), set()),
        (given(Decimal("12.5"), "area"), set()),
        (given(None, reason="未统计"), set()),
        (given(Decimal("12.5")), {"wrong_type"}),
        (given("12"), {"wrong_type"}),
        (given(True), {"wrong_type"}),
        (given([12]), {"wrong_type"}),
        (given(-1), {"negative"}),
        (given(Decimal("-0.5")), {"negative", "wrong_type"}),
        (given(None), {"value_and_reason"}),
        (given(None, reason="  "), {"value_and_reason"}),
        (given(12, reason="未统计"), {"value_and_reason"}),
        (given(1234567890123456), {"digits"}),
        (given(Decimal("1e999999999"), "area"), {"digits"}),
        (given(12, "pupil"), {"unknown_indicator"}),
        (given(12, organisation="s2"), {"unknown_organisation"}),
        (given(12, "pupil", organisation="s2"), {"unknown_indicator", "unknown_organisation"}),
        (given(12, "rooms"), {"not_asked"}),
        (given(12, period="2020-2021"), {"not_asked"}),
        (given(12, organisation="t1"), {"not_asked"}),
        (given("12", "pupil", organisation="s2", reason="x"), {
            "wrong_type", "unknown_indicator", "unknown_organisation", "value_and_reason",
        }),
    ],
)  # fmt: skip
def test_every_cause_against_a_reading_is_named_at_once(reading: Given, expected: set[str]) -> None:
    assert causes(reading) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("123456789012345", True),
        ("1234567890123450", True),
        ("1234567890123456", False),
        ("0.1", True),
        ("0.10000000000000000000000000000000000", True),
        ("1.00000000000000000000000000000000001", False),
        ("1e15", True),
        ("1e16", False),
        ("1e-15", True),
        ("1e-16", False),
        ("0e-400", True),
        ("1e999999999", False),
    ],
)
def test_fifteen_significant_digits_are_kept_and_not_one_more(text: str, kept: bool) -> None:
    assert kept_exactly(Decimal(text)) is kept


def test_both_readings_of_one_key_are_refused() -> None:
    good, objections = sound([given(1), given(2, "area", index=1), given(1, index=2)], GROUND)
    assert [item.index for item in good] == [1]
    assert [(item.cause.code, item.given.index) for item in objections] == [("twice_in_body", 0), ("twice_in_body", 2)]


KEY = given(0).key


def known(latest: int, approved: int | None) -> dict[Key, Standing]:
    return {
        KEY: Standing(7, Amount(Decimal(latest), None), None if approved is None else Amount(Decimal(approved), None))
    }


@pytest.mark.parametrize(
    ("standing", "value", "reason", "expected"),
    [
        ({}, 5, None, "created"),
        (known(5, None), 5, None, "unchanged"),
        (known(5, None), 6, None, "updated"),
        (known(5, 5), 5, None, "unchanged"),
        (known(5, 5), 6, None, "rejected"),
        (known(5, 5), 6, "counted again", "updated"),
        (known(6, 5), 6, None, "unchanged"),
        (known(6, 5), 5, None, "updated"),
        (known(6, 5), 7, None, "rejected"),
    ],
)
def test_what_a_reading_means_follows_from_what_stands(
    standing: dict[Key, Standing], value: int, reason: str | None, expected: str
) -> None:
    judged = judge([given(value)], [], standing, reason)
    counts = {
        "created": len(judged.created),
        "updated": len(judged.updated),
        "unchanged": judged.unchanged,
        "rejected": judged.rejected,
    }
    assert counts == {**dict.fromkeys(counts, 0), expected: 1}


def test_an_unknown_is_not_zero_and_another_reason_is_another_reading() -> None:
    unknown = {KEY: Standing(7, Amount(None, "未统计"), None)}
    assert judge([given(None, reason=" 未统计 ")], [], unknown, None).unchanged == 1
    assert len(judge([given(None, reason="停办")], [], unknown, None).updated) == 1
    assert len(judge([given(0)], [], unknown, None).updated) == 1


def test_conflicts_are_grouped_by_cause_the_commonest_first() -> None:
    batch = [given(-1, index=0), *(given(1, f"x{n}", index=n, organisation=f"o{n % 12}") for n in range(1, 31))]
    _, objections = sound(batch, GROUND)
    strange, misspelt, negative = group(objections)
    assert [(item.cause.code, item.count) for item in (strange, misspelt, negative)] == [
        ("unknown_organisation", 30),
        ("unknown_indicator", 30),
        ("negative", 1),
    ]
    assert strange.organisations == ("o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10")
    assert misspelt.indexes == tuple(range(1, 11))
    assert (negative.example.given.value, negative.example.expected) == (-1, "zero or more 人")


def test_a_reading_with_two_causes_is_rejected_once() -> None:
    good, objections = sound([given(-1, reason="x")], GROUND)
    assert (len(objections), judge(good, objections, {}, None).rejected) == (2, 1)

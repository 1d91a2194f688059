"""The rules that a reading is judged by, without a database."""

from decimal import Decimal
from typing import Any

import pytest

from services.kernel.numbers import kept_exactly
from services.metrics.domain.batch import sift
from services.metrics.domain.causes import CAUSES
from services.metrics.domain.judging import judge_form
from services.metrics.domain.reading import Given
from services.metrics.domain.values import own_form, stored_number
from tests.metrics.judged import GROUND, columns, given


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
        (given(12, period="2020-2021"), {"outside_window"}),
        (given(12, "area", period="2020-2021"), {"not_asked"}),
        (given(12, organisation="t1"), {"not_owed"}),
        (given(12, period="2021"), {"unknown_period"}),
        (given(12, period="2021/2022"), {"unknown_period"}),
        (given(12, period="2021-2023"), {"unknown_period"}),
        (given(12, period="２021-2022"), {"unknown_period"}),
        (given(12, organisation="gone"), {"organisation_closed"}),
        (given(12, organisation="gone", period="2020-2021"), {"organisation_closed", "outside_window"}),
        (given(12, organisation="gone", period="2019-2020"), {"not_asked"}),
        (given(12, organisation="new"), {"not_yet_open"}),
        (given(12, unit="人"), set()),
        (given(12, unit=" 人 "), set()),
        (given(12, unit="万人"), {"wrong_unit"}),
        (given(None, reason="未统计", unit="万人"), {"wrong_unit"}),
        (given(12, "pupil", unit="万人"), {"unknown_indicator"}),
        (given(12, "land", unit="m²"), set()),
        (given(12, organisation="twofold"), {"ambiguous_code"}),
        (given(12, "double"), {"ambiguous_code"}),
        (given([12], "pupil", organisation="s2", reason="x"), {
            "wrong_type", "unknown_indicator", "unknown_organisation", "value_and_reason",
        }),
        (given("good", "pupil"), {"unknown_indicator"}),
        (given(True, "charter"), set()),
        (given(False, "charter"), set()),
        (given(None, "charter", reason="未统计"), set()),
        (given(1, "charter"), {"wrong_type"}),
        (given("yes", "charter"), {"wrong_type"}),
        (given("good", "culture"), set()),
        (given("best", "culture"), {"wrong_type"}),
        (given(3, "culture"), {"wrong_type"}),
        (given(True, "culture"), {"wrong_type"}),
        (given(True, "veto"), {"evidence_missing"}),
        (given(True, "veto", evidence="教督〔2021〕1号"), set()),
        (given(False, "veto"), set()),
        (given(None, "veto", reason="未核查"), set()),
        (given("poor", "monitored"), {"evidence_missing"}),
        (given("poor", "monitored", evidence="监测报告"), set()),
        (given("bad", "monitored"), {"wrong_type"}),
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
    sifted = sift(columns(given(1), given(2, "area"), given(1)), GROUND)
    assert sifted.places.tolist() == [1]
    (twice,) = sifted.conflicts.grouped()
    assert (twice.cause.code, twice.indexes) == ("twice_in_body", [0, 2])


def test_conflicts_are_grouped_by_cause_the_commonest_first() -> None:
    batch = [given(-1), *(given(1, f"x{n}", organisation=f"o{n % 12}") for n in range(1, 31))]
    strange, misspelt, negative = sift(columns(*batch), GROUND).conflicts.grouped()
    assert [(item.cause.code, item.count) for item in (strange, misspelt, negative)] == [
        ("unknown_organisation", 30),
        ("unknown_indicator", 30),
        ("negative", 1),
    ]
    assert list(strange.organisations) == ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10"]
    assert misspelt.indexes == list(range(1, 11))
    assert negative.example
    assert (negative.example.given.value, negative.example.expected) == (-1, "zero or more 人")


def test_a_reading_with_two_causes_is_rejected_once() -> None:
    conflicts = sift(columns(given(-1, reason="x")), GROUND).conflicts
    assert (len(conflicts.grouped()), conflicts.rejected) == (2, 1)


@pytest.mark.parametrize(
    ("code", "sent", "stored"),
    [
        ("charter", True, 1),
        ("charter", False, 0),
        ("culture", "poor", 1),
        ("culture", "good", 3),
        ("area", Decimal("2.5"), Decimal("2.5")),
    ],
)
def test_every_form_is_stored_as_a_number_and_comes_back_as_it_was(code: str, sent: Any, stored: Any) -> None:
    indicator_ = GROUND.indicators[code]
    number = stored_number(indicator_, sent)
    assert number == stored
    assert number is not None
    back = own_form(indicator_, number)
    assert (back, type(back)) == (sent, type(sent))


def test_what_was_expected_says_what_would_be_right() -> None:
    def expected(reading: Given) -> str:
        return judge_form(reading, GROUND, None)[0].expected

    assert expected(given(12, period="2021")) == "a school year such as 2021-2022"
    assert expected(given(12, period="2020-2021")) == "an open collection; last-year is closed"
    assert "school; primary" in expected(given(12, organisation="t1"))
    assert "2020-08-31" in expected(given(12, organisation="gone"))
    assert "2022-09-01" in expected(given(12, organisation="new"))
    assert expected(given(12, unit="万人")) == "the unit 人; given: 万人"


def test_every_cause_has_words_in_both_languages_and_somebody_who_acts() -> None:
    assert len({cause.code for cause in CAUSES}) == len(CAUSES)
    for cause in CAUSES:
        assert all((cause.title_en, cause.title_zh, cause.what_to_do_en, cause.what_to_do_zh, cause.action_owner))


def test_what_was_expected_names_the_grades() -> None:
    assert judge_form(given("best", "culture"), GROUND, None)[0].expected.count("poor, pass, good") == 1
    assert "true, false" in judge_form(given(1, "charter"), GROUND, None)[0].expected

"""The five documents kept beside the project, counted as their readers counted them."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.words import LegalStatus
from tests.plans.plain_sources import plain_source

FOLDER = Path(__file__).parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the five documents are not here")


def text_of(number: str) -> str:
    return next(FOLDER.glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def draft_of(number: str) -> Draft:
    return read_plan(plain_source(text_of(number)))


@pytest.mark.parametrize(
    ("number", "programmes", "measures", "guarantees", "phases"),
    [("000", 5, 21, 3, 0), ("001", 3, 10, 4, 0), ("002", 9, 42, 0, 0), ("003", 0, 19, 2, 0), ("004", 5, 14, 3, 3)],
)
def test_programmes_measures_guarantees_and_phases_are_those_counted_by_hand(
    number: str, programmes: int, measures: int, guarantees: int, phases: int
) -> None:
    draft = draft_of(number)
    counted = sum(len(one.measures) for one in draft.programmes) + len(draft.measures)
    assert (len(draft.programmes), counted, len(draft.guarantees), len(draft.phases)) == (
        programmes,
        measures,
        guarantees,
        phases,
    )


@pytest.mark.parametrize(
    ("number", "status", "kind", "dated", "printed"),
    [
        ("000", LegalStatus.IN_FORCE, "plan", None, "5月23日"),
        ("001", LegalStatus.IN_FORCE, "plan", None, "12月22日"),
        ("002", LegalStatus.REPORTED_IN_PRESS, "news", date(2022, 12, 26), "2022-12-26 14:18:41"),
        ("003", LegalStatus.DRAFT_FOR_COMMENT, "plan", None, None),
        ("004", LegalStatus.IN_FORCE, "plan", date(2019, 1, 24), "2019115"),
    ],
)
def test_legal_status_and_day_are_what_is_printed(
    number: str, status: LegalStatus, kind: str, dated: date | None, printed: str | None
) -> None:
    draft = draft_of(number)
    assert (draft.legal_status, draft.text_kind, draft.dated, draft.dated_as_printed) == (status, kind, dated, printed)


def test_issuers_and_numbers_are_read() -> None:
    assert [draft_of(number).issuer for number in ("000", "001", "002", "003", "004")] == [
        "自治區黨委辦公廳、人民政府辦公廳",
        "湘潭市人民政府办公室",
        None,
        None,
        "平罗县人民政府办公室",
    ]
    assert draft_of("004").number == "平政办发〔2019〕7号"


def test_the_phases_of_004_have_their_days_and_a_lost_dash_makes_two_of_them_doubtful() -> None:
    phases = draft_of("004").phases
    assert [(one.starts_on, one.ends_on) for one in phases] == [
        (date(2018, 3, 1), date(2018, 9, 30)),
        (date(2018, 10, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2020, 12, 31)),
    ]
    assert [one.read["starts_on"].confidence for one in phases] == [1.0, 0.3, 0.3]


def test_every_lost_number_year_and_name_of_001_is_flagged_where_it_is_lost() -> None:
    text = text_of("001")
    defects = draft_of("001").defects
    lost = [one.span for one in defects if one.code in {"year_lost", "number_lost", "quotes_empty"}]
    for words in (
        "(—年)", "到年全市公办", "至年50%", "年所有县市区", "到年确保", "年依托", "到年底实现", "到年建成", "从年开始",
        "学校%设立", "空间”%覆盖", "校园%覆盖", "省培计划名", "市培计划名", "“”工程",
    ):  # fmt: skip
        place = text.index(words)
        assert any(place <= one.start and one.end <= place + len(words) for one in lost), words
    codes = Counter(one.code for one in defects)
    assert (codes["year_lost"], codes["number_lost"], codes["document_number_damaged"]) == (9, 5, 2)
    assert (codes["date_incomplete"], codes["quotes_empty"], codes["paragraph_broken"], codes["annex_missing"]) == (
        1,
        1,
        1,
        1,
    )


def test_the_damage_of_004_is_flagged() -> None:
    codes = Counter(one.code for one in draft_of("004").defects)
    assert {code: codes[code] for code in ("document_number_damaged", "dash_lost", "name_lost", "label_damaged")} == {
        "document_number_damaged": 4,
        "dash_lost": 2,
        "name_lost": 3,
        "label_damaged": 2,
    }
    assert codes["numbers_run_together"] == codes["years_run_together"] == codes["date_without_marks"] == 1


def test_the_measure_broken_in_two_is_one_measure() -> None:
    text = text_of("000")
    measure = draft_of("000").programmes[3].measures[4]
    words = text[measure.span.start : measure.span.end]
    assert words.startswith("17.")
    assert "普惠性民辦園" in words
    assert words.endswith("責任單位:各市、縣〔區〕)")

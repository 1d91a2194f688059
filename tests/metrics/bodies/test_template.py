"""The workbook that is given out: filled, sent back, and read as it was filled."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from services.kernel.errors import BodyInvalid
from services.metrics.bodies.template import Asked, Known, template_of
from services.metrics.bodies.template_words import grade_titles
from services.metrics.domain.collection import Collection, CollectionStatus
from services.metrics.domain.indicator import Grade, Indicator, ValueType
from services.metrics.domain.texts import typed
from tests.metrics.bodies.written import XLSX, Reading, read, told
from tests.metrics.judged import YEAR, indicator
from tests.workbook import pages, parts

COLLECTION = Collection(
    "qinghe-2021", "青禾县办学条件填报（虚构）", "Resources of Qinghe (fictitious)", "990000", YEAR,
    ("pupils",), date(2021, 9, 1), date(2021, 10, 15), CollectionStatus.OPEN,
)  # fmt: skip
GRADES = (Grade("poor", "较差", "poor"), Grade("pass", "合格", "pass"), Grade("good", "良好", "good"))
INDICATORS = [
    indicator("pupils", ValueType.INTEGER),
    indicator("area", ValueType.DECIMAL),
    replace(indicator("balance", ValueType.DECIMAL), not_negative=False),
    indicator("charter", ValueType.YES_NO),
    indicator("veto", ValueType.YES_NO, evidence_needed=True),
    indicator("culture", ValueType.GRADE, grades=GRADES, evidence_needed=True),
]
BY_CODE = {each.code: each for each in INDICATORS}
STRANGE = ["_x0041_", "_x005F_", "甲\r\n乙", "?", "=1", "'=1", "1", "true", "\x01\ufffe", "𠮷", "<&>", "a]]>b"]
WORDS = st.sampled_from(STRANGE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30
).filter(lambda text: text.strip() == text and bool(text))


AMOUNTS: dict[ValueType, st.SearchStrategy[Decimal | bool | str]] = {
    ValueType.INTEGER: st.integers(0, 10**15 - 1).map(Decimal),
    ValueType.DECIMAL: st.decimals(-(10**9), 10**9, places=4),
    ValueType.YES_NO: st.booleans(),
    ValueType.GRADE: st.sampled_from([grade.code for grade in GRADES]),
}


@st.composite
def known(draw: st.DrawFn, each: Indicator) -> Known:
    evidence = draw(st.none() | WORDS) if each.evidence_needed else None
    if draw(st.booleans()):
        return Known(draw(AMOUNTS[each.value_type]), None, evidence)
    return Known(None, draw(WORDS), evidence)


@st.composite
def organisations(draw: st.DrawFn) -> list[Asked]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        asked = draw(st.sets(st.sampled_from([*BY_CODE]), min_size=1))
        filled = draw(st.sets(st.sampled_from(sorted(asked))))
        values = {code: draw(known(BY_CODE[code])) for code in sorted(filled)}
        found.append(Asked(f"99-s{number}", draw(WORDS), frozenset(asked), values))
    return found


def filled(asked: list[Asked]) -> list[Reading]:
    """What stands in the sheet, row by row."""
    return [
        Reading(each.code, code, YEAR, value.value, value.unknown_reason, value.evidence)
        for each in asked
        for code in BY_CODE
        if (value := each.known.get(code)) is not None
    ]


@settings(max_examples=60, deadline=None)
@given(organisations())
def test_a_template_comes_back_as_it_was_filled(asked: list[Asked]) -> None:
    if not filled(asked):
        asked[0] = Asked("99-s0", "甲", frozenset(BY_CODE), {"pupils": Known(Decimal(1))})
    found = read(XLSX, template_of(COLLECTION, INDICATORS, asked))
    assert told(typed(found.columns, BY_CODE)) == filled(asked)
    assert found.collection == COLLECTION.code


FORMULA = '=HYPERLINK("http://example.invalid")'
SOME = [
    Asked("99-s1", FORMULA, frozenset(BY_CODE), {"pupils": Known(Decimal(312)), "veto": Known(True, None, "=1+1")}),
    Asked("99-s2", "青禾二小（虚构）", frozenset({"area"}), {"area": Known(None, "@未测")}),
]


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    page = pages(template_of(COLLECTION, INDICATORS, SOME))[0]
    assert FORMULA in page.cells.values()
    assert page.xml.findall(".//{*}f") == []


def test_another_reader_finds_the_same_cells() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_of(COLLECTION, INDICATORS, SOME)))
    rows = book.get_sheet_by_name("填报").to_python(skip_empty_area=False)
    assert rows[1][:4] == ["collection", COLLECTION.code, "period", YEAR]
    assert rows[4] == [
        "organisation", "name", "pupils", "area", "balance", "charter", "veto", "evidence:veto", "culture",
        "evidence:culture",
    ]  # fmt: skip
    assert rows[5][:3] == ["99-s1", FORMULA, 312]
    assert rows[6][3] == "?@未测"


def test_names_stand_in_both_languages_with_their_units() -> None:
    page = pages(template_of(COLLECTION, INDICATORS, SOME))[0]
    assert "数（人）\npupils" in page.cells.values()


def test_a_cell_takes_what_its_indicator_is_and_an_unknown() -> None:
    page = pages(template_of(COLLECTION, INDICATORS, SOME))[0]
    rules = {rule.get("sqref"): rule for rule in page.xml.findall(".//{*}dataValidation")}
    assert set(rules) == {f"{letter}6:{letter}7" for letter in "CDEFGI"}
    formulas = {letter: rules[f"{letter}6:{letter}7"].findtext("{*}formula1") or "" for letter in "CDEFGI"}
    assert "INT(C6)" in formulas["C"]
    assert "C6>=0" in formulas["C"]
    assert "INT" not in formulas["D"]
    assert ">=0" not in formulas["E"]
    assert all("?" in formulas[letter] for letter in "CDE")
    assert formulas["F"] == '"是,否"'
    assert "Notes" in formulas["I"]


def test_period_and_collection_have_names() -> None:
    workbook = parts(template_of(COLLECTION, INDICATORS, SOME))["xl/workbook.xml"].decode()
    assert "dudao_period" in workbook
    assert "$D$2" in workbook


def test_the_second_sheet_says_how_to_fill_the_first_in_both_languages() -> None:
    notes = pages(template_of(COLLECTION, INDICATORS, SOME))[1]
    words = " ".join(notes.cells.values())
    assert notes.name == "说明 · Notes"
    for said in ("留空表示尚未填报", "never counts as zero", "问号和原因", "a question mark and the reason"):
        assert said in words


def test_the_same_template_is_the_same_bytes() -> None:
    assert template_of(COLLECTION, INDICATORS, SOME) == template_of(COLLECTION, INDICATORS, SOME)


def test_grades_of_one_title_are_written_by_their_codes() -> None:
    alike = indicator("x", ValueType.GRADE, grades=(Grade("a", "甲", "A"), Grade("b", "甲", "B")))
    assert grade_titles(alike) == {"a": "a", "b": "b"}
    assert grade_titles(BY_CODE["culture"])["good"] == "良好"


@pytest.mark.parametrize("count", [0, 3])
def test_a_template_that_nobody_filled_has_no_reading(count: int) -> None:
    asked = [Asked(f"99-s{number}", "甲", frozenset(BY_CODE)) for number in range(count)]
    with pytest.raises(BodyInvalid) as refused:
        read(XLSX, template_of(COLLECTION, INDICATORS, asked))
    assert refused.value.faults[0].code == "too_short"

"""Fictitious documents in many shapes, each with what a reader would make of it in a table beside it."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from services.plans.domain.policy_text.draft import Draft, DraftGuarantee, DraftMeasure, DraftPhase, DraftProgramme
from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.policy_text.source import Cell, Paragraph, Source, Span, Table
from tests.plans.plain_sources import plain_source

FOLDER = Path(__file__).parent / "policy_texts"
DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
OWN_DEFECTS = set(yaml.load((FOLDER / "structure_codes.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader))


def draft_of(name: str) -> Draft:
    return read_plan(plain_source((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def seen(draft: Draft) -> dict[str, object]:
    """A draft in the words of the tables; what nothing was read of is left out."""
    whole: dict[str, object] = {
        "title": draft.title,
        "issuer": draft.issuer,
        "number": draft.number,
        "dated": draft.dated,
        "dated_as_printed": draft.dated_as_printed,
        "legal_status": draft.legal_status and draft.legal_status.value,
        "text_kind": draft.text_kind,
        "programmes": [
            {"title": one.title, "measures": [measure.title for measure in one.measures]} for one in draft.programmes
        ],
        "measures": [one.title for one in draft.measures],
        "phases": [[one.title, one.starts_on, one.ends_on] for one in draft.phases],
        "guarantees": [one.title for one in draft.guarantees],
        "defects": dict(sorted(Counter(one.code for one in draft.defects if one.code in OWN_DEFECTS).items())),
    }
    return {name: value for name, value in whole.items() if value}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_as_a_reader_would(name: str) -> None:
    expected = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert seen(draft_of(name)) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_place_says_what_it_is_the_place_of(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    draft = draft_of(name)
    measures: list[DraftMeasure] = [
        *draft.measures,
        *(one for programme in draft.programmes for one in programme.measures),
    ]
    whole: list[DraftProgramme | DraftMeasure | DraftGuarantee | DraftPhase] = [
        *draft.programmes,
        *measures,
        *draft.guarantees,
        *draft.phases,
    ]
    for span, title, place in ((one.span, one.title, one.read["title"].span) for one in whole):
        assert span.start <= place.start < place.end <= span.end <= len(text)
        assert title in text[place.start : place.end].replace("\n", "")


def test_furniture_of_the_page_is_no_part_of_the_text_and_sentences_like_it_are() -> None:
    page = (
        "首页\n字号：大 中 小\n青禾县方案\n一、主要任务\n（一）改造校园。\n新建校舍一律实现无障碍通行。\n— 1 —\n"
        "（二）扫码入园。\n扫一扫在手机打开\n营业执照公示信息"
    )
    first, second = read_plan(plain_source(page)).measures
    assert page[first.span.start : first.span.end].endswith("无障碍通行。")
    assert page[second.span.start : second.span.end] == "（二）扫码入园。"


def test_headings_of_a_formatted_document_count_without_numbers() -> None:
    lines = [
        *(("青禾县方案", None), ("总体要求", 1), ("坚持公益。", None), ("主要任务", 1), ("办好幼儿园", 2)),
        *(("扩大资源", 3), ("新建2所。", None), ("配强师资", 3), ("招聘30名。", None), ("办好小学", 2)),
        *(("开齐课程", 3), ("保障措施", 1), ("加强领导", 2)),
    ]
    text, blocks = "", []
    for words, level in lines:
        blocks.append(Paragraph(Span(len(text), len(text) + len(words)), level))
        text += words + "\n"
    draft = read_plan(Source(text, tuple(blocks)))
    assert [(one.title, [measure.title for measure in one.measures]) for one in draft.programmes] == [
        ("办好幼儿园", ["扩大资源", "配强师资"]),
        ("办好小学", ["开齐课程"]),
    ]
    assert [one.title for one in draft.guarantees] == ["加强领导"]


def test_facts_in_a_table_are_read_and_the_table_is_no_part_of_a_measure() -> None:
    cells = ["发文机关", "青禾县教育局", "成文日期", "2021年3月5日"]
    text, places = "", []
    for words in cells:
        places.append(Span(len(text), len(text) + len(words)))
        text += words + "\n"
    table = Table(Span(0, len(text) - 1), tuple(Cell(place, at // 2, at % 2) for at, place in enumerate(places)))
    blocks: list[Paragraph | Table] = [table]
    for words in ("青禾县方案", "一、主要任务", "（一）建书屋。"):
        blocks.append(Paragraph(Span(len(text), len(text) + len(words))))
        text += words + "\n"
    draft = read_plan(Source(text, tuple(blocks)))
    assert (draft.issuer, str(draft.dated), draft.title) == ("青禾县教育局", "2021-03-05", "青禾县方案")


def test_codes_count_on_through_the_whole_plan() -> None:
    draft = draft_of("chapters_as_programmes")
    assert [one.code for one in draft.programmes] == ["p1", "p2", "p3"]
    codes = [measure.code for one in draft.programmes for measure in one.measures]
    assert codes == [f"m{number}" for number in range(1, 8)]
    assert [one.number for one in draft.programmes[0].measures] == ["（一）", "（二）"]

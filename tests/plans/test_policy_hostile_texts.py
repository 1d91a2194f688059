"""Whatever text comes, a draft comes back: nothing is raised, and length costs no more than its share."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.policy_text.source import Cell, Paragraph, Source, Span, Table
from tests.hostile.texts import long_texts
from tests.plans.plain_sources import plain_source

SHARE = 50
_PIECES = [
    "一、总体要求",
    "二、重点任务",
    "三、保障措施",
    "（一）加强领导。",
    "（二）",
    "1.建设书屋。",
    "2、",
    "（1）",
    "①",
    "——实施工程。",
    "第一章 总则",
    "第一条 市政府应当",
    "专栏1 项目",
    "附件：方案",
    "附件1",
    "（责任单位：县教育局，县财政局）",
    "到年达到%",
    "“",
    "”",
    '"',
    "（",
    "）",
    "《",
    "》",
    "\n",
    "\n\n",
    "2019年1月15日",
    "2019115",
    "〔20176号",
    "青禾县教育局",
    "现将《阅读方案》印发给你们",
    "阅读方案",
    "第一阶段（2020年1月—3月）",
    "成文日期：",
    "目录",
    "一",
    "1",
    "1.1 ",
    "　",
    " ",
    "：",
    "%",
    "年",
    "。",
    "；",
    "、",
    "\ufffd",
    "\ud800",
    "\x00",
    "\u2028",
    "𠮷",
    "— 3 —",
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=60).map("".join)


def check(source: Source) -> None:
    draft = read_plan(source)
    places = [
        *(one.span for one in draft.defects),
        *(one.span for one in draft.programmes),
        *(one.span for one in draft.measures),
        *(read.span for read in draft.read.values()),
    ]
    assert all(0 <= start <= end <= len(source.text) for start, end in places)
    assert read_plan(source) == draft


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_draft_and_the_same_one_twice(text: str) -> None:
    check(plain_source(text))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_characters_give_a_draft(text: str) -> None:
    check(plain_source(text))


@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.none() | st.integers(-3, 40), st.booleans()), max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_styles_and_tables_give_a_draft(pieces: list[tuple[str, int | None, bool]]) -> None:
    blocks: list[Paragraph | Table] = []
    text = ""
    for words, level, in_table in pieces:
        span = Span(len(text), len(text) + len(words))
        blocks.append(Table(span, (Cell(span, 0, 0),)) if in_table else Paragraph(span, level))
        text += words + "\n"
    check(Source(text, tuple(blocks)))


@pytest.mark.parametrize("text", long_texts(SHARE), ids=count())
def test_long_and_nested_texts_end(text: str) -> None:
    """In full by `python -m tests.acceptance texts`."""
    read_plan(plain_source(text))


def test_progress_is_told_from_nothing_to_all_and_never_goes_back() -> None:
    told: list[float] = []
    read_plan(plain_source("青禾县方案\n一、主要任务\n（一）建书屋。\n（二）开课程。"), told.append)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert told == sorted(told)
    assert len(told) > 3

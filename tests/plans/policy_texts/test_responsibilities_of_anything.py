"""Whatever the text, reading ends, says where, and says the same again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.plans.domain.policy_text.duty_lists import read_duty_bearers, read_duty_lists
from services.plans.domain.policy_text.duty_tables import read_duty_table
from services.plans.domain.policy_text.responsibilities import read_responsibilities, stated_rules
from services.plans.domain.policy_text.responsibility_tables import read_responsibility_table
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from tests.hostile.texts import long_responsibilities
from tests.plans.policy_texts.texts import passages, responsibilities_in, source_of, whole

MARKS = "()（）〔〕<>、,，;；。:：等各县区市和及与由 \n\t1一“”《》"
PHRASES = (
    "责任单位 牵头单位： 配合 牵头 市教育局 会同 负责 各县(市、区)人民政府 下同 排在第一位的为牵头单位 "
    "均由各县区落实，不再列出 应当 要 第五条 有关部门 人民政府 党委 市教育局：加强 完成时限：2023年"
)
WORDS = st.lists(st.sampled_from([*MARKS, *PHRASES.split()]) | st.text(max_size=3), max_size=40).map("".join)
unhurried = settings(deadline=None)
LONG = long_responsibilities(share=50)


@unhurried
@given(WORDS)
def test_responsibilities_of_any_text_stand_where_they_say(text: str) -> None:
    source = source_of(text)
    rules = stated_rules(source, passages(source))
    found = read_responsibilities(source, whole(source), rules)
    assert found == read_responsibilities(source, whole(source), rules)
    for each in found.assignments:
        kept = source.at(each.read["name"].span)
        assert "".join(each.name.split()) == "".join(kept.split())
    for span in (*found.spans, *(defect.span for defect in found.defects)):
        assert 0 <= span.start < span.end <= len(text)


@unhurried
@given(WORDS)
def test_duties_of_any_text_stand_where_they_say(text: str) -> None:
    source = source_of(text)
    for unit in (*read_duty_lists(source, passages(source)), *read_duty_bearers(source, passages(source))):
        assert unit.duties
        assert 0 <= unit.span.start < unit.span.end <= len(text)
        for duty in unit.duties:
            assert duty.text in source.at(duty.span).replace("\r", "")


@unhurried
@given(
    WORDS,
    st.lists(
        st.tuples(*[st.integers(-2, 50)] * 2, *[st.integers(-2, 6)] * 2, *[st.integers(-3, 10**9)] * 2), max_size=12
    ),
)
def test_any_table_is_read_or_left(text: str, shapes: list[tuple[int, int, int, int, int, int]]) -> None:
    text = "任务责任单位" + text
    cells = [Cell(Span(0, 2), 0, 0), Cell(Span(2, 6), 0, 1)]
    for start, size, row, column, tall, wide in shapes:
        at = min(max(start, 0), len(text))
        cells.append(Cell(Span(at, min(at + max(size, 0), len(text))), row, column, tall, wide))
    table = Table(Span(0, len(text)), tuple(cells))
    source = Source(text, (table,))
    assert read_responsibility_table(source, table) == read_responsibility_table(source, table)
    assert read_duty_table(source, table) == read_duty_table(source, table)


@pytest.mark.parametrize(("text", "count"), LONG.values(), ids=LONG)
def test_long_and_deep_texts_are_read_to_their_end(text: str, count: int) -> None:
    """In full by `python -m tests.acceptance texts`."""
    assert responsibilities_in(text) == count

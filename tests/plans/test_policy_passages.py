"""Paragraphs put one after another: what each says stays its own, and every character keeps its place."""

from services.plans.domain.policy_text.items import passage_of
from services.plans.domain.policy_text.source import Source, Span

TEXT = "责任单位：市教育局\n完成时限：2023年。\n附注"


def test_a_paragraph_without_a_stop_is_closed_at_its_line_break() -> None:
    lines = [(Span(0, 9),), (Span(10, 21),), (Span(22, 24),)]
    passage = passage_of(Source(TEXT, ()), lines)
    assert passage.text == "责任单位:市教育局。完成时限:2023年。附注"
    assert list(passage.places) == [*range(9), 9, *range(10, 21), 22, 23]
    assert TEXT[passage.places[9]] == "\n"


def test_the_lines_of_one_paragraph_are_joined_without_anything_between() -> None:
    passage = passage_of(Source("统筹\n场地", ()), [(Span(0, 2), Span(3, 5))])
    assert passage.text == "统筹场地"
    assert passage.span(0, 4) == Span(0, 5)

"""A result explains itself: the formula with the numbers in it, step by step."""

from services.metrics.domain.formulas.explaining import explain
from services.metrics.domain.formulas.formula import amount, condition
from tests.metrics.formulas.known import KNOWN, values

PER_PUPIL = amount('to(equipment / sum(pupils, if("special" in attribute.stages, boarders, 0)), "元/生")', KNOWN)


def test_every_step_that_was_needed_stands_in_its_order() -> None:
    found = explain(PER_PUPIL, values({"stages": ["primary"]}, equipment="12.5", pupils=500))
    assert [(step.with_numbers, step.result_zh, step.result_en) for step in found.steps] == [
        ('"special" in (primary)', "否", "no"),
        ("if(否, …, 0)", "0 人", "0 person"),
        ("sum(500 人, 0 人)", "500 人", "500 person"),
        ("12.5 万元 / 500 人", "0.025 万元/人", "0.025 ten thousand yuan/person"),
        ('to(0.025 万元/人, "元/生")', "250 元/人", "250 yuan/person"),
    ]


def test_one_line_holds_the_numbers() -> None:
    found = explain(PER_PUPIL, values({"stages": ["primary"]}, equipment="12.5", pupils=500))
    assert found.line_zh == 'to(12.5 万元 / sum(500 人, if("special" in (primary), …, 0)), "元/生") = 250 元/人'


def test_what_is_rounded_says_so() -> None:
    found = explain(amount("area / pupils", KNOWN), values(area=1, pupils=3))
    assert found.line_en == "1 m2 / 3 person ≈ 0.333333333333333 m2/person"


def test_what_is_missing_is_named_with_the_reason() -> None:
    found = explain(amount("area / (pupils - -boarders)", KNOWN), values(area=-1, pupils="搬迁中", boarders=2))
    assert found.line_zh == "(-1 ㎡) / (未知 - -2 人) = 未知（缺pupils：搬迁中）"
    assert found.line_en.endswith("= unknown (missing pupils: 搬迁中)")


def test_a_division_by_zero_is_named_with_its_place() -> None:
    found = explain(condition("area / pupils > 0", KNOWN), values(area=1, pupils=0))
    assert found.line_en == "1 m2 / 0 person > 0 = not defined (column 8: a division by zero)"
    assert [step.with_numbers for step in found.steps] == ["1 ㎡ / 0 人", "无法计算 > 0"]


def test_grades_are_said_by_their_words() -> None:
    found = explain(condition('culture >= "pass" and fenced', KNOWN), values(culture=3, fenced=1))
    assert found.line_zh == '"good" >= "pass" and 是 = 是'

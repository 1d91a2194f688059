"""What is a formula and what is none, where it goes wrong, and what to write instead."""

import pytest

from services.metrics.domain.formulas.faults import FormulaRefused
from services.metrics.domain.formulas.parsing import DEEPEST, parse
from services.metrics.domain.formulas.printing import printed


def refused(text: str) -> tuple[str, int]:
    with pytest.raises(FormulaRefused) as caught:
        parse(text)
    (found,) = caught.value.faults
    assert found.en
    assert found.zh
    return found.code, found.column


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("empty", 1)),
        ("  \u3000 ", ("empty", 1)),
        ("pupils +", ("unexpected", 9)),
        ("pupils rooms", ("unexpected", 8)),
        ("3pupils", ("unexpected", 2)),
        ("(pupils", ("unclosed", 1)),
        ("sum(pupils", ("unclosed", 4)),
        ("sum(pupils rooms)", ("unexpected", 12)),
        ('pupils > 3 "人', ("unclosed", 12)),
        ("[pupils", ("unclosed", 1)),
        ("学生数 > 3", ("unexpected_character", 1)),
        ("pupils; drop", ("unexpected_character", 7)),
        ("__import__('os')", ("unexpected_character", 12)),
        ("pupils ** 2", ("unexpected", 9)),
        ("1e999", ("unexpected", 2)),
        ("1234567890.123456", ("digits", 1)),
        ("a < b < c", ("chained_comparison", 7)),
        ("a in attribute.x = b", ("chained_comparison", 18)),
        ("pupils + not fenced", ("unexpected", 10)),
        ("eval(pupils)", ("unknown_function", 1)),
        ("previous(1)", ("arguments", 1)),
        ("previous(previous(pupils))", ("arguments", 1)),
        ("previous(pupils + rooms)", ("arguments", 1)),
        ("x in (1, 2)", ("unexpected", 7)),
        ("and", ("unexpected", 1)),
        ("x + " + "1" * 2000, ("too_long", 2001)),
        ("(" * 60 + "1" + ")" * 60, ("too_deep", 51)),
        ("-" * 60 + "1", ("too_deep", 51)),
        ("not " * 60 + "x", ("too_deep", 201)),
        ("+".join(["x"] * 501), ("too_many_parts", 1001)),
    ],
)
def test_what_is_no_formula_is_refused_at_its_column(text: str, fault: tuple[str, int]) -> None:
    assert refused(text) == fault


def test_a_misspelt_function_is_answered_with_the_right_one() -> None:
    with pytest.raises(FormulaRefused) as caught:
        parse("prev(pupils)")
    assert "previous" in caught.value.faults[0].hint_en
    assert "previous" in caught.value.faults[0].hint_zh


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("（a＋b）×2≥3“人”", '(a + b) * 2 >= 3 "人"'),
        ("a÷b−c≠0", "a / b - c != 0"),
        ("((a)) - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "(a - b) - c"),
        ("a * (b / c)", "a * (b / c)"),
        ("-(a + b)", "-(a + b)"),
        ("not (a and b) or not c", "not (a and b) or not c"),
        ("(a or b) and c", "(a or b) and c"),
        ("0.50 * x", "0.5 * x"),
        ("[a-b] + [sum] + [x]", "[a-b] + [sum] + x"),
        ('"primary" in attribute.stages', '"primary" in attribute.stages'),
        ('x in ("a" , "b")', 'x in ("a", "b")'),
        ("if(a, 1, 2) = round(b, -2)", "if(a, 1, 2) = round(b, -2)"),
    ],
)
def test_a_formula_has_one_written_form(text: str, written: str) -> None:
    assert printed(parse(text)) == written
    assert parse(written) == parse(text)


def test_length_is_not_depth() -> None:
    assert printed(parse(" + ".join(["x"] * 400))).count("x") == 400


def test_depth_is_counted_where_no_parentheses_stand() -> None:
    text = "x"
    for _ in range(20):
        text = f"({text} * 2 + 1 = 3 or y)"
    assert refused(text)[0] == "too_deep"


def test_the_deepest_that_is_read_is_read() -> None:
    text = "(" * (DEEPEST - 1) + "x" + ")" * (DEEPEST - 1)
    assert printed(parse(text)) == "x"

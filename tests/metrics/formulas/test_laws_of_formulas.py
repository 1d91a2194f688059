"""What holds of every formula: exact, three-valued, safe to read, and the same by arrays as one by one."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.domain.formulas.arrays import amounts, held
from services.metrics.domain.formulas.evaluation import Values, evaluate
from services.metrics.domain.formulas.faults import FormulaRefused
from services.metrics.domain.formulas.formula import amount, condition
from services.metrics.domain.formulas.outcomes import Known, Outcome, Undefined, Unknown
from services.metrics.domain.formulas.parsing import parse
from services.metrics.domain.formulas.printing import printed
from services.metrics.domain.indicator import Reporter
from services.metrics.domain.sheet import Row, Sheet
from tests.metrics.formulas.drawn import (
    AMOUNTS,
    FACTS,
    KNOWN,
    NUMBERS,
    UNDEFINED,
    Tree,
    completions,
    conditions_drawn,
    numbers_drawn,
    worked_out,
    written,
)
from tests.metrics.formulas.known import KNOWN as SCENES

full = st.fixed_dictionaries(
    {**{code: st.sampled_from(AMOUNTS) for code in NUMBERS}, **{code: st.booleans() for code in FACTS}}
)
partly = st.fixed_dictionaries(
    {
        **{code: st.sampled_from([*AMOUNTS, None]) for code in NUMBERS},
        **{code: st.sampled_from([True, False, None]) for code in FACTS},
    }
)
WORDS = """( ) , + - * / < = != >= “人” "x" [a-b] [ ] and or not in if sum round to x y p 1 0.5 × attribute.place"""
soup = st.lists(st.sampled_from([word for word in WORDS.split(" ") if word]), max_size=40).map(" ".join)


def _values(known: dict[str, Any]) -> Values:
    return Values({(code, 0): Fraction(value) for code, value in known.items() if value is not None})


def _plain(outcome: Outcome) -> Any:
    return outcome.value if isinstance(outcome, Known) else UNDEFINED if isinstance(outcome, Undefined) else None


@given(numbers_drawn, conditions_drawn, full)
@settings(max_examples=100, deadline=None)
def test_what_is_worked_out_is_exactly_what_another_way_gives(number: Tree, fact: Tree, known: dict[str, Any]) -> None:
    assert _plain(evaluate(amount(written(number), KNOWN), _values(known))) == worked_out(number, known)
    assert _plain(evaluate(condition(written(fact), KNOWN), _values(known))) == worked_out(fact, known)


@given(numbers_drawn, conditions_drawn, partly)
@settings(max_examples=100, deadline=None)
def test_what_is_known_in_spite_of_gaps_holds_for_every_completion(
    number: Tree, fact: Tree, known: dict[str, Any]
) -> None:
    for tree, formula in ((number, amount(written(number), KNOWN)), (fact, condition(written(fact), KNOWN))):
        outcome = evaluate(formula, _values(known))
        if not isinstance(outcome, Unknown):
            used = {code: known[code] for code in formula.codes}
            assert {worked_out(tree, filled) for filled in completions(used)} == {_plain(outcome)}


@st.composite
def read_once(draw: st.DrawFn) -> Tree:
    """Conditions in which every fact stands once."""
    waiting: list[Tree] = [("fact", f"p{place}") for place in range(draw(st.integers(1, 6)))]
    while len(waiting) > 1:
        way = draw(st.sampled_from(["and", "or", "if", "not"]))
        if way == "if" and len(waiting) > 2:
            waiting.append(("if", waiting.pop(0), waiting.pop(0), waiting.pop(0)))
        elif way == "not":
            waiting.append(("not", waiting.pop(0)))
        elif way != "if":
            waiting.append((way, waiting.pop(0), waiting.pop(0)))
    return waiting[0]


@given(read_once(), st.lists(st.sampled_from([True, False, None]), min_size=6, max_size=6))
@settings(max_examples=100, deadline=None)
def test_three_valued_logic_says_what_every_completion_agrees_on(tree: Tree, given_: list[bool | None]) -> None:
    meaning = KNOWN.items["p"]
    vocabulary = type(KNOWN)({f"p{place}": meaning for place in range(6)})
    known = {f"p{place}": value for place, value in enumerate(given_)}
    formula = condition(written(tree), vocabulary)
    gaps = [code for code in formula.codes if known[code] is None]
    ways = [
        {**known, **{code: bool(number >> place & 1) for place, code in enumerate(gaps)}}
        for number in range(2 ** len(gaps))
    ]
    answers = {worked_out(tree, way) for way in ways}
    assert _plain(evaluate(formula, _values(known))) == (answers.pop() if len(answers) == 1 else None)


@given(st.text() | soup | st.text('()+-*/<>=,."[] 019axy“”', max_size=200))
@settings(max_examples=500, deadline=None)
def test_reading_whatever_text_gives_a_formula_or_its_refusal_and_nothing_else(text: str) -> None:
    columns = _refused_at(text)
    assert columns is None or columns
    assert all(1 <= column <= len(text) + 1 for column in columns or ())


@given(numbers_drawn, conditions_drawn)
@settings(max_examples=100, deadline=None)
def test_what_is_written_reads_back_the_same(number: Tree, fact: Tree) -> None:
    for tree in (number, fact):
        read = parse(written(tree))
        assert parse(printed(read)) == read
        assert printed(parse(printed(read))) == printed(read)


@given(numbers_drawn, conditions_drawn, st.lists(partly, min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_arrays_say_what_one_by_one_says(number: Tree, fact: Tree, table: list[dict[str, Any]]) -> None:
    sheet = _sheet(table)
    formula = condition(written(fact), KNOWN)
    found = held(formula, sheet)
    for row, known in enumerate(table):
        said = True if found.yes[row] else False if found.no[row] else UNDEFINED if found.undefined[row] else None
        assert said == _plain(evaluate(formula, _values(known)))
    reckoned = amount(written(number), KNOWN)
    lane, doubtful = amounts(reckoned, sheet)
    for row, known in enumerate(table):
        outcome = evaluate(reckoned, _values(known))
        if not doubtful[row]:
            assert lane.known[row] == isinstance(outcome, Known)
            assert lane.undefined[row] == isinstance(outcome, Undefined)
        if isinstance(outcome, Known) and not doubtful[row]:
            assert abs(Fraction(float(lane.value[row])) - outcome.number) <= Fraction(float(lane.error[row]))


def test_counts_are_settled_by_arrays_alone() -> None:
    sheet = _sheet(
        [{"x": Fraction(3), "y": Fraction(1), "z": Fraction(2)}, {"x": Fraction(1), "y": Fraction(1), "z": Fraction(1)}]
    )
    found = held(condition("x = y + z", KNOWN), sheet)
    assert (list(found.yes), found.settled) == ([True, False], 0)


def test_what_lies_on_the_edge_is_settled_exactly() -> None:
    tenths = {"x": Fraction("0.1"), "y": Fraction("0.2"), "z": Fraction("0.3")}
    found = held(condition("x + y = z", KNOWN), _sheet([tenths, {**tenths, "z": Fraction("0.4")}]))
    assert (list(found.yes), found.settled) == ([True, False], 1)


def test_a_derived_value_that_no_float_holds_is_kept_beside_it() -> None:
    third = Fraction(1, 3)
    sheet = Sheet(_rows(1), {("x", 0): np.array([float(third)]), ("y", 0): np.array([1.0])}, {("x", 0): {0: third}})
    assert list(held(condition("3 * x = y", KNOWN), sheet).yes) == [True]


def test_a_divisor_that_is_zero_but_for_rounding_is_settled_exactly() -> None:
    tenths = {"x": Fraction("0.1"), "y": Fraction("0.2"), "z": Fraction("0.3")}
    found = held(condition("1 / (x + y - z) > 0", KNOWN), _sheet([tenths]))
    assert (list(found.undefined), found.settled) == ([True], 1)


def test_a_half_is_rounded_up_where_floats_lie_below_it() -> None:
    assert 1.005 * 100 < 100.5
    assert list(held(condition("round(x, 2) > 1.009", KNOWN), _sheet([{"x": Fraction("1.005")}])).yes) == [True]


def test_two_equal_branches_decide_although_the_condition_is_missing() -> None:
    table = [{"x": Fraction(3), "y": Fraction(3)}, {"x": Fraction(3), "y": Fraction(4)}]
    assert list(held(condition("if(p, x, y) > 0", KNOWN), _sheet(table)).yes) == [True, False]


def test_a_fraction_near_a_whole_number_is_not_taken_for_it() -> None:
    near = 3 + Fraction(1, 10**20)
    sheet = Sheet(_rows(2), {("x", 0): np.array([3.0, 3.0])}, {("x", 0): {0: near}})
    assert list(held(condition("x > 3", KNOWN), sheet).yes) == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        '"primary" in attribute.stages',
        'attribute.place in ("rural", "town") or fenced',
        'attribute.place != "rural" and attribute.kind = "school"',
        'culture >= "pass"',
        "present(pupils) and count_known(pupils, boarders, fenced) < 3",
        "fenced = lit",
        "if(fenced, lit, pupils > boarders)",
        'if("primary" in attribute.stages, pupils, 0) > 5 "人"',
        'to(equipment, "元") >= 125000 "元"',
    ],
)
def test_attributes_grades_and_gaps_are_the_same_by_arrays(text: str) -> None:
    attributes = [
        {},
        {"place": "rural", "stages": ["primary"]},
        {"place": "town", "stages": ["special"]},
        {"stages": []},
    ]
    numbers = st.sampled_from([None, 0, 1, 2, 3])
    codes = ("pupils", "boarders", "fenced", "lit", "culture", "equipment")

    @given(st.lists(st.tuples(st.sampled_from(attributes), st.tuples(*[numbers] * len(codes))), min_size=1))
    @settings(max_examples=20, deadline=None)
    def agrees(drawn: list[tuple[dict[str, Any], tuple[int | None, ...]]]) -> None:
        rows = [Row(Reporter("s", "/c/s", "school", given), "2024-2025", "c") for given, _ in drawn]
        columns = {
            (code, 0): np.array([np.nan if known[place] is None else _stored(code, known[place]) for _, known in drawn])
            for place, code in enumerate(codes)
        }
        formula, sheet = condition(text, SCENES), Sheet(rows, columns)
        found = held(formula, sheet)
        for row in range(len(rows)):
            outcome = evaluate(formula, sheet.values(row, columns))
            said = True if found.yes[row] else False if found.no[row] else None
            assert said == _plain(outcome)

    agrees()


def _stored(code: str, number: int | None) -> float:
    """Of a fact 0 or 1, of a grade a rank; of equipment a number on the edge of its rule."""
    ways = {"fenced": min(number or 0, 1), "lit": min(number or 0, 1), "culture": max(number or 0, 1)}
    return 12.5 if (code, number) == ("equipment", 3) else ways.get(code, number or 0)


def _refused_at(text: str) -> list[int] | None:
    try:
        condition(text, KNOWN)
    except FormulaRefused as refused:
        return [fault.column for fault in refused.faults]
    return None


def _rows(many: int) -> list[Row]:
    return [Row(Reporter(f"s{place}", f"/c/s{place}", "school"), "2024-2025", "c") for place in range(many)]


def _sheet(table: list[dict[str, Any]]) -> Sheet:
    columns = {
        (code, 0): np.array([np.nan if (value := known.get(code)) is None else float(value) for known in table])
        for code in (*NUMBERS, *FACTS)
    }
    return Sheet(_rows(len(table)), columns)

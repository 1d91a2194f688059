"""One pattern a table: for every query, for every order of its cells, and over the years."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.pattern import Pattern, pattern
from services.metrics.domain.small_cells.table import Cell, Rule, Sum, Table, TableRefusedError
from tests.metrics.small_cells.attacker import narrowed
from tests.metrics.small_cells.tables import tables

ONE, TWO, COUNTY = (Key(place, "left_behind", "2025") for place in ("青禾一小", "青禾二小", "青禾县"))


def county(one: int | None, two: int | None, bound: int = 10) -> Table:
    values = {ONE: one, TWO: two, COUNTY: (one or 0) + (two or 0)}
    cells = {key: Cell(value, sensitive=True) for key, value in values.items()}
    return Table(cells, [Sum(COUNTY, (ONE, TWO))], Rule(bound))


def until(table: Table, period: str) -> Table:
    """What of a table there was when this period was the last."""
    cells = {key: cell for key, cell in table.cells.items() if key.period <= period}
    return Table(cells, [each for each in table.sums if each.total.period <= period], table.rule)


@pytest.mark.parametrize(
    ("cells", "sums", "rule"),
    [
        ({ONE: Cell(-1)}, [], Rule()),
        ({ONE: Cell(1)}, [Sum(COUNTY, (ONE,))], Rule()),
        ({ONE: Cell(1), COUNTY: Cell(1)}, [Sum(COUNTY, (ONE, ONE))], Rule()),
        ({COUNTY: Cell(1)}, [Sum(COUNTY, ())], Rule()),
        ({ONE: Cell(1)}, [], Rule(0)),
    ],
)
def test_a_table_that_is_none_is_refused(cells: dict[Key, Cell], sums: list[Sum], rule: Rule) -> None:
    with pytest.raises(TableRefusedError):
        Table(cells, sums, rule)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_table_in_another_order_has_the_same_pattern(table: Table, lots: random.Random) -> None:
    cells, sums = list(table.cells.items()), list(table.sums)
    lots.shuffle(cells)
    lots.shuffle(sums)
    assert pattern(Table(dict(cells), sums, table.rule)) == pattern(table)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_queries_together_tell_what_the_table_tells(table: Table, lots: random.Random) -> None:
    """A query picks keys; what it says of each does not hang on what else it picks."""
    found = pattern(table)
    keys = sorted(table.cells)
    answers: dict[Key, int] = {}
    for _ in range(6):
        picked = lots.sample(keys, lots.randint(1, len(keys)))
        answers |= {key: found.published[key] for key in picked if key in found.published}
    assert not answers.keys() & found.hidden
    assert narrowed(table, answers, found.hidden) <= found.exposed


@given(tables())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_new_period_changes_nothing_of_those_before_it(table: Table) -> None:
    before = pattern(until(table, "2024"))
    after = pattern(table, before)
    earlier = {key: value for key, value in after.published.items() if key.period == "2024"}
    assert earlier == before.published
    assert {key for key in after.hidden if key.period == "2024"} == before.hidden
    assert narrowed(table, after.published, after.hidden) == after.exposed


@given(tables(odd=False), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_told_stays_told_and_guards_nothing(table: Table, data: st.DataObject) -> None:
    """Some sums become known later: who remembers everything narrows what is called exposed, and nothing else."""
    known = data.draw(st.lists(st.sampled_from(table.sums), unique=True)) if table.sums else []
    before = pattern(Table(table.cells, known, table.rule))
    after = pattern(table, before)
    assert before.hidden <= after.hidden
    assert narrowed(table, {**before.published, **after.published}, after.hidden) == after.exposed
    assert not narrowed(table, after.published, after.hidden)
    assert after.exposed or not after.withdrawn


def test_a_hidden_figure_that_grows_stays_hidden() -> None:
    before = pattern(county(4, 37))
    assert before.hidden == {ONE, TWO}
    after = pattern(county(24, 37), before)
    assert after.hidden == {ONE, TWO}
    assert after.primary == frozenset()


def test_a_figure_that_shrinks_below_the_bound_is_withdrawn() -> None:
    before = pattern(county(24, 37))
    assert before.hidden == frozenset()
    after = pattern(county(4, 37), before)
    assert after.primary == {ONE}
    assert after.hidden == after.withdrawn == {ONE, COUNTY}
    assert after.published == {TWO: 37}
    assert after.exposed == frozenset()


def test_a_bound_that_is_raised_hides_what_was_told_and_says_that_it_was() -> None:
    before = pattern(county(7, 37, bound=5))
    after = pattern(county(7, 37, bound=10), before)
    assert ONE in after.hidden
    assert ONE in after.withdrawn
    assert ONE in after.exposed
    assert not narrowed(county(7, 37), after.published, after.hidden)


def test_what_was_withdrawn_is_still_remembered_a_table_later() -> None:
    first = pattern(county(7, 37, bound=5))
    second = pattern(county(7, 37, bound=10), first)
    third = pattern(county(7, 37, bound=10), second)
    assert third == second


def test_keys_that_leave_the_table_stay_hidden() -> None:
    before = pattern(county(4, 37))
    empty: Pattern = pattern(Table({}, []), before)
    assert empty.hidden == before.hidden
    assert empty.published == {}
    assert pattern(county(14, 37), empty).hidden == before.hidden

"""No attacker who solves both linear programs of every hidden cell narrows one below the bound."""

from hypothesis import HealthCheck, given, settings

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.pattern import pattern
from services.metrics.domain.small_cells.table import Cell, Known, Sum, Table
from tests.metrics.small_cells.attacker import narrowed, ranges
from tests.metrics.small_cells.tables import table_of, tables

ABOVE = {"青禾一小": "青禾县", "青禾二小": "青禾县", "青禾三小": "青禾县", "青禾县": "云泽市", "苇塘县": "云泽市"}
COUNTS = {
    Key("青禾一小", "left_behind", "2025"): 4,
    Key("青禾二小", "left_behind", "2025"): 37,
    Key("青禾三小", "left_behind", "2025"): 52,
    Key("苇塘县", "left_behind", "2025"): 80,
}


def test_hiding_the_small_cell_alone_gives_it_away_to_the_attacker() -> None:
    table = table_of(COUNTS, ABOVE, sensitive=("left_behind",))
    small = frozenset(key for key, cell in table.cells.items() if table.rule.small(cell))
    seen = {key: cell.value for key, cell in table.cells.items() if key not in small and cell.value is not None}
    assert narrowed(table, seen, small) == {Key("青禾一小", "left_behind", "2025")}


def test_the_pattern_hides_a_second_cell_and_the_attacker_fails() -> None:
    table = table_of(COUNTS, ABOVE, sensitive=("left_behind",))
    found = pattern(table)
    assert found.primary == {Key("青禾一小", "left_behind", "2025")}
    assert found.secondary == {Key("青禾二小", "left_behind", "2025")}
    assert ranges(table, found.published, found.hidden) == dict.fromkeys(found.hidden, (0.0, 41.0))


def test_four_cells_in_a_square_are_hidden_where_sums_run_both_ways() -> None:
    counts = {
        Key(f"校{school}", indicator, "2025"): 40 + school for school in range(4) for indicator in ("boys", "girls")
    } | {Key("校0", "girls", "2025"): 3}
    table = table_of(counts, {f"校{school}": "县" for school in range(4)})
    found = pattern(table)
    assert {key[:2] for key in found.hidden} == {
        (school, indicator) for school in ("校0", "校1") for indicator in ("boys", "girls")
    }
    assert not narrowed(table, found.published, found.hidden)


@given(tables(odd=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_attacker_narrows_nothing_in_any_table(table: Table) -> None:
    found = pattern(table)
    assert not found.exposed
    assert not narrowed(table, found.published, found.hidden)
    assert all(key in found.hidden for key, cell in table.cells.items() if table.rule.small(cell))


@given(tables())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_with_missing_wrong_and_known_cells_only_what_is_said_to_be_exposed_is_narrowed(table: Table) -> None:
    found = pattern(table)
    assert narrowed(table, found.published, found.hidden) == found.exposed
    shown = {key: 0 for key, cell in table.cells.items() if cell.value == 0 and table.rule.zeros_shown}
    everything = (
        frozenset(table.cells) - shown.keys() - {key for key, cell in table.cells.items() if cell.value is None}
    )
    assert found.exposed <= narrowed(table, shown, everything), "hiding all else would have helped"


def test_a_small_school_does_not_show_how_few_pupils_there_are_to_choose_from() -> None:
    """Pupils left behind are part of all pupils; of six pupils at most six can be left behind."""
    part, whole, others = (Key("青禾一小", name, "2025") for name in ("left_behind", "pupils", "others"))
    cells = {part: Cell(2, sensitive=True), whole: Cell(6), others: Cell(4, known=Known.NOBODY)}
    found = pattern(Table(cells, [Sum(whole, (part, others))]))
    assert found.hidden == {part, whole}
    assert found.published == {}


def test_a_total_of_which_parts_are_missing_does_not_tell_the_others() -> None:
    parts = [Key(f"校{number}", "left_behind", "2025") for number in range(3)]
    total = Key("县", "left_behind", "2025")
    cells = {parts[0]: Cell(4, sensitive=True), parts[1]: Cell(60), parts[2]: Cell(None), total: Cell(90)}
    found = pattern(Table(cells, [Sum(total, tuple(parts))]))
    assert found.hidden == {parts[0]}
    assert parts[2] not in found.published


def test_a_total_of_those_that_reported_tells_them_and_is_guarded() -> None:
    parts = [Key(f"校{number}", "left_behind", "2025") for number in range(3)]
    total = Key("县", "left_behind", "2025")
    cells = {parts[0]: Cell(4, sensitive=True), parts[1]: Cell(60), parts[2]: Cell(None), total: Cell(64)}
    found = pattern(Table(cells, [Sum(total, tuple(parts))]))
    assert found.hidden == {parts[0], parts[1]}


def test_a_place_without_such_classes_is_shown_as_having_none() -> None:
    parts = [Key(f"校{number}", "left_behind", "2025") for number in range(2)]
    total = Key("县", "left_behind", "2025")
    cells = {key: Cell(0, sensitive=True, known=Known.EVERYBODY) for key in parts} | {total: Cell(0, sensitive=True)}
    found = pattern(Table(cells, [Sum(total, tuple(parts))]))
    assert (found.hidden, found.exposed) == (frozenset(), frozenset())
    assert found.published[total] == 0

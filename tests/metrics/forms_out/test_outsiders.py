"""What outsiders see of a query is what the pattern says, whatever the query."""

import pyarrow as pa

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.pattern import pattern
from services.metrics.domain.small_cells.table import Cell, Sum, Table
from services.metrics.forms_out.outsiders import OutsidersView
from tests.metrics.forms_out.batches import PUPILS, batch, row

ONE, TWO, THREE, COUNTY = (Key(place, PUPILS, "2025") for place in ("a", "b", "c", "county"))
TABLE = Table(
    {ONE: Cell(4, sensitive=True), TWO: Cell(37), THREE: Cell(52), COUNTY: Cell(93)},
    [Sum(COUNTY, (ONE, TWO, THREE))],
)
VIEW = OutsidersView(pattern(TABLE), [PUPILS])


def seen(batches: list[pa.RecordBatch]) -> list[tuple[str, float | None, str]]:
    found = [each for one in VIEW.of(batches) for each in one.to_pylist()]
    return [(each["organisation"], each["value"], each["status"]) for each in found]


def test_hidden_cells_look_alike_and_published_ones_are_as_they_were() -> None:
    rows = [row("a", 4.0, evidence="x"), row("b", 37.0), row("c", 52.0), row("county", 93.0)]
    assert seen([batch(rows)]) == [
        ("a", None, "suppressed"),
        ("b", None, "suppressed"),
        ("c", 52.0, "reported"),
        ("county", 93.0, "reported"),
    ]
    assert [each["evidence"] for one in VIEW.of([batch(rows)]) for each in one.to_pylist()] == [None] * 4


def test_a_value_that_no_pattern_judged_is_not_shown() -> None:
    assert seen([batch([row("c", 53.0), row("d", 80.0)])]) == [("c", None, "suppressed"), ("d", None, "suppressed")]


def test_what_is_unknown_stays_unknown_and_other_indicators_are_free() -> None:
    rows = [row("a", None), row("a", 1.0, indicator="rooms")]
    assert seen([batch(rows)]) == [("a", None, "unknown"), ("a", 1.0, "reported")]


def test_a_batch_with_nothing_to_hide_is_passed_on() -> None:
    assert seen([batch([row("c", 52.0)]), batch([])]) == [("c", 52.0, "reported")]

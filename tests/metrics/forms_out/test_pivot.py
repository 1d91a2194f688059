"""A pivot: exact amounts, each with how much of what is owed it rests on; never less without saying so."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.forms_out.lines import ndjson_pieces
from services.metrics.forms_out.pivot import PIVOT, Aggregate, Amount, Asked, pivot, pivot_batch
from services.metrics.forms_out.readings import BatchRefusedError
from tests.metrics.forms_out.batches import PUPILS, UNHURRIED, Row, batch, numbers, row

ROW_OF = {"a": "青禾县", "b": "青禾县", "c": "苇塘县"}


def cells(rows: list[Row], **more: object) -> dict[str, Amount]:
    asked = Asked(["青禾县", "苇塘县"], [PUPILS], ROW_OF, **more)  # type: ignore[arg-type]
    return {each.row: each for each in pivot([batch(rows)], asked)}


def test_a_sum_of_all_that_is_owed_is_whole() -> None:
    found = cells([row("a", 3.0), row("b", 4.0), row("c", 5.0)])
    assert found["青禾县"] == Amount("青禾县", PUPILS, Decimal(7), reported=2, owed=2, suppressed=0)
    assert found["青禾县"].completeness == "whole"


@pytest.mark.parametrize("status", ["unknown", "missing", "suppressed"])
def test_a_sum_with_a_part_that_is_not_there_says_that_it_is_partial(status: str) -> None:
    reason = "未统计" if status == "unknown" else None
    found = cells([row("a", 3.0), row("b", None, status=status, unknown_reason=reason)])["青禾县"]
    assert (found.value, found.reported, found.owed, found.completeness) == (Decimal(3), 1, 2, "partial")
    assert found.suppressed == int(status == "suppressed")


def test_what_is_owed_counts_though_no_row_says_so() -> None:
    found = cells([row("a", 3.0)], owed={("青禾县", PUPILS): 2, ("苇塘县", PUPILS): 1})
    assert found["青禾县"].completeness == "partial"
    assert (found["苇塘县"].value, found["苇塘县"].completeness) == (None, "none")


def test_nothing_reported_is_no_sum_of_zero() -> None:
    assert cells([row("a", None)])["青禾县"].value is None
    assert cells([row("a", 0.0)])["青禾县"].value == 0


def test_other_places_and_indicators_go_by() -> None:
    assert cells([row("elsewhere", 3.0), row("a", 3.0, indicator="rooms")])["青禾县"].owed == 0


def test_a_count_is_of_those_that_reported() -> None:
    found = cells([row("a", 3.0), row("b", None)], aggregate=Aggregate.COUNT)["青禾县"]
    assert (found.value, found.completeness) == (Decimal(1), "partial")


def test_a_mean_is_weighted_and_lacks_those_without_a_weight() -> None:
    weights = {("a", "2025"): Decimal(300), ("b", "2025"): Decimal(100)}
    both = [row("a", 10.2), row("b", 8.2)]
    whole = cells(both, aggregate=Aggregate.WEIGHTED, weights=weights)["青禾县"]
    assert (whole.value, whole.completeness) == (Decimal("9.7"), "whole")
    del weights["b", "2025"]
    part = cells(both, aggregate=Aggregate.WEIGHTED, weights=weights)["青禾县"]
    assert (part.value, part.reported, part.completeness) == (Decimal("10.2"), 1, "partial")


def test_a_mean_without_weights_is_refused() -> None:
    with pytest.raises(BatchRefusedError):
        cells([], aggregate=Aggregate.WEIGHTED)
    with pytest.raises(BatchRefusedError):
        cells([], weights={})


@given(st.lists(numbers(), min_size=1, max_size=30))
@UNHURRIED
def test_a_sum_is_exact(values: list[float]) -> None:
    found = cells([row("a", value) for value in values])["青禾县"].value
    assert found is not None
    assert Fraction(found) == sum(Fraction(repr(value)) for value in values)


def test_a_pivot_is_written_by_the_same_forms() -> None:
    asked = Asked(["青禾县", "苇塘县"], [PUPILS], ROW_OF)
    amounts = pivot_batch(pivot([batch([row("a", 0.1), row("b", 0.2)])], asked))
    lines = b"".join(ndjson_pieces([amounts], PIVOT)).splitlines()
    assert json.loads(lines[0]) == {
        "row": "青禾县",
        "column": PUPILS,
        "value": 0.3,
        "reported": 2,
        "owed": 2,
        "suppressed": 0,
        "completeness": "whole",
    }
    assert json.loads(lines[1])["value"] is None
    assert len(pivot_batch([])) == 0

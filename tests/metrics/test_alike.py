"""Equal readings of a body are judged once, and the report is the same as if each had been judged by itself."""

from unittest.mock import patch

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from services.metrics.domain import alike as by_likeness
from services.metrics.domain.batch import sift
from services.metrics.domain.conflicts import Conflicts
from services.metrics.domain.judging import judge_form
from services.metrics.domain.reading import Given
from tests.metrics.judged import GROUND, columns, given
from tests.metrics.test_screening import READINGS

Told = list[tuple[str, int, list[str], list[str], list[int], object]]


def told(conflicts: Conflicts) -> Told:
    return [
        (each.cause.code, each.count, [*each.organisations], [*each.indicators], each.indexes, each.example)
        for each in conflicts.grouped()
    ]


def by_themselves(batch: list[Given]) -> Conflicts:
    """Every reading judged, whatever was said of an equal one."""
    body, found = columns(*batch), Conflicts()
    keys = [each.key for each in batch]
    for row, key in enumerate(keys):
        twin = keys.index(key) if keys.count(key) > 1 else None
        if objections := judge_form(body.given(row), GROUND, twin):
            found.reject(objections, 1, [row])
    return found


@settings(max_examples=200)
@drawn(st.lists(READINGS, min_size=1, max_size=8), st.integers(1, 4), st.randoms(), st.sampled_from([3, 100_000]))
def test_the_report_is_the_same(some: list[Given], times: int, order: object, at_once: int) -> None:
    batch = some * times
    getattr(order, "shuffle")(batch)  # noqa: B009 - hypothesis gives its own kind of Random
    with patch.object(by_likeness, "AT_ONCE", at_once):
        sifted = sift(columns(*batch), GROUND)
    expected = by_themselves(batch)
    assert told(sifted.conflicts) == told(expected)
    assert sifted.conflicts.rejected == expected.rejected


def test_equal_readings_are_one_group_whatever_stands_beside_them() -> None:
    batch = [given(1), given(2), given(1), given("x"), given("x"), given([1]), given([1]), given(1, unit="人")]
    groups = by_likeness.alike(columns(*batch), columns(*batch).numbers < 9)
    assert [group.tolist() for group in groups] == [[0, 2], [1], [7]]
    every = by_likeness.alike(columns(*batch), columns(*batch).organisations.at >= 0)
    assert [group.tolist() for group in every] == [[0, 2], [1], [3, 4], [5], [6], [7]]

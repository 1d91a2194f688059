"""What a sound reading means follows from what is known of its key."""

import math

import numpy as np
import pytest

from services.metrics.domain.batch import judge
from services.metrics.domain.taking import APPROVED, PENDING, RETURNED, Known, Remark, Rows, Said

NULL = math.nan
Version = tuple[float, int]


def known(*versions: Version) -> Known:
    """One key of which these values were said, each in a part of a state."""
    values, states = [value for value, _ in versions], [state for _, state in versions]
    said = Said(
        np.zeros(len(versions), np.int64),
        np.arange(1, len(versions) + 1),
        np.array(values, np.float64),
        np.array(states, np.int64),
    )
    return Known.of(1, said)


def row(value: float, remark: Remark | None = None) -> Rows:
    one = np.ones(1, np.int64)
    return Rows(one, one, one, np.array([value]), one, {} if remark is None else {0: remark})


def meaning(value: float, stands: Known, *, reasoned: bool = False) -> str:
    return _meaning(row(value), stands, {}, {}, reasoned=reasoned)


def _meaning(
    rows: Rows, stands: Known, standing: dict[int, Remark], approved: dict[int, Remark], *, reasoned: bool
) -> str:
    judged, late = judge(rows, stands, standing, approved, reasoned=reasoned)
    counts = {
        "created": len(judged.created),
        "updated": len(judged.updated),
        "unchanged": judged.unchanged,
        "rejected": len(late),
    }
    (found,) = [name for name, count in counts.items() for _ in range(count)]
    return found


@pytest.mark.parametrize(
    ("versions", "value", "reasoned", "expected"),
    [
        ([], 5, False, "created"),
        ([(5, PENDING)], 5, False, "unchanged"),
        ([(5, PENDING)], 6, False, "updated"),
        ([(5, RETURNED)], 5, False, "created"),
        ([(4, PENDING), (5, RETURNED)], 5, False, "updated"),
        ([(5, APPROVED)], 5, False, "unchanged"),
        ([(5, APPROVED)], 6, False, "rejected"),
        ([(5, APPROVED)], 6, True, "updated"),
        ([(5, APPROVED), (6, PENDING)], 6, False, "unchanged"),
        ([(5, APPROVED), (6, PENDING)], 5, False, "updated"),
        ([(5, APPROVED), (6, PENDING)], 7, False, "rejected"),
        ([(5, APPROVED), (6, RETURNED)], 5, False, "unchanged"),
        ([(NULL, PENDING)], 0, False, "updated"),
        ([(0, APPROVED)], NULL, False, "rejected"),
    ],
)
def test_what_a_reading_means_follows_from_what_stands(
    versions: list[Version], value: float, *, reasoned: bool, expected: str
) -> None:
    assert meaning(value, known(*versions), reasoned=reasoned) == expected


def test_the_highest_version_is_known_whatever_became_of_it() -> None:
    assert known((5, APPROVED), (6, RETURNED)).versions.tolist() == [2]


@pytest.mark.parametrize(("reason", "expected"), [("未统计", "unchanged"), ("停办", "updated")])
def test_another_reason_why_it_is_unknown_is_another_reading(reason: str, expected: str) -> None:
    before = {0: Remark("未统计", None)}
    assert _meaning(row(NULL, Remark(reason, None)), known((NULL, PENDING)), before, {}, reasoned=False) == expected


@pytest.mark.parametrize(("evidence", "expected"), [("the register", "unchanged"), ("another register", "updated")])
def test_another_document_is_another_reading(evidence: str, expected: str) -> None:
    before = {0: Remark(None, "the register")}
    assert _meaning(row(5, Remark(None, evidence)), known((5, PENDING)), before, {}, reasoned=False) == expected


def test_to_name_no_document_withdraws_none() -> None:
    assert meaning(5, known((5, PENDING))) == "unchanged"


@pytest.mark.parametrize(("reasoned", "expected"), [(False, "rejected"), (True, "updated")])
def test_the_document_of_an_approved_value_changes_only_with_a_reason(*, reasoned: bool, expected: str) -> None:
    before = {0: Remark(None, "the register")}
    other = row(5, Remark(None, "another register"))
    assert _meaning(other, known((5, APPROVED)), before, before, reasoned=reasoned) == expected

"""What a sound reading means follows from what is known of its key."""

from decimal import Decimal

import pytest

from services.metrics.domain.batch import judge
from services.metrics.domain.reading import Amount, Key, Standing
from tests.metrics.judged import given, sounding

KEY = given(0).key


def known(latest: int, approved: int | None) -> dict[Key, Standing]:
    return {
        KEY: Standing(7, Amount(Decimal(latest), None), None if approved is None else Amount(Decimal(approved), None))
    }


@pytest.mark.parametrize(
    ("standing", "value", "reason", "expected"),
    [
        ({}, 5, None, "created"),
        (known(5, None), 5, None, "unchanged"),
        (known(5, None), 6, None, "updated"),
        (known(5, 5), 5, None, "unchanged"),
        (known(5, 5), 6, None, "rejected"),
        (known(5, 5), 6, "counted again", "updated"),
        (known(6, 5), 6, None, "unchanged"),
        (known(6, 5), 5, None, "updated"),
        (known(6, 5), 7, None, "rejected"),
    ],
)
def test_what_a_reading_means_follows_from_what_stands(
    standing: dict[Key, Standing], value: int, reason: str | None, expected: str
) -> None:
    judged = judge([sounding(value)], [], standing, reason)
    counts = {
        "created": len(judged.created),
        "updated": len(judged.updated),
        "unchanged": judged.unchanged,
        "rejected": judged.rejected,
    }
    assert counts == {**dict.fromkeys(counts, 0), expected: 1}


def test_an_unknown_is_not_zero_and_another_reason_is_another_reading() -> None:
    unknown = {KEY: Standing(7, Amount(None, "未统计"), None)}
    assert judge([sounding(None, reason=" 未统计 ")], [], unknown, None).unchanged == 1
    assert len(judge([sounding(None, reason="停办")], [], unknown, None).updated) == 1
    assert len(judge([sounding(0)], [], unknown, None).updated) == 1


@pytest.mark.parametrize(
    ("evidence", "expected"), [(None, (0, 1)), ("the register", (0, 1)), ("another register", (1, 0))]
)
def test_another_document_is_another_reading_and_none_withdraws_none(
    evidence: str | None, expected: tuple[int, int]
) -> None:
    standing = {KEY: Standing(7, Amount(Decimal(5), None, "the register"), None)}
    judged = judge([sounding(5, evidence=evidence)], [], standing, None)
    assert (len(judged.updated), judged.unchanged) == expected


def test_the_document_of_an_approved_value_changes_only_with_a_reason() -> None:
    known_ = Amount(Decimal(5), None, "the register")
    standing = {KEY: Standing(7, known_, known_)}
    assert judge([sounding(5, evidence="another register")], [], standing, None).rejected == 1
    assert len(judge([sounding(5, evidence="another register")], [], standing, "the first was a draft").updated) == 1

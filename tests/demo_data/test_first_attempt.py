"""The spoilt first attempt has three mistakes, each on many rows, and is otherwise what should have been sent."""

from decimal import Decimal

from deploy.demo.synthetic import Reading, county
from deploy.demo.synthetic_errors import (
    HALVED_INDICATOR,
    HALVED_ROWS,
    MISSPELT_FROM,
    MISSPELT_ROWS,
    MISSPELT_TO,
    STRANGE_ORGANISATION,
    STRANGE_ROWS,
    spoil,
)
from deploy.demo.synthetic_planted import LAST_PERIOD
from tests.demo_data.files import indicators

SENT = county(2021).readings(LAST_PERIOD)


def changed() -> list[tuple[Reading, Reading]]:
    return [(right, wrong) for right, wrong in zip(SENT, spoil(SENT), strict=True) if right != wrong]


def test_no_row_is_wrong_twice_and_all_others_stay_as_they_are() -> None:
    assert len(changed()) == MISSPELT_ROWS + HALVED_ROWS + STRANGE_ROWS


def test_forty_rows_name_an_indicator_that_does_not_exist() -> None:
    rows = [wrong for right, wrong in changed() if right.indicator != wrong.indicator]
    assert len(rows) == MISSPELT_ROWS == 40
    assert {row.indicator for row in rows} == {MISSPELT_TO}
    assert MISSPELT_TO not in {item["code"] for item in indicators()}
    assert MISSPELT_FROM in {item["code"] for item in indicators()}


def test_thirty_rows_count_half_teachers() -> None:
    rows = [wrong for right, wrong in changed() if right.value != wrong.value]
    assert len(rows) == HALVED_ROWS == 30
    assert {row.indicator for row in rows} == {HALVED_INDICATOR}
    assert all(row.value is not None and row.value % 1 == Decimal("0.5") for row in rows)


def test_ten_rows_belong_to_a_school_of_another_county() -> None:
    rows = [wrong for right, wrong in changed() if right.organisation != wrong.organisation]
    assert len(rows) == STRANGE_ROWS == 10
    assert {row.organisation for row in rows} == {STRANGE_ORGANISATION}
    assert not STRANGE_ORGANISATION.startswith("640221")


def test_the_readings_given_are_left_untouched() -> None:
    before = list(SENT)
    spoil(SENT)
    assert before == SENT

"""Who stands out among peers of the county and kind of school."""

from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.domain.rules.peers import Line, compare
from services.metrics.domain.rules.rule import Outlier
from tests.metrics.rules.asking import broken, found, row, rule, sheet


def outlier(factor: str = "5", difference: str | None = None, peers: int = 5, of: str = "area / pupils") -> Outlier:
    return Outlier(of, Decimal(factor), None if difference is None else Decimal(difference), peers)


AREAS, PUPILS = [50, 52, 48, 51, 49, 50, 500, 51, None], [10, 10, 10, 10, 10, 10, 10, 0, 10]


def test_who_lies_far_from_the_others_stands_out_and_gaps_are_not_compared() -> None:
    assert broken(outlier(), area=AREAS, pupils=PUPILS) == ([6], 2)


def test_too_few_peers_are_no_comparison() -> None:
    assert broken(outlier(peers=6), area=AREAS, pupils=PUPILS)[0] == [6]
    assert broken(outlier(peers=7), area=AREAS, pupils=PUPILS) == ([], 9)


def test_peers_are_of_the_same_county_and_kind() -> None:
    rows = [row(f"a{place}") for place in range(6)] + [row("x", county="d"), row("y", school_kind="nine_year")]
    table = sheet(rows, area=[10, 11, 12, 10, 11, 12, 999, 999], pupils=[1] * 8)
    assert (found(rule(outlier()), table).rows, found(rule(outlier()), table).not_checked) == ((), 2)


def test_on_the_line_is_not_beyond_it() -> None:
    test = outlier("3", of="area", peers=3)
    assert broken(test, area=["0.1", "0.2", "0.3", "0.4", "0.5", "0.6"]) == ([], 0)
    assert broken(test, area=["0.1", "0.2", "0.3", "0.4", "0.5", "0.8"]) == ([], 0)
    assert broken(test, area=["0.1", "0.2", "0.3", "0.4", "0.5", "0.800000000000001"]) == ([5], 0)


def test_where_half_are_alike_only_a_difference_can_tell() -> None:
    alike: list[Any] = [10, 10, 10, 10, 10, 11, 30]
    assert broken(outlier(of="area"), area=alike) == ([], 7)
    assert broken(outlier(of="area", difference="5"), area=alike) == ([6], 0)


def test_the_example_names_the_peers() -> None:
    table = sheet([row(f"s{place}") for place in range(9)], area=AREAS, pupils=PUPILS)
    example = found(rule(outlier()), table).example
    assert example is not None
    assert example.line_zh == "500 ㎡ / 10 人 = 50 ㎡/人；同县同类另有6所，中位数5 ㎡/人，与中位数距离的中位数0.1 ㎡/人"
    assert example.line_en.endswith("6 others of the county and kind, median 5, median distance 0.1 m2/person")


values = st.sampled_from(["0", "1", "2", "3", "0.1", "0.2", "0.3", "0.4", "7", "100", "0.7", "1e9"])


@given(
    st.lists(st.tuples(values, st.integers(0, 2)), max_size=25),
    st.sampled_from(["1", "2", "3.5", "0.1"]),
    st.sampled_from([None, "0.1", "1", "0.3"]),
    st.integers(1, 4),
)
@settings(max_examples=300, deadline=None)
def test_arrays_find_whom_fractions_find(
    drawn: list[tuple[str, int]], factor: str, difference: str | None, peers: int
) -> None:
    numbers = [Fraction(value) for value, _ in drawn]
    floats = np.array([float(number) for number in numbers])
    errors = np.array([0.0 if number.denominator == 1 else abs(float(number)) * 2.0**-52 for number in numbers])
    groups = np.array([group for _, group in drawn], np.int64)
    line = Line(Decimal(factor), None if difference is None else Decimal(difference), peers)
    answer = compare(floats, errors, groups, line, lambda place: numbers[place])
    for place, (number, group) in enumerate(zip(numbers, groups, strict=True)):
        like = [other for other, its in zip(numbers, groups, strict=True) if its == group]
        middle = median(like)
        spread = median(abs(other - middle) for other in like)
        compared = len(like) > peers and (spread > 0 or difference is not None)
        away = abs(number - middle)
        beyond = away > Fraction(factor) * spread and (difference is None or away > Fraction(difference))
        assert (answer.compared[place], answer.out[place]) == (compared, compared and beyond)

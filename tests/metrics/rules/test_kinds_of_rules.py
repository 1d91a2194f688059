"""Each kind of rule at its line, and silent where something is missing."""

from decimal import Decimal

from services.metrics.domain.rules.rule import (
    Bounds,
    Consistency,
    PartOfWhole,
    Range,
    SumOfParts,
    Whole,
    YearOnYear,
)
from tests.metrics.rules.asking import broken, found, row, rule, sheet


def test_a_range_keeps_its_ends_exactly() -> None:
    test = Range("area", (Bounds(Decimal("0.1"), Decimal("0.3")),))
    assert broken(test, area=["0.1", "0.3", "0.0999999999999999", "0.300000000000001", None]) == ([2, 3], 1)


def test_a_range_may_be_open_and_below_zero() -> None:
    assert broken(Range("area", (Bounds(Decimal("-2.5"), None),)), area=["-2.5", "-2.6", 9]) == ([1], 0)


def test_a_range_by_attributes_takes_the_first_that_fits() -> None:
    rural, town = (f'attribute.place = "{place}"' for place in ("rural", "town"))
    test = Range("pupils", (Bounds(None, Decimal(50), rural), Bounds(None, Decimal(70), town)))
    rows = [row("a", place="rural"), row("b", place="town"), row("c", place="urban"), row("d")]
    finding = found(rule(test), sheet(rows, pupils=[60, 60, 600, 60]))
    assert (finding.organisations, finding.checked, finding.not_checked) == (("a",), 3, 1)


def test_a_whole_number_is_one() -> None:
    assert broken(Whole("area"), area=["12.5", "12.0", 900719925474099, "-0.000001", None]) == ([0, 3], 1)


def test_parts_are_not_more_than_the_whole() -> None:
    test = PartOfWhole(("boarders",), ("pupils",))
    assert broken(test, boarders=[5, 6, None, 1], pupils=[5, 5, 5, None]) == ([1], 2)
    several = PartOfWhole(("area", "hall_area"), ("area",))
    assert broken(several, area=[1, 1], hall_area=[0, "0.000000000000001"]) == ([1], 0)


def test_parts_are_the_whole_exactly() -> None:
    test = SumOfParts("area", ("hall_area", "previous_hall_area"[9:]))
    assert broken(test, area=["0.2", "0.6", "0.7"], hall_area=["0.1", "0.3", "0.3"]) == ([2], 0)


def test_a_jump_is_beyond_factor_and_difference_both() -> None:
    test = YearOnYear("pupils", Decimal("1.5"), Decimal(10))
    now, before = [160, 150, 3, 100, 60, 0, None, 50], [100, 100, 1, 160, 50, 40, 40, None]
    assert broken(test, pupils=now, previous_pupils=before) == ([0, 3, 5], 2)


def test_a_jump_is_measured_by_either_alone() -> None:
    assert broken(YearOnYear("pupils", None, Decimal(10)), pupils=[11, 10], previous_pupils=[0, 0]) == ([0], 0)
    assert broken(YearOnYear("pupils", Decimal(2), None), pupils=[1, 0], previous_pupils=[0, 0]) == ([0], 0)


def test_consistency_is_a_condition_with_attributes() -> None:
    test = Consistency('boarders = 0 or attribute.boarding != "day"')
    rows = [row("a", boarding="day"), row("b", boarding="boarding"), row("c"), row("d", boarding="day")]
    finding = found(rule(test), sheet(rows, boarders=[5, 5, 5, 0]))
    assert (finding.organisations, finding.not_checked) == (("a",), 1)


def test_what_cannot_be_divided_is_not_broken() -> None:
    assert broken(Consistency('area / pupils < 1 "㎡/人"'), area=[5, 5], pupils=[0, 1]) == ([1], 1)

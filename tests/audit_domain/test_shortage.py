"""What a part lacks to reach a line, in the unit it reports."""

from fractions import Fraction

import pytest

from services.audit.domain.criterion import shortage
from services.audit.domain.facts import SchoolKind, Stage
from tests.audit_domain.county import STANDARD, Reported, result, school


def lacking(code: str, reported: dict[str, Reported]) -> Fraction | None:
    criterion = next(each for each in STANDARD.criteria if each.code == code)
    return shortage(criterion, result(code, school(pupils=150, reported=reported)))


@pytest.mark.parametrize(
    ("code", "reported", "lack"),
    [
        ("R2", {"teachers_backbone.primary": 1}, Fraction("0.5")),
        ("R4", {"teaching_area": 600, "indoor_sports_area": 0}, Fraction(75)),
        ("R6", {"equipment_value": Fraction("29.99")}, Fraction("0.01")),
        ("R6", {"equipment_value": 30}, Fraction(0)),
        ("R6", {"equipment_value": 31}, Fraction(0)),
        ("R6", {"equipment_value": None}, None),
        ("R6", {"equipment_value": 1, "pupils.primary": None}, None),
        ("R4", {"teaching_area": 600, "indoor_sports_area": None}, Fraction(75)),
    ],
)
def test_the_shortage_is_exact_and_in_the_reported_unit(
    code: str, reported: dict[str, Reported], lack: Fraction | None
) -> None:
    assert lacking(code, reported) == lack


def test_the_shortage_of_a_part_fills_its_own_share_only() -> None:
    criterion = STANDARD.criteria[3]
    facts = school(kind=SchoolKind.NINE_YEAR, pupils=(100, 100), reported={"teaching_area": 1040})
    lack = shortage(criterion, result("R4", facts, Stage.PRIMARY))
    assert lack == 450 - Fraction(840 * 100, 210)

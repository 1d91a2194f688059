"""Stages that fit the kind of a school, and codes of the right form."""

import pytest

from services.plans.domain.organisation import SchoolKind
from services.plans.domain.school_rules import TEACHES, school_faults, stages_of


def faults(**school: object) -> list[str]:
    return [fault.code for fault in school_faults(school, "")]


@pytest.mark.parametrize(
    ("kind", "stages", "sound"),
    [
        ("primary", ["primary"], True),
        ("primary", ["primary", "preschool"], True),
        ("primary", ["primary", "senior_secondary"], False),
        ("primary", ["preschool"], False),
        ("nine_year", ["primary", "junior_secondary"], True),
        ("nine_year", ["primary"], False),
        ("complete_secondary", ["junior_secondary", "senior_secondary"], True),
        ("complete_secondary", ["senior_secondary"], False),
        ("twelve_year", ["primary", "junior_secondary", "senior_secondary"], True),
        ("twelve_year", ["primary", "senior_secondary"], False),
        ("kindergarten", ["preschool", "primary"], False),
        ("special", ["special", "primary", "junior_secondary"], True),
        ("special", ["primary"], True),
    ],
)
def test_stages_are_those_of_the_kind_and_what_is_attached_to_it(kind: str, stages: list[str], sound: bool) -> None:
    assert faults(school_kind=kind, stages=stages) == ([] if sound else ["stages_contradict_kind"])


def test_a_stage_stands_once() -> None:
    assert faults(stages=["primary", "primary"]) == ["stage_repeated"]


def test_the_kind_says_the_stages_where_nobody_does() -> None:
    assert stages_of({"school_kind": "nine_year"}) == ["primary", "junior_secondary"]
    assert stages_of({"school_kind": "primary", "stages": ["primary", "preschool"]}) == ["primary", "preschool"]
    assert stages_of({}) is None
    assert TEACHES.keys() == set(SchoolKind)


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("2164990001", True),
        ("1111000001", True),
        ("216499000", False),
        ("2964990001", False),
        ("2167990001", False),
        ("２１６４990001", False),
    ],
)
def test_a_school_code_has_a_type_and_a_province(code: str, sound: bool) -> None:
    assert faults(school_code=code) == ([] if sound else ["school_code_invalid"])

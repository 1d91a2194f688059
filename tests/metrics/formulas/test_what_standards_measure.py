"""What the national standard measures in numbers and grades can be said in the language, over the demo's items."""

from fractions import Fraction
from functools import cache

import pytest

from deploy.demo.data import load_all
from services.metrics.domain.formulas.evaluation import Values, evaluate
from services.metrics.domain.formulas.formula import amount, condition
from services.metrics.domain.formulas.outcomes import Known
from services.metrics.domain.formulas.vocabulary import Vocabulary, vocabulary_of
from services.metrics.schemas.indicators import IndicatorGiven

STAFF = ("teachers_pe", "teachers_music", "teachers_fine_art", "teachers_arts")
DEGREES = ("teachers_bachelor", "teachers_master", "teachers_doctorate")
SHARE = "pupils.primary / (pupils.primary + 1.1 * pupils.junior_secondary)"
LEFT = "junior_graduates - junior_joined_in_three_years + junior_left_in_three_years"


def total(names: tuple[str, ...], stage: str = "primary") -> str:
    return f"sum({', '.join(f'{name}.{stage}' for name in names)})"


AMOUNTS = {
    "R1": (f'to({total(("teachers_junior_college", *DEGREES))} / pupils.primary, "人/百生")', "人/百人"),
    "R1 junior": (f'to({total(DEGREES, "junior_secondary")} / pupils.junior_secondary, "人/百生")', "人/百人"),
    "R2": ('to(teachers_backbone.primary / pupils.primary, "人/百生")', "人/百人"),
    "R3": (f'to({total(STAFF)} / pupils.primary, "人/百生")', "人/百人"),
    "R4": ("(teaching_area - indoor_sports_area) / pupils.primary", "㎡/人"),
    "R4 split": (f"(teaching_area - indoor_sports_area) * ({SHARE}) / pupils.primary", "㎡/人"),
    "R5": ("(outdoor_sports_area + indoor_sports_area) / pupils.primary", "㎡/人"),
    "R6": ('to(equipment_value / pupils.primary, "元/生")', "元/人"),
    "R7": ('to(multimedia_rooms / pupils.primary, "间/百生")', "间/百人"),
    "G special funds": ("special_school_public_funds / special_school_pupils", "元/人"),
    "G training": ('to(teachers_trained_360_hours / teachers_full_time, "%")', "%"),
    "G exchange": ('to(teachers_exchanged / teachers_due_for_exchange, "%")', "%"),
    "Q retention": (f'to(({LEFT}) / (junior_entrants_three_years_ago - junior_deaths_in_three_years), "%")', "%"),
    "Q enrolment": ('to(disabled_children_enrolled / disabled_children_of_age, "%")', "%"),
    "teachers to children": ("teachers_full_time / kindergarten_children", "比率"),
}
CONDITIONS = [
    'smallest_music_room >= 96 "㎡" and music_rooms / classes >= 1 "间" / 24 "个"',
    'if(attribute.place = "rural", smallest_music_room >= 73 "㎡", smallest_music_room >= 96 "㎡")',
    'largest_class.primary <= 45 "人"',
    'if(pupils.primary < 100 "人", funding_base_pupils >= 100 "人", funding_base_pupils >= pupils.primary)',
    "teachers_average_pay >= civil_servants_average_pay",
    "teachers_certified = teachers_full_time",
    'teacher_training_budget >= to(5 "%" * public_funds_budget, "万元")',
    'moral_education_grade >= "good" and school_culture_grade >= "good"',
    'monitoring_level.chinese >= "III" and monitoring_variation.chinese < 0.15',
    "recognition_satisfied / recognition_valid_answers >= 0.85 and recognition_valid_answers > 0",
    "layout_plan_sound and unified_staffing_standard and not veto.falsification",
]


@cache
def vocabulary() -> Vocabulary:
    return vocabulary_of(IndicatorGiven.model_validate(each).as_indicator() for each in load_all("indicators"))


@pytest.mark.parametrize(("text", "unit"), AMOUNTS.values(), ids=AMOUNTS)
def test_an_indicator_is_said_and_its_unit_derived(text: str, unit: str) -> None:
    assert str(amount(text, vocabulary()).kind.unit) == unit


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_is_said(text: str) -> None:
    assert condition(text, vocabulary())


def test_a_shared_area_is_split_by_weighted_pupils() -> None:
    given = {"teaching_area": 24000, "indoor_sports_area": 774, "pupils.primary": 166, "pupils.junior_secondary": 210}
    values = Values({(code, 0): Fraction(number) for code, number in given.items()})
    assert evaluate(amount(AMOUNTS["R4 split"][0], vocabulary()), values) == Known(Fraction(23226) / (166 + 231))

"""A fictitious county that keeps every condition of the items and every proviso, until a test says otherwise."""

from collections.abc import Mapping
from fractions import Fraction

from services.audit.domain.measured import Datum, Facts, Organisation

PERIOD = "2021-2022"

BUREAU, TREASURY, VILLAGE, JUNIOR, NINE = "000001-education", "000001-finance", "village", "junior", "nine"

Reported = Mapping[str, Fraction | int | str | None]


def department(function: str) -> Organisation:
    code = f"000001-{function}"
    return Organisation(code, "department", {"division_code": "000001", "function": function})


def school(code: str, kind: str, place: str = "urban") -> Organisation:
    return Organisation(code, "school", {"school_kind": kind, "place": place})


def facts_of(organisations: Mapping[str, Organisation], reported: Mapping[str, Reported]) -> Facts:
    """Numbers may be written as text, as in the tables."""
    values = {
        Datum(organisation, item, PERIOD): None if value is None else Fraction(value)
        for organisation, items in reported.items()
        for item, value in items.items()
    }
    return Facts(dict(sorted(organisations.items())), values)


ORGANISATIONS = {
    each.code: each
    for each in (
        department("education"),
        department("finance"),
        school(VILLAGE, "primary", "rural"),
        school(JUNIOR, "junior_secondary"),
        school(NINE, "nine_year", "town"),
    )
}

SUBJECTS = ("chinese", "mathematics", "science", "physical_education", "arts", "moral_education")
VETOES = (
    "exam_admission",
    "school_choice",
    "key_schools_or_classes",
    "vacancies_unfilled",
    "grave_incident",
    "falsification",
)

SAID_YES = (
    "layout_plan_sound",
    "unified_building_standard",
    "unified_staffing_standard",
    "unified_per_pupil_funding",
    "unified_equipment_standard",
    "posts_allocated_by_county",
    "allotment_favours_rural",
    "left_behind_care_system",
    "teachers_skilled_in_it",
    "facilities_well_used",
    "no_excessive_workload",
    "basic_balance_three_years",
    "basic_balance_monitoring_high",
)

COUNTED = {
    "special_school_public_funds": 800_000,
    "special_school_pupils": 100,
    "teachers_due_for_exchange": 200,
    "teachers_exchanged": 40,
    "backbone_teachers_exchanged": 20,
    "admitted.primary": 500,
    "nearby_admitted.primary": 500,
    "admitted.junior_secondary": 400,
    "nearby_admitted.junior_secondary": 400,
    "key_senior_places": 300,
    "key_senior_places_allotted": 200,
    "migrant_children_eligible": 90,
    "migrant_children_public_or_purchased": 90,
    "junior_graduates": 395,
    "junior_joined_in_three_years": 5,
    "junior_left_in_three_years": 8,
    "junior_entrants_three_years_ago": 400,
    "junior_deaths_in_three_years": 0,
    "disabled_children_of_age": 60,
    "disabled_children_enrolled": 60,
    "recognition_valid_answers": 1_000,
    "recognition_satisfied": 930,
}

SCHOOL = {
    "classes": 12,
    "music_rooms": 2,
    "art_rooms": 2,
    "smallest_music_room": 110,
    "smallest_art_room": 110,
    "teachers_full_time": 30,
    "teachers_trained_360_hours": 30,
    "teachers_certified": 30,
    "school_charter": 1,
    "management_informatised": 1,
    "teaching_informatised": 1,
    "teacher_training_budget": 10,
    "public_funds_budget": 100,
    "moral_education_grade": 4,
    "school_culture_grade": 4,
    "curriculum_complete": 1,
    "teaching_orderly": 1,
    "practice_activities": 1,
}

REPORTED: Mapping[str, Reported] = {
    BUREAU: dict.fromkeys(SAID_YES, 1)
    | COUNTED
    | {f"monitoring_level.{subject}": 4 for subject in SUBJECTS}
    | {f"monitoring_variation.{subject}": Fraction(1, 10) for subject in SUBJECTS}
    | {f"veto.{veto}": 0 for veto in VETOES},
    TREASURY: {"teachers_average_pay": 120_000, "civil_servants_average_pay": 100_000, "performance_pay_allotted": 1},
    VILLAGE: SCHOOL | {"pupils.primary": 60, "largest_class.primary": 20, "funding_base_pupils": 110},
    JUNIOR: SCHOOL | {"pupils.junior_secondary": 480, "largest_class.junior_secondary": 40},
    NINE: SCHOOL
    | {"pupils.primary": 300, "pupils.junior_secondary": 150}
    | {"largest_class.primary": 40, "largest_class.junior_secondary": 40},
}


def county_facts(changed: Mapping[str, Reported] | None = None) -> Facts:
    """The county with some of its values changed, by who reports them; None is reported as unknown."""
    overrides = changed or {}
    return facts_of(ORGANISATIONS, {who: {**items, **overrides.get(who, {})} for who, items in REPORTED.items()})

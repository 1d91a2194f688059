"""Items are conjunctions over what is reported: nothing is averaged, guessed or forgiven."""

from dataclasses import replace
from fractions import Fraction

import pytest

from services.audit.domain.facts import SchoolKind
from services.audit.domain.items import (
    ItemAssessment,
    assess_items,
    coefficient_verdicts,
    indicator_lines,
)
from services.audit.domain.verdict import Verdict, every
from tests.audit_domain.county import STANDARD, assessed
from tests.audit_domain.county import school as resource_school
from tests.audit_domain.county_facts import (
    BUREAU,
    JUNIOR,
    NINE,
    PERIOD,
    SUBJECTS,
    TREASURY,
    VILLAGE,
    Reported,
    county_facts,
)


def items(changed: dict[str, Reported] | None = None) -> dict[str, ItemAssessment]:
    return {each.code: each for each in assess_items(STANDARD, county_facts(changed), PERIOD)}


def verdicts(changed: dict[str, Reported] | None = None) -> dict[str, Verdict]:
    """Of the items that are not met."""
    return {code: each.verdict for code, each in items(changed).items() if each.verdict is not Verdict.MET}


def test_a_county_that_keeps_every_condition_meets_all_twenty_four() -> None:
    assert len(items()) == 24
    assert verdicts() == {}


@pytest.mark.parametrize(
    ("code", "who", "broken"),
    [
        ("G1", BUREAU, {"layout_plan_sound": 0}),
        ("G2", BUREAU, {"unified_equipment_standard": 0}),
        ("G3", JUNIOR, {"smallest_art_room": 89}),
        ("G4", NINE, {"pupils.primary": 2351}),
        ("G5", VILLAGE, {"largest_class.primary": 46}),
        ("G6", VILLAGE, {"funding_base_pupils": 60}),
        ("G7", BUREAU, {"special_school_public_funds": 599_999}),
        ("G8", TREASURY, {"teachers_average_pay": 99_999}),
        ("G9", NINE, {"teachers_trained_360_hours": 29}),
        ("G10", BUREAU, {"posts_allocated_by_county": 0}),
        ("G11", BUREAU, {"backbone_teachers_exchanged": 7}),
        ("G12", VILLAGE, {"teachers_certified": 29}),
        ("G13", BUREAU, {"nearby_admitted.primary": 499}),
        ("G14", BUREAU, {"allotment_favours_rural": 0}),
        ("G15", BUREAU, {"migrant_children_public_or_purchased": 76}),
        ("Q1", BUREAU, {"junior_graduates": 376}),
        ("Q2", BUREAU, {"disabled_children_enrolled": 56}),
        ("Q3", JUNIOR, {"teaching_informatised": 0}),
        ("Q4", VILLAGE, {"teacher_training_budget": 4}),
        ("Q5", BUREAU, {"facilities_well_used": 0}),
        ("Q6", NINE, {"school_culture_grade": 2}),
        ("Q7", NINE, {"practice_activities": 0}),
        ("Q8", BUREAU, {"no_excessive_workload": 0}),
        ("Q9", BUREAU, {"monitoring_variation.arts": "0.15"}),
    ],
)
def test_one_broken_condition_breaks_its_item_and_no_other(code: str, who: str, broken: Reported) -> None:
    assert verdicts({who: broken}) == {code: Verdict.NOT_MET}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_monitored_subject_counts(subject: str) -> None:
    assert verdicts({BUREAU: {f"monitoring_level.{subject}": 2}}) == {"Q9": Verdict.NOT_MET}
    assert verdicts({BUREAU: {f"monitoring_level.{subject}": None}}) == {"Q9": Verdict.CANNOT_DECIDE}


def test_exchange_passes_at_exactly_ten_and_twenty_percent() -> None:
    exactly: Reported = {"teachers_due_for_exchange": 400, "teachers_exchanged": 40, "backbone_teachers_exchanged": 8}
    assert verdicts({BUREAU: exactly}) == {}
    assert items({BUREAU: exactly})["G11"].borderline


def test_an_item_is_borderline_where_it_is_met_and_one_of_its_conditions_only_just() -> None:
    one_just: Reported = {"teachers_due_for_exchange": 400, "teachers_exchanged": 40, "backbone_teachers_exchanged": 20}
    one_failed: Reported = {**one_just, "backbone_teachers_exchanged": 7}
    assert [items()["G11"].borderline, items({BUREAU: one_just})["G11"].borderline] == [False, True]
    assert not items({BUREAU: one_failed})["G11"].borderline


def test_the_margin_is_the_standard_s_own() -> None:
    wide = replace(STANDARD, borderline_margin=replace(STANDARD.borderline_margin, share=Fraction(1, 2)))
    found = {each.code: each.borderline for each in assess_items(wide, county_facts(), PERIOD)}
    assert (items()["G7"].borderline, found["G7"]) == (False, True)


def test_a_class_size_that_is_unknown_never_passes_however_small_the_average_is() -> None:
    unknown: Reported = {"largest_class.primary": None, "classes": 12, "pupils.primary": 12}
    assert verdicts({VILLAGE: unknown}) == {"G5": Verdict.CANNOT_DECIDE}


def test_one_class_too_large_is_not_made_good_by_an_average() -> None:
    crowded: Reported = {"largest_class.junior_secondary": 51, "classes": 24, "pupils.junior_secondary": 240}
    assert verdicts({JUNIOR: crowded}) == {"G5": Verdict.NOT_MET}


def test_the_condition_that_failed_and_the_school_that_failed_it_are_named() -> None:
    found = items({JUNIOR: {"smallest_art_room": 80}})["G3"]
    (failed,) = found.with_verdict(Verdict.NOT_MET)
    assert failed.condition.code == "G3.4"
    assert failed.measurement.failing == (JUNIOR,)


def test_one_failed_condition_decides_an_item_whose_others_are_unknown() -> None:
    assert verdicts({BUREAU: {"key_senior_places": None, "allotment_favours_rural": 0}}) == {"G14": Verdict.NOT_MET}


def test_a_village_school_that_did_not_say_how_many_pupils_it_has_leaves_its_funding_open() -> None:
    assert verdicts({VILLAGE: {"pupils.primary": None, "funding_base_pupils": 60}})["G6"] is Verdict.CANNOT_DECIDE


def test_a_county_where_nobody_is_registered_meets_nothing() -> None:
    nobody = replace(county_facts(), organisations={})
    assert {each.verdict for each in assess_items(STANDARD, nobody, PERIOD)} == {Verdict.CANNOT_DECIDE}


def test_what_was_reported_for_another_year_does_not_count() -> None:
    assert {each.verdict for each in assess_items(STANDARD, county_facts(), "2022-2023")} == {Verdict.CANNOT_DECIDE}


def test_the_list_has_thirty_one_numbers_and_the_school_rule_beside_them() -> None:
    criteria = {criterion.code: Verdict.MET for criterion in STANDARD.criteria}
    lines = indicator_lines(STANDARD, criteria, Verdict.NOT_MET, assess_items(STANDARD, county_facts(), PERIOD))
    assert [line.number for line in lines if line.number is not None] == list(range(1, 32))
    assert [(line.code, line.verdict) for line in lines if line.number is None] == [("school_rule", Verdict.NOT_MET)]
    assert every(line.verdict for line in lines if line.verdict) is Verdict.NOT_MET


def test_a_resource_line_holds_the_coefficients_of_both_stages() -> None:
    alike = [resource_school("a"), resource_school("b", SchoolKind.JUNIOR_SECONDARY)]
    uneven = resource_school("c", SchoolKind.JUNIOR_SECONDARY, reported={"multimedia_rooms": 600})
    assert set(coefficient_verdicts(assessed(*alike)).values()) == {Verdict.MET}
    found = coefficient_verdicts(assessed(*alike, uneven))
    assert {code for code, verdict in found.items() if verdict is Verdict.NOT_MET} == {"R7"}


def test_a_county_without_a_school_leaves_its_resource_lines_open() -> None:
    assert set(coefficient_verdicts(assessed()).values()) == {Verdict.CANNOT_DECIDE}

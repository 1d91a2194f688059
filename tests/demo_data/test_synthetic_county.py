"""The fictitious county is repeatable, marked as fictitious, complete, and improves over its four school years."""

import hashlib
import re
from collections import Counter
from decimal import Decimal

import pytest

from deploy.demo.synthetic import RETURNED_ON, county
from deploy.demo.synthetic_planted import LAST_PERIOD, PERIODS
from services.yardsticks.language import Population
from tests.demo_data.files import indicators, organisations
from tests.demo_data.reckoning import LINES, Part, parts

SEED = 640221
KEYS = organisations()[0].keys()


def test_a_school_year_outside_the_four_is_refused() -> None:
    with pytest.raises(KeyError):
        county(SEED).readings("2022-2023")


def test_the_same_seed_gives_the_same_figures_on_every_machine() -> None:
    text = repr([(r.organisation, r.indicator, str(r.value)) for r in county(SEED).readings(LAST_PERIOD)])
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "0ed6e1792a09819a"


def test_another_seed_gives_other_figures() -> None:
    assert county(SEED).readings(LAST_PERIOD) != county(SEED + 1).readings(LAST_PERIOD)


def test_sixty_schools_of_five_kinds_stand_in_townships_of_the_county() -> None:
    schools = county(SEED).schools
    assert Counter(school.kind for school in schools) == {
        "primary": 27,
        "junior_secondary": 14,
        "nine_year": 10,
        "teaching_point": 8,
        "special": 1,
    }
    townships = {entry["code"] for entry in organisations() if entry["kind"] == "township"}
    assert {school.township for school in schools} == townships


def test_every_school_is_marked_as_fictitious_and_has_the_fields_of_an_organisation() -> None:
    entries = [school.as_organisation() for school in county(SEED).schools]
    assert len({entry["name"]["zh"] for entry in entries}) == len({entry["code"] for entry in entries}) == 60
    for entry in entries:
        assert entry.keys() == KEYS
        assert entry["synthetic"] is True
        assert entry["name"]["zh"].startswith("虚构·")
        assert entry["name"]["en"].startswith("Fictitious ")
        assert re.fullmatch(r"[23]16499\d{4}", entry["attributes"]["school_code"])


def test_one_teaching_point_has_fifty_pupils_and_seven_have_fewer_in_every_year() -> None:
    points = {school.code for school in county(SEED).schools if school.kind == "teaching_point"}
    for period in PERIODS:
        pupils = [
            r.value
            for r in county(SEED).readings(period)
            if r.organisation in points and r.indicator.startswith("pupils")
        ]
        assert sum(value is not None and value >= 50 for value in pupils) == 1
        assert sum(value is not None and value < 50 for value in pupils) == 7


@pytest.mark.parametrize("period", PERIODS)
def test_each_school_reports_exactly_what_its_kind_owes(period: str) -> None:
    owed = {
        (school.code, item["code"])
        for school in county(SEED).schools
        for item in indicators("resources")
        if school.as_reporter().belongs(Population.model_validate(item["reported_by"]))
    }
    sent = [(r.organisation, r.indicator) for r in county(SEED).readings(period)]
    assert len(sent) == len(owed)
    assert set(sent) == owed


def test_values_have_the_decimals_of_their_item_and_are_never_negative() -> None:
    whole = {item["code"] for item in indicators("resources") if item["value_type"] == "integer"}
    values = [
        (r.indicator, r.value) for period in PERIODS for r in county(SEED).readings(period) if r.value is not None
    ]
    for indicator, value in values:
        places = 0 if indicator in whole else 2 if indicator == "equipment_value" else 1
        assert value.as_tuple().exponent == -places, indicator
        assert value >= Decimal(0), indicator


def test_only_a_missing_value_carries_a_reason() -> None:
    assert all((r.value is None) == (r.unknown_reason is not None) for r in county(SEED).readings(LAST_PERIOD))


def test_the_last_return_is_dated_the_first_of_september_2021() -> None:
    assert max(RETURNED_ON.values()).isoformat() == "2021-09-01"


def level(judged: list[Part], stage: str, indicator: str) -> float:
    known = [(p.pupils, p.ratios[indicator]) for p in judged if p.stage == stage]
    return float(sum(n * r for n, r in known if r is not None) / sum(n for n, r in known if r is not None))


def test_every_indicator_of_both_stages_improves_from_year_to_year() -> None:
    found = county(SEED)
    years = [parts(found, found.readings(period)) for period in PERIODS]
    for stage, lines in LINES.items():
        for indicator in lines:
            levels = [level(judged, stage, indicator) for judged in years]
            assert levels == sorted(levels), (stage, indicator, levels)


def test_more_schools_pass_each_year() -> None:
    found = county(SEED)
    passing = [Counter(p.verdict() for p in parts(found, found.readings(period)))["met"] for period in PERIODS]
    assert passing == sorted(set(passing))

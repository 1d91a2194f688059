"""What two assessments differ in is put down to what caused it, also where it is a mean, a grade or a veto."""

from typing import Any

import pytest_asyncio

from tests.audit.county import PERIOD, Answer, County
from tests.audit.prefecture import open_prefecture, seat_officials
from tests.audit.test_other_standards import ALIKE, assess, poor, supply
from tests.audit.test_standards_uploaded import draft, publish, text_of

VETO = """vetoes:
  - code: V1
    clause: 第二条 (Art. 2)
    source: article_1
    confidence: verified
    title: {zh: 弄虚作假, en: Falsification}
    yardstick:
      period: school_year
      population: {kind: department, functions: [education], levels: [county]}
      reach: each
      quantities: [{amount: {veto.falsification: 1}}]
    comparison: "<"
    value: 1
"""
Changes = dict[tuple[str, str | None], dict[str, Any]]


@pytest_asyncio.fixture
async def city(county: County) -> County:
    return await open_prefecture(county)


async def changes(place: County, before: Answer, after: Answer) -> Changes:
    """By kind and criterion, of the place that was assessed."""
    assert (before.status, after.status) == (201, 201), (before.body, after.body)
    path = f"/assessments/{before.body['id']}/comparison"
    found = (await place.get(path, **{"with": after.body["id"]})).body
    whole = before.body["organisation"]["code"]
    return {
        (each["kind"], each["criterion"]): each["causes"]
        for each in found["changes"]
        if each["organisation"]["code"] == whole
    }


async def test_a_mean_names_the_readings_of_every_criterion_it_counts(city: County) -> None:
    standard, below = "compulsory-basic-2012", city.at("a")
    for name in ("a-s1", "a-s2"):
        city.tell(name, ALIKE)
    before = await assess(city, standard, organisation=below)
    city.tell("a-s2", poor(10))
    found = await changes(city, before, await assess(city, standard, organisation=below))
    mean = {each["indicator"] for each in found["comparison", "county_rule"]["readings"]}
    assert mean >= {"books", "computers", "teaching_area"}


async def test_a_grade_that_hangs_on_counties_below_names_their_readings(city: County, county: County) -> None:
    table = await supply(county, "ningxia-city-2019", county.code)
    none = {"grading.campus_event": 0, "grading.falsification": 0, "grading.fitness_declined": 0}
    city.tell("education", none | {"points_given": 92})
    for name in ("a-s1", "a-s2"):
        city.tell(name, ALIKE)
    before = await assess(city, "ningxia-city-2019", variants=[table])
    city.tell("a-s2", poor(10))
    found = await changes(city, before, await assess(city, "ningxia-city-2019", variants=[table]))
    for subject in (("item", "grading"), ("condition", "downgrades.D4")):
        told = {(each["organisation"], each["indicator"]) for each in found[subject]["readings"]}
        assert (city.at("a-s2"), "books") in told


async def test_points_given_otherwise_are_why_a_grade_is_another(city: County, county: County) -> None:
    table = await supply(county, "ningxia-county-2019", f"{county.code}-p")
    none = {"grading.dangerous_building": 0, "grading.grave_accident": 0, "grading.grave_violation": 0}
    asked: dict[str, Any] = {"organisation": city.at("a"), "variants": [table]}
    city.tell("a-education", none | {"points_given": 95})
    before = await assess(city, "ningxia-county-2019", **asked)
    city.tell("a-education", {"points_given": 60})
    found = await changes(city, before, await assess(city, "ningxia-county-2019", **asked))
    who = {"organisation": city.at("a-education"), "indicator": "points_given", "period": PERIOD}
    reading = who | {"before": 95, "after": 60}
    assert found["item", "grading"]["readings"] == [reading]


async def test_a_veto_that_another_version_words_otherwise_is_named(county: County) -> None:
    await seat_officials(county)
    code = f"veto-{county.code}"
    other = VETO.replace("veto.falsification", "veto.exam_admission")
    assert (await draft(county, text_of(code) + VETO)).status == 201
    await publish(county, code)
    await draft(county, text_of(code, "2") + other)
    await publish(county, code, "2", in_force_from="2027-01-01")
    county.tell("education", {"veto.falsification": 1, "veto.exam_admission": 0})
    before = await county.assess(standard=code, as_of="2026-10-01", plan=None)
    after = await county.assess(standard=code, as_of="2027-01-01", plan=None)
    found = await changes(county, before, after)
    assert found["condition", "vetoes.V1"] == {
        "readings": [],
        "readings_count": 0,
        "rules": ["vetoes.V1"],
        "organisations": [],
        "assessment": None,
    }

"""Everybody who owes a reading: kindergartens, townships, departments of one function and level."""

from itertools import product
from typing import Any

from services.metrics.domain.indicator import Reporter
from services.metrics.schemas.indicators import IndicatorGiven
from services.yardsticks.language import FILTERS
from tests.metrics.county import County, organisation, settle
from tests.metrics.province import item, owed, put, reading

OF_A_COUNTY = {
    "-education": {"lessons_of_a_researcher", "employed_by_county"},
    "-finance": {"budget"},
    "-town": {"roads"},
    "-kindergarten": {"children"},
    "-rural": {"culture"},
}


async def test_a_department_is_told_nothing_of_another(province: County) -> None:
    assert set(await owed(province, by="unit1")) == {"-a-education"}
    foreign = await province.submit(reading(province, "-b-education", "lessons_of_a_researcher", 3), by="unit1")
    assert set(foreign.conflicts) == {"unknown_organisation"}


async def test_everybody_owes_what_its_population_reports_and_nothing_else(province: County) -> None:
    expected = {f"{county}{suffix}": items for county in ("-a", "-b") for suffix, items in OF_A_COUNTY.items()}
    expected |= {bureau: {"special_schools"} for bureau in ("-education", "-q-education")}
    assert await owed(province) == {**expected, "-port-kindergarten": {"children"}}


async def test_the_province_does_not_report_what_counties_owe(province: County) -> None:
    answer = await province.submit(reading(province, "-education", "lessons_of_a_researcher", 3))
    assert set(answer.conflicts) == {"not_owed"}


async def test_a_bureau_reports_for_its_research_staff_and_reads_it_again(province: County) -> None:
    sent = await province.submit(reading(province, "-a-education", "lessons_of_a_researcher", 3), by="unit1")
    assert sent.status == 201
    key = {"organisation": f"{province.code}-a-education", "indicator": f"{province.code}.lessons_of_a_researcher"}
    assert [each["value"] for each in (await province.get("/readings", by="unit1", **key)).body["items"]] == [3]
    history = await province.get("/readings/history", by="unit1", period="2021-2022", **key)
    assert [each["sender"]["name"] for each in history.body["items"]] == ["unit1"]
    assert (await province.get("/readings/history", by="unit2", period="2021-2022", **key)).status == 404
    submission = sent.body["submission"]
    assert (await province.get(f"/submissions/{submission}", by="unit1")).status == 200
    assert (await province.get(f"/submissions/{submission}", by="unit2")).status == 404
    assert [each["id"] for each in (await province.get("/submissions", by="unit1")).body["items"]] == [submission]
    assert await owed(province, by="unit1") == {"-a-education": {"employed_by_county"}}


async def test_a_township_and_a_kindergarten_report_what_is_theirs(province: County) -> None:
    assert (await province.submit(reading(province, "-a-town", "roads", 4), by="unit3")).status == 201
    assert (await province.submit(reading(province, "-a-kindergarten", "children", 90), by="school1")).status == 201
    assert set(await owed(province, organisation=f"{province.code}-a-town")) == {"-a-town", "-a-kindergarten"}
    assert (await owed(province, organisation=f"{province.code}-a-town"))["-a-town"] == set()


KINDS, ONE_OR_NONE = ("school", "department"), (False, True)
DIVISIONS = (None, "", "640000", "640200", "640221")
LEVELS: tuple[list[str], ...] = ([], ["county"], ["province", "prefecture"])


async def test_the_database_and_the_domain_name_the_same_reporters(province: County) -> None:
    """Every population that the language allows of a kind of school, a place, a function, and organisations with and
    without each.
    """
    organisations = _organisations(province)
    await settle(province, organisations, {})
    populations = _populations(province)
    body = {"indicators": list(populations.values())}
    assert (await province.call("POST", "/indicators", by="administrator", json=body)).status == 201
    assert (await put(province, f"{province.code}.all", indicators=list(populations))).status == 201
    found = await owed(province, collection=f"{province.code}.all")
    assert {code: items for code, items in found.items() if code.startswith(".o")} == {
        each["key"].removeprefix(province.code): items
        for each in organisations
        if (items := _by_domain(each["body"], populations, province))
    }


def _organisations(province: County) -> list[dict[str, Any]]:
    combined = product(KINDS, ONE_OR_NONE, ONE_OR_NONE, ONE_OR_NONE, DIVISIONS)
    found = []
    for number, (kind, of_kind, placed, functional, division) in enumerate(combined):
        attributes = {"school_kind": "primary"} if of_kind else {}
        attributes |= ({"place": "rural"} if placed else {}) | ({"function": "education"} if functional else {})
        attributes |= {} if division is None else {"division_code": division}
        code = f"{province.code}.o{number}"
        found.append(organisation(code, province.code, f"/000000/{province.code}/{code}", kind, **attributes))
    return found


def _populations(province: County) -> dict[str, dict[str, Any]]:
    found = {}
    for number, (kind, of_kind, placed, functional, levels) in enumerate(
        product(KINDS, ONE_OR_NONE, ONE_OR_NONE, ONE_OR_NONE, LEVELS)
    ):
        asked = {"school_kinds": of_kind, "places": placed, "functions": functional, "levels": levels}
        if any(asked[name] and kind not in bearers for name, bearers in FILTERS.items()):
            continue
        population = {
            "kind": kind,
            "school_kinds": ["primary", "nine_year"] if of_kind else [],
            "places": ["rural"] if placed else [],
            "functions": ["education"] if functional else [],
            "levels": levels,
        }
        code = f"{province.code}.i{number}"
        found[code] = item(province, "roads", code=code, reported_by=population)
    return found


def _by_domain(body: dict[str, Any], populations: dict[str, dict[str, Any]], province: County) -> set[str]:
    reporter = Reporter("o", "/o", body["kind"], body["attributes"])
    return {
        code.removeprefix(f"{province.code}.")
        for code, given in populations.items()
        if IndicatorGiven.model_validate(given).as_indicator().owed_by(reporter)
    }

"""A province assessed by standards that arrays do not hold, and read with local variants: told as each county alone."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.access.copies import write_principal
from services.audit.repository.copies import apply_places
from tests.audit.county import County, organisation
from tests.audit.places import Province, open_province
from tests.audit.test_other_standards import ALIKE, poor, supply
from tests.audit.test_places import full

LIAONING: Mapping[str, Any] = {"variants": ["liaoning-funds-2024"], "as_of": "2024-10-31"}
FUNDS = {"per_pupil_public_funds.primary": 935, "per_pupil_public_funds.junior_secondary": 1155}


async def counties_of(province: Province, id_: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await province.get(f"/assessments/{id_}/counties")).body["items"]
    return items


def told(line: dict[str, Any]) -> dict[str, Any]:
    """What a line of a county and its own assessment both tell."""
    compared = ("criterion", "stage", "verdict", "borderline", "coefficient")
    return {
        "verdict": line["verdict"],
        "recognition": line["recognition"],
        "schools": line["schools"],
        "comparisons": [{name: each[name] for name in compared} for each in line["comparisons"]],
    }


async def alone(county: County, **asked: Any) -> dict[str, Any]:
    answer = await county.assess(plan=None, **asked)
    assert answer.status == 201, answer.body
    summary = answer.body["summary"]
    line = {**summary, "schools": summary["schools"]["counts"], "verdict": answer.body["verdict"]}
    return told(line | {"recognition": summary["recognition"]["verdict"]})


async def as_alone(province: Province, **asked: Any) -> dict[str, Any]:
    """The province as it was assessed, when each of its counties is told what its own assessment tells."""
    found = await province.assessed(**asked)
    lines = await counties_of(province, found["id"])
    assert [told(each) for each in lines] == [await alone(each, **asked) for each in province.counties]
    return found


def uneven(county: County) -> None:
    county.tell("s1", ALIKE)
    county.tell("s3", poor(10) | {"pupils.junior_secondary": 0})


async def test_a_limit_on_the_mean_is_decided_county_by_county(county: County) -> None:
    province = await open_province(county)
    for school in ("s1", "s3"):
        province.first.tell(school, ALIKE | {"pupils.junior_secondary": 0})
    uneven(province.second)
    found = await as_alone(province, standard="compulsory-basic-2012")
    assert found["verdict"] == "not_met"
    lines = await counties_of(province, found["id"])
    assert {each["coefficient"] for each in lines[0]["comparisons"] if each["stage"] == "primary"} == {0}
    assert {each["verdict"] for each in lines[1]["comparisons"]} == {None}
    rows = (await province.get(f"/assessments/{found['id']}/results", criterion="county_rule")).body["items"]
    assert [row["verdict"] for row in rows if row["stage"] == "primary"] == ["met", "not_met"]


async def test_a_standard_that_judges_no_school_is_held_against_a_province(county: County) -> None:
    province = await open_province(county)
    province.first.tell("education", {"children_in_kindergarten": 84, "children_of_preschool_age": 100})
    found = await as_alone(province, standard="preschool-2020")
    assert found["summary"]["counties"] == {"met": 0, "not_met": 1, "cannot_decide": 1}
    (first, second) = await counties_of(province, found["id"])
    assert (first["not_met"], second["not_met"]) == (["C1.1"], [])


async def test_a_table_of_points_grades_each_county_and_is_kept_with_the_run(county: County) -> None:
    table = await supply(county, "ningxia-county-2019", county.code)
    province = await open_province(county)
    none = {"grading.dangerous_building": 0, "grading.grave_accident": 0, "grading.grave_violation": 0}
    province.first.tell("education", none | {"points_given": 95})
    province.second.tell("education", none | {"points_given": 50})
    asked = {"standard": "ningxia-county-2019", "variants": [table]}
    found = await as_alone(province, **asked)
    assert found["summary"]["variants"] == [{"code": table, "version": county.code}]
    rows = (await province.get(f"/assessments/{found['id']}/results", criterion="grading")).body["items"]
    assert [row["detail"]["grade"]["code"] for row in rows] == ["excellent", "fail"]
    again = await province.post(f"/assessments/{found['id']}/repetitions", {})
    assert (await province.settled(again.body["assessment"]))["state"] == "done"
    repeated = (await province.get(f"/assessments/{again.body['assessment']}")).body
    assert (repeated["result_sha256"], repeated["summary"]) == (found["result_sha256"], found["summary"])


async def test_a_local_variant_holds_in_every_county_of_its_province(county: County) -> None:
    province = await open_province(county, "21")
    for each, less in zip(province.counties, (0, 1), strict=True):
        full(each)
        each.report_items(education=FUNDS | {"per_pupil_public_funds.primary": 935 - less})
    found = await as_alone(province, **LIAONING)
    assert [each["not_met"] for each in await counties_of(province, found["id"])] == [[], ["G2.5"]]
    assert (await province.assessed(as_of="2024-10-31"))["summary"]["counties"]["met"] == 2


@pytest.mark.parametrize("variant", ["liaoning-funds-2024", "shenyang-2024"])
async def test_a_variant_of_elsewhere_is_refused_for_a_province(county: County, variant: str) -> None:
    province = await open_province(county, "64" if variant == "liaoning-funds-2024" else "21")
    answer = await province.assess(variants=[variant], as_of="2024-10-31")
    assert (answer.status, answer.body["code"]) == (422, "variant_unfit")
    assert answer.body["errors"][0]["code"] == "variant_elsewhere"


@pytest.mark.parametrize("standard", ["compulsory-balanced-2017", "compulsory-basic-2012", "preschool-2020"])
async def test_a_county_that_cannot_be_scored_is_named_by_every_standard_that_looks_at_schools(
    county: County, standard: str
) -> None:
    province = await open_province(county)
    await province.second.change("s4", "school", 0, school_kind="circus")
    found = await province.assessed(standard=standard)
    assert found["summary"]["counties"] == {"met": 0, "not_met": 0, "cannot_decide": 2}
    named = [{"organisation": province.second.code, "reason": "school_kind_unknown"}]
    assert found["summary"]["not_scored"] == named


@pytest.mark.parametrize("standard", ["compulsory-balanced-2017", "compulsory-basic-2012"])
async def test_where_there_is_no_school_at_all_nothing_can_be_decided(county: County, standard: str) -> None:
    city = f"city-of-{county.code}"
    places = [(city, "/000000", "640300"), (f"{city}-a", f"/000000/{city}", "640321")]
    async with county.database.transaction() as session:
        for code, above, division in places:
            parent = above.rpartition("/")[2]
            government = organisation(code, parent, f"{above}/{code}", "government", {"division_code": division})
            await apply_places(session, [government])
        grants = [{"role": "supervisor", "organisation": city}]
        person = {"kind": "person", "name": "supervisor", "active": True, "grants": grants}
        await write_principal(session, f"supervisor@{city}", person)
        await session.commit()
    found = await Province(city, county, county).assessed(standard=standard)
    assert found["summary"]["counties"] == {"met": 0, "not_met": 0, "cannot_decide": 1}
    assert found["summary"]["schools"] == {"met": 0, "not_met": 0, "cannot_decide": 0, "excluded": 0}

"""A province of two counties for one test: governments, departments, a township, schools, and items of every form."""

from typing import Any

import httpx

from services.kernel.database import Database
from tests.metrics.county import NAME, PERIOD, ROOT, County, organisation, settle

GRADES = [{"code": code, "title": NAME} for code in ("poor", "pass", "good")]
BUREAU = {"kind": "department", "functions": ["education"]}
ITEMS: dict[str, dict[str, Any]] = {
    "children": {"reported_by": {"kind": "school", "school_kinds": ["kindergarten"]}},
    "roads": {"reported_by": {"kind": "township"}},
    "lessons_of_a_researcher": {"reported_by": {**BUREAU, "levels": ["county"]}, "population": NAME},
    "employed_by_county": {
        "reported_by": {**BUREAU, "levels": ["county"]},
        "value_type": "yes_no",
        "evidence_needed": True,
    },
    "special_schools": {"reported_by": {**BUREAU, "levels": ["province", "prefecture"]}},
    "budget": {"reported_by": {"kind": "department", "functions": ["finance"]}, "value_type": "decimal"},
    "culture": {
        "reported_by": {"kind": "school", "school_kinds": ["primary"], "places": ["rural", "town"]},
        "value_type": "grade",
        "grades": GRADES,
    },
}


def item(province: County, name: str, **changed: Any) -> dict[str, Any]:
    """One of the items as a body; its code carries the province's, so that tests do not meet."""
    body = {"title": NAME, "unit": "1", "value_type": "integer", "not_negative": True, "period": "school_year"}
    return {"code": f"{province.code}.{name}", **body, "population": NAME, **ITEMS[name], **changed}


def collection(province: County, **changed: Any) -> dict[str, Any]:
    """All items of everybody in the province, due on 15 October 2021."""
    body = {
        "title": NAME,
        "organisation": province.code,
        "period": PERIOD,
        "indicators": [f"{province.code}.{name}" for name in ITEMS],
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }
    return {**body, **changed}


def reading(province: County, place: str, name: str, value: Any, **more: Any) -> dict[str, Any]:
    """Of the organisation `place`, a suffix such as `a-education`; the empty one is the province."""
    base = {"organisation": f"{province.code}{place}", "indicator": f"{province.code}.{name}", "period": PERIOD}
    return {**base, "value": value, **more}


def _tree(code: str) -> list[dict[str, Any]]:
    """Below the province a prefecture, below that the counties `a` and `b` and a port area without a division code."""
    found = [ROOT, organisation(code, "000000", f"/000000/{code}", "government", division_code="640000")]

    def add(below: str, suffix: str, kind: str, **attributes: Any) -> None:
        parent = next(each for each in found if each["key"] == f"{code}{below}")
        path = f"{parent['body']['path']}/{code}{suffix}"
        found.append(organisation(f"{code}{suffix}", parent["key"], path, kind, **attributes))

    add("", "-education", "department", division_code="640000", function="education")
    add("", "-q", "government", division_code="640200")
    add("-q", "-q-education", "department", division_code="640200", function="education")
    add("-q", "-port", "government")
    add("-port", "-port-kindergarten", "school", school_kind="kindergarten", place="urban")
    for county, division in (("-a", "640221"), ("-b", "640222")):
        add("-q", county, "government", division_code=division)
        add(county, f"{county}-education", "department", division_code=division, function="education")
        add(county, f"{county}-finance", "department", division_code=division, function="finance")
        add(county, f"{county}-youth", "department", division_code=division)
        add(county, f"{county}-town", "township", division_code=division)
        add(f"{county}-town", f"{county}-kindergarten", "school", school_kind="kindergarten", place="rural")
        add(county, f"{county}-rural", "school", school_kind="primary", place="rural")
        add(county, f"{county}-urban", "school", school_kind="primary", place="urban")
    return found


async def open_province(database: Database, door: httpx.AsyncClient, code: str) -> County:
    province = County(code, door, database)
    roles = dict.fromkeys(("sender", "reviewer", "auditor", "dashboard"), code)
    roles |= {"administrator": "000000", "unit1": f"{code}-a-education", "unit2": f"{code}-b-education"}
    roles |= {"unit3": f"{code}-a-town", "school1": f"{code}-a-kindergarten", "auditor2": f"{code}-a"}
    await settle(province, _tree(code), roles)
    body = {"indicators": [item(province, name) for name in ITEMS]}
    assert (await province.call("POST", "/indicators", by="administrator", json=body)).status == 201
    assert (await put(province, province.code)).status == 201
    return province


async def put(province: County, code: str, **changed: Any) -> Any:
    path = f"/collections/{code}"
    return await province.call("PUT", path, by="administrator", json=collection(province, **changed))


async def owed(
    province: County, *, by: str = "auditor", as_of: str = "2021-10-01", **params: Any
) -> dict[str, set[str]]:
    """What each organisation that owes anything has to send, both without the code of the province."""
    answer = await province.get("/obligations", by=by, as_of=as_of, **params)
    assert answer.status == 200, answer
    return {
        entry["organisation"].removeprefix(province.code): {
            code.removeprefix(f"{province.code}.") for code in entry["to_send"]
        }
        for entry in answer.body["items"]
    }

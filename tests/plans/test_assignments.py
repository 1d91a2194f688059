"""Assignments across plans, and the matrix of a plan."""

from typing import Any

import httpx
import pytest_asyncio

from tests.plans.documents import UNASKED, document
from tests.plans.tree import Tree, named, organisation

ASSIGNMENTS = "/api/v1/plans/assignments"


def measure(code: str, *assignments: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Assignments are (role, organisation)."""
    return {
        "code": code,
        "title": {"zh": f"措施{code}", "en": f"Measure {code}"},
        "summary": {"zh": "虚构", "en": "Fictitious"},
        "place": f"二{code}",
        "assignments": [
            {"organisation": unit, "name_in_source": f"原文{unit}", "role": role} for role, unit in assignments
        ],
        **more,
    }


def counties(tree: Tree) -> str:
    return f"{tree.mark}-counties"


@pytest_asyncio.fixture
async def plan(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    """The province's, published: m1 led by the office alone, m2 by two, both owed by every county there was in 2021."""
    members = [{"organisation": tree.county}, {"organisation": tree.other_county, "until": "2021-12-31"}]
    collective = organisation(counties(tree), tree.province, "collective", members=members)
    posted = await http.post("/api/v1/plans/organisations", json={"organisations": [collective]})
    assert posted.status_code == 200, posted.text
    owed = ("responsible", counties(tree))
    found = document(f"{tree.mark}-plan", tree.province)
    found["programmes"][0]["measures"] = [
        measure(
            "m1.1",
            ("lead", tree.office),
            ("cooperating", tree.school),
            ("cooperating", tree.province),
            owed,
            open_ended_roles=["cooperating"],
        ),
        measure("m1.2", ("lead", tree.office), ("lead", tree.county), owed),
    ]
    await http.put(f"/api/v1/plans/plans/{found['code']}", json=found)
    return found


async def publish(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    body = {"published_on": "2021-09-01", "reason": "issued by the province"}
    answer = await http.post(f"/api/v1/plans/plans/{plan['code']}/publication", json=body)
    assert answer.status_code == 201, answer.text


async def listed(http: httpx.AsyncClient, **filters: Any) -> list[dict[str, Any]]:
    answer = await http.get(ASSIGNMENTS, params=filters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def brief(items: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(item["measure"], item["role"], item["organisation"]) for item in items]


async def test_a_day_without_an_organisation_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get(ASSIGNMENTS, params={"on": "2021-09-01"})
    assert answer.status_code == 422
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("organisation_missing", "?organisation")
    ]
    assert (await http.get(ASSIGNMENTS, params={"role": "spectator"})).status_code == 422
    assert (await http.get(ASSIGNMENTS, headers={"x-grant": ""})).status_code == 401


async def test_a_draft_assigns_nothing_yet(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    assert await listed(http, plan=plan["code"]) == []


async def test_assignments_stand_in_the_order_of_the_document(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    await publish(http, plan)
    items = await listed(http, plan=plan["code"])
    assert brief(items) == [
        ("m1.1", "lead", tree.office),
        ("m1.1", "cooperating", tree.school),
        ("m1.1", "cooperating", tree.province),
        ("m1.1", "responsible", counties(tree)),
        ("m1.2", "lead", tree.office),
        ("m1.2", "lead", tree.county),
        ("m1.2", "responsible", counties(tree)),
    ]
    assert [item["joint"] for item in items] == [False, False, False, False, True, True, False]
    assert [item["open_ended"] for item in items] == [False, True, True, False, False, False, False]
    assert items[1] == {
        "plan": plan["code"], "revision": 1,
        "measure": "m1.1", "measure_title": {"zh": "措施m1.1", "en": "Measure m1.1"},
        "organisation": tree.school, "via": None, "through": None,
        "name_in_source": f"原文{tree.school}", "role": "cooperating",
        "joint": False, "open_ended": True, "place": "二m1.1", "standing": None,
    }  # fmt: skip


async def test_they_are_found_by_organisation_role_and_measure_and_paged(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    await publish(http, plan)
    assert brief(await listed(http, organisation=tree.office)) == [
        ("m1.1", "lead", tree.office),
        ("m1.2", "lead", tree.office),
    ]
    assert len(await listed(http, plan=plan["code"], role="responsible")) == 2
    assert len(await listed(http, plan=plan["code"], measure="m1.2")) == 3
    whole = await listed(http, plan=plan["code"])
    page = (await http.get(ASSIGNMENTS, params={"plan": plan["code"], "limit": 4})).json()
    rest = (await http.get(ASSIGNMENTS, params={"plan": plan["code"], "limit": 4, "cursor": page["next"]})).json()
    assert (page["items"] + rest["items"], rest["next"]) == (whole, None)


async def test_a_newer_revision_takes_the_place_of_the_older(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    await publish(http, plan)
    del plan["programmes"][0]["measures"][0]["assignments"][1:]
    plan["programmes"][0]["measures"][0]["open_ended_roles"] = []
    del plan["programmes"][0]["measures"][1]
    await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan)
    await publish(http, plan)
    assert [(item["revision"], item["measure"]) for item in await listed(http, plan=plan["code"])] == [(2, "m1.1")]


async def test_a_county_owes_what_its_collective_owes_while_it_is_a_member(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    await publish(http, plan)

    async def owed(county: str, **day: str) -> list[tuple[str, str, str | None]]:
        items = await listed(http, organisation=county, **day)
        assert {item["organisation"] for item in items} <= {county}
        return [(item["measure"], item["role"], item["via"]) for item in items]

    collective = counties(tree)
    through = [("m1.1", "responsible", collective), ("m1.2", "responsible", collective)]
    assert await owed(tree.other_county) == []
    assert await owed(tree.other_county, on="2021-12-31") == through
    assert await owed(tree.other_county, on="2022-01-01") == []
    assert await owed(tree.county) == [("m1.2", "lead", None)]
    assert await owed(tree.county, on="2022-01-01") == [through[0], ("m1.2", "lead", None), through[1]]


async def test_the_matrix_shows_every_measure_with_its_units_and_the_units_without_measures(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    def unit(code: str) -> dict[str, Any]:
        name = {"zh": f"虚构{code}", "en": f"Fictitious {code}"}
        return {"organisation": code, "name": name, "name_in_source": f"原文{code}"}

    address = f"/api/v1/plans/plans/{plan['code']}/responsibilities"
    assert (await http.get(address, headers=named("school", tree.school))).status_code == 404
    await publish(http, plan)
    answer = await http.get(address, headers=named("school", tree.school))
    matrix = answer.json()
    assert (answer.status_code, matrix["plan"], matrix["title"]) == (200, plan["code"], plan["title"])
    assert matrix["state"] == {"revision": 1, "status": "published", "published_on": "2021-09-01", **UNASKED}
    programme = {"programme": "p1", "programme_title": plan["programmes"][0]["title"]}
    assert matrix["measures"] == [
        programme | {
            "measure": "m1.1", "title": {"zh": "措施m1.1", "en": "Measure m1.1"}, "place": "二m1.1",
            "lead": [unit(tree.office)], "cooperating": [unit(tree.school), unit(tree.province)],
            "responsible": [unit(counties(tree))],
            "open_ended_roles": ["cooperating"],
        },
        programme | {
            "measure": "m1.2", "title": {"zh": "措施m1.2", "en": "Measure m1.2"}, "place": "二m1.2",
            "lead": [unit(tree.office), unit(tree.county)], "cooperating": [], "responsible": [unit(counties(tree))],
            "open_ended_roles": [],
        },
    ]  # fmt: skip
    (row,) = matrix["units"]
    assert (row["unit"], row["organisation"], row["name_in_source"]) == ("education", tree.province, "教育部门")
    assert [(duty["code"], duty["own_role"]) for duty in row["duties"]] == [("education/1", "responsible")]


async def test_the_matrix_of_a_plan_without_programmes_and_of_an_older_revision(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    await publish(http, plan)
    flat = plan | {"programmes": [], "measures": [measure("m1", ("lead", tree.county))], "targets": []}
    await http.put(f"/api/v1/plans/plans/{plan['code']}", json=flat)
    address = f"/api/v1/plans/plans/{plan['code']}/responsibilities"
    draft = (await http.get(address, params={"revision": 2})).json()
    assert [(row["programme"], row["programme_title"], row["measure"]) for row in draft["measures"]] == [
        (None, None, "m1")
    ]
    await publish(http, plan)
    rows = [(await http.get(address, params={"revision": number})).json()["measures"] for number in (1, 2)]
    assert [len(each) for each in rows] == [2, 1]

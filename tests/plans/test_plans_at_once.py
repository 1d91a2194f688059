"""Two people change one plan at the same moment: one of them is first, the other is told so."""

import asyncio
import copy
from typing import Any

import httpx

from tests.plans.documents import document
from tests.plans.test_plan_endings import DAY, enter, supersede, url, withdraw
from tests.plans.tree import Tree


async def publish_twice(http: httpx.AsyncClient, headers: dict[str, str], code: str) -> list[tuple[int, str | None]]:
    body = {"published_on": "2022-09-01", "reason": "revised after a year"}
    said = await asyncio.gather(*(http.post(f"{url(code)}/publication", json=body, headers=headers) for _ in range(2)))
    return sorted((answer.status_code, answer.json().get("code")) for answer in said)


async def test_a_draft_is_published_once_whoever_presses_twice(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    told = (409, "nothing_to_publish")
    assert await publish_twice(http, administrator, plan["code"]) == [(201, plan["code"]), told]
    plan |= {"title": {"zh": "修订后（虚构）", "en": "Revised (fictitious)"}}
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert await publish_twice(http, administrator, plan["code"]) == [(201, plan["code"]), told]
    listed = (await http.get(f"{url(plan['code'])}/revisions")).json()["items"]
    assert [one["revision"] for one in listed] == [1, 2]


async def two_plans(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> tuple[str, str]:
    """Both in force."""
    code, other = f"{tree.mark}-old", f"{tree.mark}-new"
    for each in (code, other):
        await enter(http, administrator, document(each, tree.county))
    return code, other


async def test_a_plan_ends_once_whoever_says_so_at_the_same_time(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    code, other = await two_plans(http, tree, administrator)
    said = await asyncio.gather(
        withdraw(http, administrator, code),
        supersede(http, administrator, code, other),
        withdraw(http, administrator, code),
    )
    assert sorted(answer.status_code for answer in said) == [201, 409, 409]
    assert {answer.json()["code"] for answer in said if answer.status_code == 409} == {"plan_already_ended"}


async def test_of_two_plans_that_would_supersede_each_other_one_does(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    code, other = await two_plans(http, tree, administrator)
    said = await asyncio.gather(
        supersede(http, administrator, code, other), supersede(http, administrator, other, code, takes_effect_on=DAY)
    )
    assert sorted(answer.status_code for answer in said) == [201, 422]


async def test_a_package_that_is_sent_twice_at_once_is_taken_in_once(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    await enter(http, administrator, plan)
    package: dict[str, Any] = copy.deepcopy((await http.get(f"{url(plan['code'])}/export")).json())
    package["code"] = package["revisions"][0]["document"]["code"] = f"{tree.mark}-copy"
    said = await asyncio.gather(
        *(http.post("/api/v1/plans/packages", json=package, headers=administrator) for _ in range(2))
    )
    assert sorted(answer.status_code for answer in said) in ([200, 201], [201, 409])

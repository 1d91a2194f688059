"""What plans lay on those who merged, split or closed, and whom collectives mean on a day."""

from typing import Any

import httpx

from tests.plans.documents import document
from tests.plans.happenings import URL, happened, posted
from tests.plans.tree import Tree, organisation

PLANS = "/api/v1/plans/plans"


async def owed(http: httpx.AsyncClient, organisation: str, on: str) -> set[tuple[str | None, str | None]]:
    """Via whom and through what it owes something."""
    params = {"organisation": organisation, "on": on}
    answer = await http.get("/api/v1/plans/assignments", params=params)
    assert answer.status_code == 200, answer.text
    return {(item["via"], item["through"]) for item in answer.json()["items"]}


async def publish(http: httpx.AsyncClient, tree: Tree) -> None:
    """A plan whose every assignment is the office's."""
    plan: dict[str, Any] = document(f"{tree.mark}-plan", tree.county)
    for programme in plan["programmes"]:
        for measure in programme["measures"]:
            measure["assignments"] = [
                {"organisation": tree.office, "name_in_source": "教体局", "role": "lead"},
            ]
            measure["open_ended_roles"] = []
    answer = await http.put(f"{PLANS}/{plan['code']}", json=plan)
    assert answer.status_code == 201, answer.text
    body = {"published_on": "2020-01-01", "reason": "印发（虚构）"}
    answer = await http.post(
        f"{PLANS}/{plan['code']}/publication", json=body, headers={"If-Match": answer.headers["ETag"]}
    )
    assert answer.status_code == 201, answer.text


async def test_a_successor_owes_what_its_predecessor_owed_and_says_through_whom(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await publish(http, tree)
    heir, east, west = (f"{tree.mark}-{name}" for name in ("heir", "east", "west"))
    await posted(http, *(organisation(code, tree.county, "department") for code in (heir, east, west)))
    await happened(http, tree.office, "merged_into", "2022-09-01", successor=heir)
    await happened(http, heir, "split_into", "2023-09-01", successors=[east, west])
    assert await owed(http, heir, "2022-08-31") == set()
    assert await owed(http, heir, "2022-09-01") == {(tree.office, "merger")}
    assert await owed(http, east, "2023-09-01") == await owed(http, west, "2023-09-01") == {(tree.office, "merger")}
    assert await owed(http, tree.office, "2023-09-01") == {(None, None)}


async def test_who_continues_goes_on_owing_alone(http: httpx.AsyncClient, tree: Tree) -> None:
    await publish(http, tree)
    new = f"{tree.mark}-new"
    await posted(http, organisation(new, tree.county, "department"))
    await happened(http, tree.office, "split_into", "2022-09-01", successors=[new], continues=True)
    assert await owed(http, new, "2023-01-01") == set()
    assert await owed(http, tree.office, "2023-01-01") == {(None, None)}


async def test_a_rule_means_whoever_stood_there_and_was_open_on_the_day(http: httpx.AsyncClient, tree: Tree) -> None:
    every, other = f"{tree.mark}-every", f"{tree.mark}-other"
    rule = {"below": tree.county, "kind": "school"}
    await posted(
        http,
        organisation(every, tree.county, "collective", member_rule=rule),
        organisation(other, tree.office, "school", opened_on="2010-09-01"),
    )
    await happened(http, tree.school, "merged_into", "2022-09-01", successor=other)
    await happened(http, other, "moved", "2023-09-01", parent=tree.other_county)

    async def meant(on: str) -> list[str]:
        answer = await http.get(f"{URL}/{every}/members", params={"on": on})
        return [item["code"] for item in answer.json()["items"]]

    assert await meant("2009-01-01") == [tree.school]
    assert await meant("2022-08-31") == [tree.school, other]
    assert await meant("2022-09-01") == [other]
    assert await meant("2023-09-01") == []

"""Tasks and reports for tests, and what must exist before there can be any."""

from typing import Any

import httpx

from tests.plans.documents import document
from tests.plans.tree import Tree, named, organisation

TASKS = "/api/v1/plans/tasks"
PLANS = "/api/v1/plans/plans"


def bureau(tree: Tree) -> str:
    """A department of the other county."""
    return f"{tree.mark}-b-bureau"


def province_plan(tree: Tree) -> str:
    return f"{tree.mark}-upper"


def unit(organisation_: str) -> dict[str, str]:
    return named("unit", organisation_)


async def publish(http: httpx.AsyncClient, plan: dict[str, Any], published_on: str = "2021-09-01") -> None:
    """Put and published by the nation's administrator."""
    put = await http.put(f"{PLANS}/{plan['code']}", json=plan)
    assert put.status_code in (200, 201), put.text
    body = {"published_on": published_on, "reason": "issued by the province"}
    answer = await http.post(f"{PLANS}/{plan['code']}/publication", json=body)
    assert answer.status_code == 201, answer.text


def upper_plan(tree: Tree, **changes: Any) -> dict[str, Any]:
    """The province's plan: one measure with a target, one duty."""
    return document(province_plan(tree), tree.province, **changes)


async def set_up(http: httpx.AsyncClient, tree: Tree) -> None:
    """The province's plan is published, and the other county has a bureau."""
    body = {"organisations": [organisation(bureau(tree), tree.other_county, "department")]}
    answer = await http.post("/api/v1/plans/organisations", json=body)
    assert answer.status_code == 200, answer.text
    await publish(http, upper_plan(tree))


def task_body(tree: Tree, **changes: Any) -> dict[str, Any]:
    """Two milestones and one line of evidence, for the office of the first county."""
    found = {
        "title": {"zh": "虚构任务", "en": "A fictitious task"},
        "plan": province_plan(tree),
        "measure": "m1.1",
        "owner": tree.office,
        "starts_on": "2021-09-15",
        "due_on": "2021-12-15",
        "milestones": [
            {"code": "s1", "title": {"zh": "清点", "en": "Count"}, "due_on": "2021-10-15"},
            {"code": "s2", "title": {"zh": "采购", "en": "Buy"}, "due_on": "2021-12-15"},
        ],
        "evidence": [{"code": "e1", "what": "验收单"}],
        "decided_on": "2021-09-10",
        "reason": "Set at the meeting",
    } | changes
    return {name: value for name, value in found.items() if value is not None}


def report_body(as_of: str, *done: str, **changes: Any) -> dict[str, Any]:
    """The milestones named are done; `e1` among them is the evidence."""
    evidence = [{"title": "验收单", "proves": "e1", "sha256": "a" * 64, "collected_on": as_of}] if "e1" in done else []
    return {
        "as_of": as_of,
        "milestones": [{"milestone": each, "done": True} for each in done if each != "e1"],
        "text": "虚构进展",
        "evidence": evidence,
        "reason": "Monthly report",
    } | changes


async def put_task(http: httpx.AsyncClient, code: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await http.put(f"{TASKS}/{code}", json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def report(http: httpx.AsyncClient, code: str, owner: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await http.post(f"{TASKS}/{code}/reports", json=body, headers=unit(owner))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def shown(http: httpx.AsyncClient, code: str, as_of: str, **more: Any) -> dict[str, Any]:
    answer = await http.get(f"{TASKS}/{code}", params={"as_of": as_of, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(each["code"], each["pointer"]) for each in answer.json()["errors"]]

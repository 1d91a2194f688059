"""Tasks of those who close, merge or move, and of plans that are revised or end."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.happenings import happened, posted
from tests.plans.task_bodies import (
    PLANS,
    TASKS,
    bureau,
    faults,
    province_plan,
    publish,
    put_task,
    report,
    report_body,
    set_up,
    shown,
    task_body,
    upper_plan,
)
from tests.plans.test_cascade_of_revisions import numbered_anew
from tests.plans.tree import Tree, organisation


@pytest_asyncio.fixture
async def code(http: httpx.AsyncClient, tree: Tree) -> str:
    """A task of the first county's office."""
    await set_up(http, tree)
    code = f"{tree.mark}-1"
    await put_task(http, code, task_body(tree))
    return code


@pytest_asyncio.fixture
async def heir(http: httpx.AsyncClient, tree: Tree, code: str) -> str:
    """Who came after the office in November."""
    heir = f"{tree.mark}-heir"
    await posted(http, organisation(heir, tree.county, "department"))
    await happened(http, tree.office, "merged_into", "2021-11-01", successor=heir)
    return heir


async def listed(http: httpx.AsyncClient, **asked: Any) -> list[str]:
    answer = await http.get(TASKS, params={"as_of": "2021-11-01", **asked})
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


async def test_nothing_new_is_asked_of_whoever_is_not_open_on_the_day(
    http: httpx.AsyncClient, tree: Tree, code: str, heir: str
) -> None:
    new = f"{TASKS}/{tree.mark}-2"
    late = task_body(tree, decided_on="2021-11-01")
    assert faults(await http.put(new, json=late)) == [("owner_not_open", "/owner")]
    assert (await http.put(new, json=task_body(tree, decided_on="2021-10-31"))).status_code == 201
    later = task_body(tree, due_on="2022-03-01", decided_on="2021-11-02", reason="Postponed")
    assert faults(await http.put(f"{TASKS}/{code}", json=later)) == [("owner_not_open", "/owner")]


async def test_an_open_task_of_whoever_closed_names_who_came_after(
    http: httpx.AsyncClient, tree: Tree, code: str, heir: str
) -> None:
    before = await shown(http, code, "2021-10-31")
    assert (before["owner_standing"], before["owner_successors"]) == ("open", [])
    found = await shown(http, code, "2021-11-01")
    assert (found["owner"], found["owner_standing"], found["owner_successors"]) == (tree.office, "closed", [heir])
    plan = province_plan(tree)
    assert await listed(http, plan=plan, owner_standing="closed") == [code]
    assert await listed(http, plan=plan, owner_standing="closed", as_of="2021-10-31") == []
    east, west = (f"{tree.mark}-{name}" for name in ("east", "west"))
    await posted(http, *(organisation(each, tree.county, "department") for each in (east, west)))
    await happened(http, heir, "split_into", "2021-12-01", successors=[west, east])
    told = [(await shown(http, code, day))["owner_successors"] for day in ("2021-11-30", "2021-12-01")]
    assert told == [[heir], [east, west]]
    await put_task(http, code, task_body(tree, owner=heir, decided_on="2021-11-02", reason="Handed over"))
    assert await listed(http, plan=plan, owner_standing="closed", as_of="2021-11-02") == []
    reported = await report(http, code, heir, report_body("2021-11-03", "s1"))
    assert reported["organisation"] == heir


async def test_a_list_of_a_day_asks_for_the_owner_and_the_due_day_of_that_day(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    changed = task_body(tree, owner=bureau(tree), due_on="2022-03-01", decided_on="2021-10-20", reason="Handed over")
    await put_task(http, code, changed)
    for day, owner, other in (("2021-10-19", tree.office, bureau(tree)), ("2021-10-20", bureau(tree), tree.office)):
        assert await listed(http, organisation=owner, as_of=day) == [code]
        assert await listed(http, organisation=other, as_of=day) == []
    due = {"plan": province_plan(tree), "due_before": "2022-01-01"}
    assert await listed(http, **due, as_of="2021-10-19") == [code]
    assert await listed(http, **due, as_of="2021-10-20") == []


async def test_a_task_is_taken_back_also_from_whoever_closed(
    http: httpx.AsyncClient, tree: Tree, code: str, heir: str
) -> None:
    gone = task_body(tree, withdrawn=True, decided_on="2021-11-02", reason="Not wanted any more")
    await happened(http, tree.school, "closed", "2021-11-01")
    passed_on = await http.put(f"{TASKS}/{code}", json=gone | {"owner": tree.school})
    assert faults(passed_on) == [("owner_not_open", "/owner")]
    assert (await put_task(http, code, gone))["state"] == "withdrawn"


async def test_nobody_takes_back_what_was_never_set(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    answer = await http.put(f"{TASKS}/{tree.mark}-2", json=task_body(tree, withdrawn=True))
    assert faults(answer) == [("withdrawn_before_set", "/withdrawn")]


async def test_a_place_is_the_one_of_the_day(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    other = f"{tree.mark}-b"
    await put_task(http, other, task_body(tree, owner=bureau(tree)))
    await happened(http, tree.other_county, "moved", "2021-11-01", parent="000000")
    assert await listed(http, organisation=tree.province, as_of="2021-10-31") == [code, other]
    assert await listed(http, organisation=tree.province) == [code]
    assert await listed(http, organisation=tree.other_county) == [other]
    assert await listed(http, organisation=bureau(tree)) == [other]
    new, body = f"{TASKS}/{tree.mark}-c", task_body(tree, owner=bureau(tree))
    assert faults(await http.put(new, json=body | {"decided_on": "2021-11-01"})) == [("owner_elsewhere", "/owner")]
    assert (await http.put(new, json=body | {"decided_on": "2021-10-31"})).status_code == 201


@pytest.mark.parametrize("how", ["withdrawal", "supersession"])
async def test_a_plan_that_ended_asks_for_nothing_new_and_says_so_of_what_it_asked(
    http: httpx.AsyncClient, tree: Tree, code: str, how: str
) -> None:
    body = {"takes_effect_on": "2021-11-01", "reason": "Repealed"}
    if how == "supersession":
        await publish(http, upper_plan(tree) | {"code": f"{tree.mark}-next"})
        body["superseded_by"] = f"{tree.mark}-next"
    assert (await http.post(f"{PLANS}/{province_plan(tree)}/{how}", json=body)).status_code == 201
    ended = {"withdrawal": "withdrawn", "supersession": "superseded"}[how]
    standings = [(await shown(http, code, day))["plan_standing"] for day in ("2021-10-31", "2021-11-01")]
    assert standings == ["binding", ended]
    new = task_body(tree, decided_on="2021-11-01")
    assert faults(await http.put(f"{TASKS}/{tree.mark}-2", json=new)) == [("plan_ended", "/plan")]
    later = task_body(tree, due_on="2022-03-01", decided_on="2021-11-02", reason="Wound up by March")
    assert (await put_task(http, code, later))["version"] == 2


async def test_a_plan_known_before_its_day_or_not_confirmed_says_so(http: httpx.AsyncClient, tree: Tree) -> None:
    await set_up(http, tree)
    inferred = {
        "number": None, "dated": "2021-09-01", "date_certainty": "inferred",
        "inferred_from": {"zh": "文中安排", "en": "The text"},
    }  # fmt: skip
    plan = upper_plan(tree, document=inferred) | {"code": f"{tree.mark}-inferred"}
    await publish(http, plan)
    await put_task(http, f"{tree.mark}-1", task_body(tree, plan=plan["code"], decided_on="2021-08-01"))
    day = {"dated": "2021-09-05", "confirmed_on": "2022-01-01", "reason": "Compared with the gazette"}
    told = [(await shown(http, f"{tree.mark}-1", each))["plan_standing"] for each in ("2021-08-31", "2021-09-01")]
    assert told == ["not_yet_in_force", "date_unconfirmed"]
    assert (await http.post(f"{PLANS}/{plan['code']}/date-confirmation", json=day)).status_code == 201
    told = [(await shown(http, f"{tree.mark}-1", each))["plan_standing"] for each in ("2021-09-04", "2021-09-05")]
    assert told == ["not_yet_in_force", "binding"]


async def test_the_tree_shows_a_task_under_what_it_serves_when_that_is_numbered_anew(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    target, later = f"{tree.mark}-2", f"{tree.mark}-3"
    before_its_entry = "2021-08-15"
    await put_task(http, target, task_body(tree, measure=None, target="T01", decided_on=before_its_entry))
    await publish(http, numbered_anew(upper_plan(tree)), "2021-10-01")
    await put_task(http, later, task_body(tree, decided_on="2021-10-02"))
    await put_task(http, code, task_body(tree, due_on="2022-03-01", decided_on="2021-10-02", reason="Postponed"))
    answer = await http.get(f"{PLANS}/{province_plan(tree)}/tasks", params={"as_of": "2021-10-02"})
    found = answer.json()
    lines = {each["code"]: [task["code"] for task in each["tasks"]] for each in found["measures"] + found["targets"]}
    assert (lines, found["gone"]) == ({"m1.1": [later], "m1.2": [code], "T02": [target]}, [])

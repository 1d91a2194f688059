"""Lists of tasks, the table for spreadsheets, and the tree of a plan."""

import csv
import io
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.task_bodies import (
    PLANS,
    TASKS,
    bureau,
    province_plan,
    publish,
    put_task,
    report,
    report_body,
    set_up,
    task_body,
    upper_plan,
)
from tests.plans.tree import Tree, named


@pytest_asyncio.fixture
async def codes(http: httpx.AsyncClient, tree: Tree) -> list[str]:
    """Four tasks: of the office one finished and one not, one of the school below it, one of the other county."""
    await set_up(http, tree)
    codes = [f"{tree.mark}-{number}" for number in range(1, 5)]
    owners = (tree.office, tree.office, tree.school, bureau(tree))
    for code, owner in zip(codes, owners, strict=True):
        await put_task(http, code, task_body(tree, owner=owner))
    await put_task(http, codes[2], task_body(tree, owner=tree.school, due_on="2021-12-20", reason="Five days more"))
    await report(http, codes[0], tree.office, report_body("2021-10-10", "s1", "s2", "e1"))
    return codes


async def listed(http: httpx.AsyncClient, tree: Tree, **asked: Any) -> list[str]:
    params = {"plan": province_plan(tree), "as_of": "2021-11-01", **asked}
    answer = await http.get(TASKS, params=params)
    assert answer.status_code == 200, answer.text
    assert answer.json()["as_of"] == params["as_of"]
    return [item["code"] for item in answer.json()["items"]]


async def test_a_list_of_states_without_a_day_is_refused(http: httpx.AsyncClient) -> None:
    assert (await http.get(TASKS, headers={"x-grant": ""})).status_code == 401
    assert (await http.get(TASKS)).status_code == 422
    assert (await http.get(TASKS, params={"as_of": "2021-11-01", "state": "nearly"})).status_code == 422
    unknown = await http.get(TASKS, params={"as_of": "2021-11-01", "organisation": "no-such-organisation"})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "?organisation")


async def test_a_unit_sees_its_own_tasks_and_a_supervisor_those_below(
    http: httpx.AsyncClient, tree: Tree, codes: list[str]
) -> None:
    async def seen(role: str, organisation: str) -> list[str]:
        answer = await http.get(TASKS, params={"as_of": "2021-11-01"}, headers=named(role, organisation))
        return [item["code"] for item in answer.json()["items"]]

    assert await seen("unit", tree.office) == codes[:2]
    assert await seen("supervisor", tree.county) == codes[:3]
    assert await seen("supervisor", tree.province) == codes
    assert await seen("unit", bureau(tree)) == codes[3:]


async def test_tasks_are_found_by_owner_state_and_due_day(
    http: httpx.AsyncClient, tree: Tree, codes: list[str]
) -> None:
    assert await listed(http, tree) == codes
    assert await listed(http, tree, organisation=tree.office) == codes[:3]
    assert await listed(http, tree, organisation=tree.school) == codes[2:3]
    assert await listed(http, tree, state="done") == codes[:1]
    assert await listed(http, tree, state="not_started") == codes[1:]
    assert await listed(http, tree, state="due_soon", as_of="2021-11-15") == [codes[1], codes[3]]
    assert await listed(http, tree, state="due_soon", as_of="2021-11-15", soon_days=40) == codes[1:]
    assert await listed(http, tree, state="overdue", as_of="2021-12-16") == [codes[1], codes[3]]
    assert await listed(http, tree, due_before="2021-12-20") == [codes[0], codes[1], codes[3]]
    assert await listed(http, tree, as_of="2021-09-09") == []


@pytest.mark.parametrize(("state", "first"), [("", 0), ("not_started", 1)])
async def test_a_list_is_paged_with_and_without_a_state(
    http: httpx.AsyncClient, tree: Tree, codes: list[str], state: str, first: int
) -> None:
    params = {"plan": province_plan(tree), "as_of": "2021-11-01", "limit": "2"}
    if state:
        params["state"] = state
    page = (await http.get(TASKS, params=params)).json()
    rest = (await http.get(TASKS, params=params | {"cursor": page["next"]})).json()
    pages = [[item["code"] for item in each["items"]] for each in (page, rest)]
    assert pages == [codes[first : first + 2], codes[first + 2 :]]
    assert rest["next"] is None


async def test_the_list_is_a_table_that_a_spreadsheet_opens(
    http: httpx.AsyncClient, tree: Tree, codes: list[str]
) -> None:
    formula = {"zh": "=1+1", "en": "A formula"}
    await put_task(http, codes[1], task_body(tree, title=formula, reason="Renamed"))
    params: dict[str, str | int] = {"plan": province_plan(tree), "as_of": "2021-11-01", "limit": 1}
    answer = await http.get(TASKS, params=params, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["任务代码 code"] for row in rows] == codes
    assert [row["状态 state"] for row in rows] == ["done", "not_started", "not_started", "not_started"]
    assert rows[1]["任务 title"] == "'=1+1"


async def test_the_tree_shows_every_measure_with_its_tasks(
    http: httpx.AsyncClient, tree: Tree, codes: list[str]
) -> None:
    await put_task(http, f"{tree.mark}-5", task_body(tree, measure=None, duty="education/1"))
    url = f"{PLANS}/{province_plan(tree)}/tasks"
    assert (await http.get(f"{PLANS}/no-such-plan/tasks", params={"as_of": "2021-11-01"})).status_code == 404
    found = (await http.get(url, params={"as_of": "2021-11-01"})).json()
    (measure,) = found["measures"]
    assert (measure["code"], measure["states"]) == ("m1.1", {"done": 1, "not_started": 3})
    assert [task["code"] for task in measure["tasks"]] == codes
    assert [(each["code"], len(each["tasks"])) for each in found["duties"]] == [("education/1", 1)]
    assert (found["targets"], found["gone"], found["states"]) == ([], [], {"done": 1, "not_started": 4})
    own = (await http.get(url, params={"as_of": "2021-11-01"}, headers=named("unit", bureau(tree)))).json()
    assert [task["code"] for task in own["measures"][0]["tasks"]] == codes[3:]


async def test_the_tree_keeps_tasks_of_a_measure_that_the_plan_dropped(
    http: httpx.AsyncClient, tree: Tree, codes: list[str]
) -> None:
    plan = upper_plan(tree)
    plan["programmes"][0]["measures"], plan["targets"] = [], []
    await publish(http, plan, "2021-11-02")
    url = f"{PLANS}/{province_plan(tree)}/tasks"
    for day, gone in (("2021-11-01", 0), ("2021-11-02", 1)):
        found = (await http.get(url, params={"as_of": day})).json()
        assert (len(found["measures"]), len(found["gone"])) == (1 - gone, gone)
    assert (found["gone"][0]["code"], found["gone"][0]["title"], len(found["gone"][0]["tasks"])) == ("m1.1", None, 4)

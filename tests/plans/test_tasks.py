"""Tasks: who sets them, what must hold of them, how they change."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.conftest import Changes
from tests.plans.task_bodies import TASKS, bureau, faults, province_plan, publish, put_task, set_up, shown, task_body
from tests.plans.task_bodies import upper_plan as plan_of
from tests.plans.tree import Tree, named


@pytest_asyncio.fixture
async def code(http: httpx.AsyncClient, tree: Tree) -> str:
    """Of the task that a test may set; the province's plan is published."""
    await set_up(http, tree)
    return f"{tree.mark}-task"


async def test_a_stranger_neither_sets_nor_sees_a_task(
    http: httpx.AsyncClient, tree: Tree, code: str, administrator: dict[str, str]
) -> None:
    url, body, elsewhere = f"{TASKS}/{code}", task_body(tree), named("administrator", tree.other_county)
    assert (await http.put(url, json=body, headers=elsewhere)).status_code == 403
    assert (await http.put(url, json=body, headers=named("unit", tree.office))).status_code == 403
    assert (await http.put(url, json=body, headers=administrator)).status_code == 201
    strangers = (elsewhere, named("unit", bureau(tree)), named("supervisor", tree.other_county))
    for headers in strangers:
        assert (await http.get(url, params={"as_of": "2021-10-01"}, headers=headers)).status_code == 404
        listed = await http.get(TASKS, params={"as_of": "2021-10-01", "plan": body["plan"]}, headers=headers)
        assert (listed.status_code, listed.json()["items"]) == (200, [])
    taken = task_body(tree, owner=bureau(tree), reason="Given to our own bureau")
    assert (await http.put(url, json=taken, headers=elsewhere)).status_code == 403
    assert (await http.get(url, params={"as_of": "2021-10-01"}, headers=named("unit", tree.office))).status_code == 200


async def test_a_task_sets_no_forbidden_target_either(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    body = task_body(tree, title={"zh": "确保本科上线率达到60%", "en": "A task"})
    body["milestones"][0]["title"]["zh"] = "各班统考平均分提高5分"
    body["milestones"][1]["title"]["zh"] = "检查升学率宣传的整改"
    answer = await http.put(f"{TASKS}/{code}", json=body)
    assert (answer.status_code, [(each["code"], each["pointer"]) for each in answer.json()["errors"]]) == (
        422,
        [("target_forbidden", "/title/zh"), ("target_forbidden", "/milestones/0/title/zh")],
    )
    assert "中发〔2020〕19号" in answer.json()["errors"][0]["expected"]


async def test_every_fault_of_a_task_is_named_at_once(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    step = {"code": "s1", "title": {"zh": "清点", "en": "Count"}, "due_on": "2022-10-15"}
    body = task_body(
        tree,
        measure="m9",
        due_on="2021-09-01",
        milestones=[step, step],
        depends_on=["no-such-task"],
        jurisdiction="nowhere",
    )
    answer = await http.put(f"{TASKS}/{code}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "task_invalid")
    assert faults(answer) == [
        ("due_before_start", "/due_on"),
        ("milestone_outside", "/milestones/0/due_on"),
        ("milestone_outside", "/milestones/1/due_on"),
        ("code_repeated", "/milestones/1/code"),
        ("measure_unknown", "/measure"),
        ("organisation_unknown", "/jurisdiction"),
        ("task_unknown", "/depends_on/0"),
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"plan": "no-such-plan"}, ("plan_unknown", "/plan")),
        ({"duty": "education/1"}, ("serves_not_one", "/measure")),
        ({"measure": None}, ("serves_not_one", "/measure")),
        ({"measure": None, "duty": "education/9"}, ("duty_unknown", "/duty")),
        ({"measure": None, "target": "T99"}, ("target_unknown", "/target")),
        ({"jurisdiction": "000000"}, ("jurisdiction_elsewhere", "/jurisdiction")),
    ],
)
async def test_what_a_task_names_must_exist_and_fit(
    http: httpx.AsyncClient, tree: Tree, code: str, changes: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert faults(await http.put(f"{TASKS}/{code}", json=task_body(tree, **changes))) == [fault]


async def test_the_owner_stands_in_the_place_that_takes_the_measure_up(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    elsewhere = task_body(tree, jurisdiction=tree.other_county)
    assert faults(await http.put(f"{TASKS}/{code}", json=elsewhere)) == [("owner_elsewhere", "/owner")]
    nation = task_body(tree, owner="000000")
    assert faults(await http.put(f"{TASKS}/{code}", json=nation)) == [("owner_elsewhere", "/owner")]


async def test_a_task_serves_a_duty_or_a_target_as_well(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    duty = await put_task(http, f"{code}-duty", task_body(tree, measure=None, duty="education/1"))
    target = await put_task(http, f"{code}-target", task_body(tree, measure=None, target="T01"))
    assert (duty["duty"], duty["measure"], target["target"]) == ("education/1", None, "T01")


async def test_a_plan_that_is_only_a_draft_has_no_tasks(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    draft = plan_of(tree) | {"code": f"{tree.mark}-draft"}
    assert (await http.put(f"/api/v1/plans/plans/{draft['code']}", json=draft)).status_code == 201
    answer = await http.put(f"{TASKS}/{code}", json=task_body(tree, plan=draft["code"]))
    assert faults(answer) == [("plan_unknown", "/plan")]


async def test_a_task_is_set_once_and_the_same_again_changes_nothing(
    http: httpx.AsyncClient, tree: Tree, code: str, administrator: dict[str, str], changes: Changes
) -> None:
    first = await http.put(f"{TASKS}/{code}", json=task_body(tree), headers=administrator)
    again = await http.put(f"{TASKS}/{code}", json=task_body(tree, reason="Once more"), headers=administrator)
    assert (first.status_code, first.headers["ETag"], first.json()["unchanged"]) == (201, '"1"', False)
    assert (again.status_code, again.headers["ETag"], again.json()["unchanged"]) == (200, '"1"', True)
    (said,) = await changes(code)
    assert (said["topic"], said["body"]["plan"], said["body"]["reports"]) == ("task", province_plan(tree), [])
    (version,) = said["body"]["versions"]
    assert (version["due_on"], version["decided_by"]) == ("2021-12-15", "tester-administrator")


async def test_a_dry_run_sets_nothing(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    tried = await http.put(f"{TASKS}/{code}", json=task_body(tree), params={"dry_run": "true"})
    assert (tried.status_code, tried.json()["state"]) == (201, "not_started")
    assert (await http.get(f"{TASKS}/{code}", params={"as_of": "2021-10-01"})).status_code == 404


async def test_a_postponement_is_a_version_with_a_reason_and_keeps_the_first_due_day(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    await put_task(http, code, task_body(tree))
    later = task_body(tree, due_on="2022-03-31", decided_on="2021-12-01", reason="Delivery is late")
    await put_task(http, code, later)
    before, after = await shown(http, code, "2021-11-30"), await shown(http, code, "2021-12-20")
    assert (before["due_on"], before["version"], before["state"]) == ("2021-12-15", 1, "due_soon")
    assert (after["due_on"], after["original_due_on"], after["state"]) == ("2022-03-31", "2021-12-15", "not_started")
    assert (before["behind_original"], after["behind_original"]) == (False, True)
    assert [(each["version"], each["due_on"], each["reason"]) for each in after["versions"]] == [
        (1, "2021-12-15", "Set at the meeting"),
        (2, "2022-03-31", "Delivery is late"),
    ]


async def test_a_change_keeps_the_plan_and_comes_after_the_one_before(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    await put_task(http, code, task_body(tree))
    other = plan_of(tree) | {"code": f"{tree.mark}-other"}
    await publish(http, other)
    body = task_body(tree, plan=other["code"], decided_on="2021-09-01")
    answer = await http.put(f"{TASKS}/{code}", json=body)
    assert faults(answer) == [("task_of_another_plan", "/plan"), ("decided_earlier", "/decided_on")]


async def test_a_change_by_somebody_else_is_not_overwritten(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    url = f"{TASKS}/{code}"
    assert (await http.put(url, json=task_body(tree), headers={"If-Match": '"1"'})).status_code == 412
    await put_task(http, code, task_body(tree))
    changed = task_body(tree, due_on="2021-12-20", reason="Five days more")
    assert (await http.put(url, json=changed, headers={"If-Match": '"1"'})).status_code == 200
    late = await http.put(url, json=task_body(tree, due_on="2021-12-30"), headers={"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")


async def test_a_task_outlives_the_measure_it_served(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    await put_task(http, code, task_body(tree))
    plan = plan_of(tree)
    plan["programmes"][0]["measures"], plan["targets"] = [], []
    await publish(http, plan, "2021-10-01")
    withdrawn = task_body(tree, withdrawn=True, decided_on="2021-10-02", reason="The measure was dropped")
    assert (await put_task(http, code, withdrawn))["state"] == "withdrawn"
    assert (await shown(http, code, "2021-10-01"))["state"] == "not_started"
    new = await http.put(f"{TASKS}/{code}-new", json=task_body(tree, decided_on="2021-10-02"))
    assert faults(new) == [("measure_unknown", "/measure")]


async def test_tasks_never_wait_in_a_circle(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    first, second = f"{code}-1", f"{code}-2"
    itself = await http.put(f"{TASKS}/{first}", json=task_body(tree, depends_on=[first]))
    assert faults(itself) == [("dependency_circle", "/depends_on")]
    await put_task(http, first, task_body(tree))
    await put_task(http, second, task_body(tree, depends_on=[first]))
    answer = await http.put(f"{TASKS}/{first}", json=task_body(tree, depends_on=[second]))
    assert faults(answer) == [("dependency_circle", "/depends_on")]
    assert answer.json()["errors"][0]["given"] == f"{first} ← {second} ← {first}"


async def test_a_circle_is_refused_on_the_later_day_too(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    first, second = f"{code}-1", f"{code}-2"
    await put_task(http, first, task_body(tree))
    await put_task(http, second, task_body(tree))
    await put_task(http, second, task_body(tree, depends_on=[first], decided_on="2021-11-01", reason="After the first"))
    body = task_body(tree, depends_on=[second], decided_on="2021-10-01", reason="After the second")
    assert faults(await http.put(f"{TASKS}/{first}", json=body)) == [("dependency_circle", "/depends_on")]


async def test_a_dependency_due_later_is_told_and_not_refused(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    await put_task(http, f"{code}-1", task_body(tree, due_on="2021-12-31"))
    put = await put_task(http, code, task_body(tree, depends_on=[f"{code}-1"]))
    assert put["dependencies_due_later"] == [{"task": f"{code}-1", "due_on": "2021-12-31"}]


async def test_a_collective_cannot_own_a_task(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    name = {"zh": "虚构·各单位", "en": "All units, fictitious"}
    collective = {"code": f"{tree.mark}-all", "name": name, "kind": "collective", "parent": tree.county}
    await http.post("/api/v1/plans/organisations", json={"organisations": [collective]})
    answer = await http.put(f"{TASKS}/{code}", json=task_body(tree, owner=collective["code"]))
    assert faults(answer) == [("owner_is_collective", "/owner")]

"""Reports of progress: who gives them, what they change, how they are corrected."""

import httpx
import pytest
import pytest_asyncio

from tests.plans.conftest import Changes
from tests.plans.task_bodies import TASKS, bureau, faults, put_task, report, report_body, set_up, shown, task_body, unit
from tests.plans.tree import Tree, named


@pytest_asyncio.fixture
async def code(http: httpx.AsyncClient, tree: Tree) -> str:
    """Of a task of the county's office."""
    await set_up(http, tree)
    code = f"{tree.mark}-task"
    await put_task(http, code, task_body(tree))
    return code


async def test_only_the_unit_that_owns_the_task_reports(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    url, body = f"{TASKS}/{code}/reports", report_body("2021-10-10", "s1")
    strangers = (unit(bureau(tree)), unit(tree.county), unit(tree.school))
    refused = [(await http.post(url, json=body, headers=headers)).status_code for headers in strangers]
    assert refused == [404, 404, 404]
    others = ("administrator", "supervisor", "decider", "school")
    watching = [(await http.post(url, json=body, headers=named(role, tree.office))).status_code for role in others]
    assert set(watching) <= {403, 404}
    assert (await http.post(f"{TASKS}/no-such/reports", json=body, headers=unit(tree.office))).status_code == 404
    given = await report(http, code, tree.office, body)
    assert (given["number"], given["organisation"], given["reported_by"]) == (1, tree.office, "tester-unit")


async def test_supervisors_and_administrators_read_what_was_reported(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    await report(http, code, tree.office, report_body("2021-10-10", "s1"))
    for role in ("supervisor", "administrator"):
        answer = await http.get(f"{TASKS}/{code}", params={"as_of": "2021-10-10"}, headers=named(role, tree.county))
        assert (answer.status_code, len(answer.json()["reports"])) == (200, 1)


async def test_every_fault_of_a_report_is_named_at_once(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    body = report_body("2021-10-10") | {
        "milestones": [
            {"milestone": "s9", "done": True},
            {"milestone": "s1", "done": True, "percent": 5},
            {"milestone": "s1"},
        ],
        "evidence": [
            {"title": "甲", "proves": "e9", "collected_on": "2021-10-11", "reference": "档1号"},
            {"title": "乙", "collected_on": "2021-10-10"},
        ],
        "replaces": 7,
    }
    answer = await http.post(f"{TASKS}/{code}/reports", json=body, headers=unit(tree.office))
    assert (answer.status_code, answer.json()["code"]) == (422, "report_invalid")
    assert sorted(faults(answer)) == [
        ("code_repeated", "/milestones/2/milestone"),
        ("collected_later", "/evidence/0/collected_on"),
        ("evidence_not_to_be_found", "/evidence/1"),
        ("evidence_unknown", "/evidence/0/proves"),
        ("milestone_unknown", "/milestones/0/milestone"),
        ("percent_or_done", "/milestones/1"),
        ("percent_or_done", "/milestones/2"),
        ("report_unknown", "/replaces"),
    ]


@pytest.mark.parametrize(("as_of", "fault"), [("2021-09-09", "report_before_task"), ("2021-11-01", "task_withdrawn")])
async def test_a_report_is_of_a_day_on_which_the_task_is_wanted(
    http: httpx.AsyncClient, tree: Tree, code: str, as_of: str, fault: str
) -> None:
    withdrawn = task_body(tree, withdrawn=True, decided_on="2021-11-01", reason="No longer wanted")
    await put_task(http, code, withdrawn)
    answer = await http.post(f"{TASKS}/{code}/reports", json=report_body(as_of), headers=unit(tree.office))
    assert faults(answer) == [(fault, "/as_of")]


async def test_the_state_follows_from_the_reports_of_the_days_before(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    await report(http, code, tree.office, report_body("2021-12-10", "s2", "e1"))
    await report(http, code, tree.office, report_body("2021-10-10", "s1"))
    states = {day: (await shown(http, code, day))["state"] for day in ("2021-10-09", "2021-10-10", "2021-12-10")}
    assert states == {"2021-10-09": "not_started", "2021-10-10": "running", "2021-12-10": "done"}
    found = await shown(http, code, "2021-12-11")
    assert (found["done_on"], found["reported_on"], found["days_left"]) == ("2021-12-10", "2021-12-10", 4)
    assert [(each["code"], each["done_on"], each["overdue"]) for each in found["milestones"]] == [
        ("s1", "2021-10-10", False),
        ("s2", "2021-12-10", False),
    ]
    assert found["evidence"] == [{"code": "e1", "what": "验收单", "given_on": "2021-12-10"}]
    assert len((await shown(http, code, "2021-10-10"))["reports"]) == 1


async def test_a_task_that_is_finished_after_its_due_day_is_done_late(
    http: httpx.AsyncClient, tree: Tree, code: str
) -> None:
    await report(http, code, tree.office, report_body("2021-12-10", "s1", "s2"))
    overdue = await shown(http, code, "2021-12-16")
    assert (overdue["state"], overdue["days_left"], overdue["behind_original"]) == ("overdue", -1, True)
    await report(http, code, tree.office, report_body("2021-12-20", "e1"))
    assert (await shown(http, code, "2021-12-19"))["state"] == "overdue"
    assert (await shown(http, code, "2021-12-20"))["state"] == "done_late"


async def test_a_percentage_is_shown_and_a_hundred_is_done(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    steps = [{"milestone": "s1", "percent": 100}, {"milestone": "s2", "percent": 40}]
    await report(http, code, tree.office, report_body("2021-10-10", milestones=steps))
    found = await shown(http, code, "2021-10-16")
    assert [(each["percent"], each["done_on"]) for each in found["milestones"]] == [(100, "2021-10-10"), (40, None)]


async def test_a_correction_takes_the_place_of_a_report_and_keeps_it(
    http: httpx.AsyncClient, tree: Tree, code: str, changes: Changes
) -> None:
    url, owner = f"{TASKS}/{code}/reports", unit(tree.office)
    await report(http, code, tree.office, report_body("2021-10-10", "s1", "s2", "e1"))
    second = await http.post(url, json=report_body("2021-10-10", "s1"), headers=owner)
    assert (second.status_code, second.json()["code"]) == (409, "day_reported")
    other_day = await http.post(url, json=report_body("2021-10-11", "s1", replaces=1), headers=owner)
    assert faults(other_day) == [("correction_of_another_day", "/as_of")]
    right = report_body("2021-10-10", "s1", replaces=1, reason="The books were only ordered")
    assert (await report(http, code, tree.office, right))["number"] == 2
    again = await http.post(url, json=right | {"text": "再次"}, headers=owner)
    assert faults(again) == [("report_replaced", "/replaces")]
    found = await shown(http, code, "2021-10-10")
    assert found["state"] == "running"
    assert [(each["number"], each["replaces"], each["replaced_by"]) for each in found["reports"]] == [
        (1, None, 2),
        (2, 1, None),
    ]
    said = (await changes(code))[-1]
    assert [each["number"] for each in said["body"]["reports"]] == [1, 2]


async def test_the_same_report_again_is_the_same_report(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    body = report_body("2021-10-10", "s1")
    await report(http, code, tree.office, body)
    again = await http.post(f"{TASKS}/{code}/reports", json=body, headers=unit(tree.office))
    assert (again.status_code, again.json()["number"]) == (200, 1)


async def test_whoever_takes_a_task_over_reports_from_then_on(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    given = task_body(tree, owner=tree.school, decided_on="2021-10-01", reason="Given to the school")
    await put_task(http, code, given)
    url, body = f"{TASKS}/{code}/reports", report_body("2021-10-10", "s1")
    assert (await http.post(url, json=body, headers=unit(tree.office))).status_code == 404
    assert (await report(http, code, tree.school, body))["organisation"] == tree.school


async def test_a_task_waits_for_the_one_before_it(http: httpx.AsyncClient, tree: Tree, code: str) -> None:
    after = f"{code}-after"
    await put_task(http, after, task_body(tree, depends_on=[code]))
    waiting = await shown(http, after, "2021-10-01")
    assert (waiting["state"], waiting["waits_for"]) == ("waiting", [code])
    await report(http, code, tree.office, report_body("2021-10-10", "s1", "s2", "e1"))
    assert (await shown(http, after, "2021-10-09"))["state"] == "waiting"
    assert (await shown(http, after, "2021-10-10"))["state"] == "not_started"

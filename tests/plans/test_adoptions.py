"""A plan takes up measures of a plan above: who says so, what must hold, how it is taken back."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.conftest import Changes
from tests.plans.documents import document
from tests.plans.task_bodies import PLANS, TASKS, bureau, faults, province_plan, publish, put_task, set_up, task_body
from tests.plans.tree import Tree, named


def county_plan(tree: Tree, **changes: Any) -> dict[str, Any]:
    """The first county's plan, in the words of the example: its target measures the same as the province's."""
    return document(f"{tree.mark}-lower", tree.county, **changes)


def address(tree: Tree, measure: str = "m1.1") -> str:
    return f"{PLANS}/{tree.mark}-lower/adoptions/{province_plan(tree)}/{measure}"


def adoption(**changes: Any) -> dict[str, Any]:
    return {"measures": ["m1.1"], "decided_on": "2021-09-20", "reason": "Compared by the county's office"} | changes


@pytest_asyncio.fixture
async def url(http: httpx.AsyncClient, tree: Tree) -> str:
    """Both plans are published."""
    await set_up(http, tree)
    await publish(http, county_plan(tree))
    return address(tree)


async def test_only_the_administrator_of_the_lower_place_says_what_its_plan_takes_up(
    http: httpx.AsyncClient, tree: Tree, url: str, administrator: dict[str, str]
) -> None:
    elsewhere = named("administrator", tree.other_county)
    assert (await http.put(url, json=adoption(), headers={"x-grant": ""})).status_code == 401
    assert (await http.put(url, json=adoption(), headers=elsewhere)).status_code == 403
    assert (await http.put(url, json=adoption(), headers=named("supervisor", tree.county))).status_code == 403
    assert (await http.put(url, json=adoption(), headers=administrator)).status_code == 201
    withdrawal = {"decided_on": "2021-10-01", "reason": "By mistake"}
    assert (await http.post(f"{url}/withdrawal", json=withdrawal, headers=elsewhere)).status_code == 403
    assert (await http.get(url, headers=named("school", tree.school))).json()["measures"] == ["m1.1"]


async def test_a_plan_that_is_not_published_neither_takes_up_nor_is_taken_up(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    draft = county_plan(tree) | {"code": f"{tree.mark}-draft"}
    await http.put(f"{PLANS}/{draft['code']}", json=draft)
    below = f"{PLANS}/{draft['code']}/adoptions/{province_plan(tree)}/m1.1"
    above = f"{PLANS}/{tree.mark}-lower/adoptions/{draft['code']}/m1.1"
    unknown = f"{PLANS}/no-such-plan/adoptions/{province_plan(tree)}/m1.1"
    for wrong in (below, above, unknown, address(tree, "m9")):
        assert (await http.put(wrong, json=adoption())).status_code == 404
        assert (await http.get(wrong)).status_code == 404


async def test_a_plan_takes_up_only_plans_for_a_place_above_its_own(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    upside_down = f"{PLANS}/{province_plan(tree)}/adoptions/{tree.mark}-lower/m1.1"
    itself = f"{PLANS}/{tree.mark}-lower/adoptions/{tree.mark}-lower/m1.1"
    for wrong in (upside_down, itself):
        answer = await http.put(wrong, json=adoption())
        assert (answer.status_code, answer.json()["code"]) == (409, "plan_not_above")


async def test_every_fault_of_an_adoption_is_named_at_once(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    link = {"target": "T01", "upper_target": "T01"}
    stated = {"comparison": "<=", "value": 10, "reason": "Because of it"}
    body = adoption(
        measures=["m9"],
        duties=["education/9"],
        tasks=["no-such-task"],
        targets=[link | {"asks": stated}, link, {"target": "T08", "upper_target": "T09"}],
    )
    answer = await http.put(url, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "adoption_invalid")
    assert sorted(faults(answer)) == [
        ("asks_elsewhere", "/targets/0/asks/comparison"),
        ("asks_the_same", "/targets/0/asks"),
        ("code_repeated", "/targets/1"),
        ("duty_unknown", "/duties/0"),
        ("measure_unknown", "/measures/0"),
        ("target_unknown", "/targets/2/target"),
        ("target_unknown", "/targets/2/upper_target"),
        ("task_unknown", "/tasks/0"),
    ]
    assert faults(await http.put(url, json=adoption(measures=[]))) == [("nothing_named", "/measures")]


async def test_nobody_states_a_value_that_the_source_lost(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    plan = county_plan(tree)
    lost = {"kind": "lost_value", "certainty": "lost", "value": None, "yardstick": None, "unassessable": "value_lost"}
    plan["targets"][0] |= lost
    await publish(http, plan, "2021-09-02")
    stated = {"comparison": ">=", "value": 15, "reason": "Probably meant"}
    link = {"target": "T01", "upper_target": "T01", "asks": stated}
    assert faults(await http.put(url, json=adoption(targets=[link]))) == [("value_lost", "/targets/0/asks")]


async def test_a_task_of_another_plan_adopts_nothing(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    await put_task(http, f"{tree.mark}-up", task_body(tree))
    await put_task(http, f"{tree.mark}-own", task_body(tree, plan=f"{tree.mark}-lower"))
    wrong = await http.put(url, json=adoption(measures=[], tasks=[f"{tree.mark}-up"]))
    assert faults(wrong) == [("task_unknown", "/tasks/0")]
    right = await http.put(url, json=adoption(measures=[], tasks=[f"{tree.mark}-own"]))
    assert (right.status_code, right.json()["tasks"]) == (201, [f"{tree.mark}-own"])


async def test_an_adoption_is_kept_changed_withdrawn_and_remembered(
    http: httpx.AsyncClient, tree: Tree, url: str, changes: Changes
) -> None:
    first = await http.put(url, json=adoption())
    same = await http.put(url, json=adoption(reason="Once more"))
    changed = await http.put(url, json=adoption(duties=["education/1"], decided_on="2021-10-01"))
    stale = await http.put(url, json=adoption(), headers={"If-Match": '"1"'})
    answers = [(each.status_code, each.headers.get("ETag")) for each in (first, same, changed)]
    assert answers == [(201, '"1"'), (200, '"1"'), (200, '"2"')]
    assert (same.json()["unchanged"], stale.status_code) == (True, 412)
    early = await http.post(f"{url}/withdrawal", json={"decided_on": "2021-09-30", "reason": "Too early"})
    assert faults(early) == [("decided_earlier", "/decided_on")]
    withdrawal = {"decided_on": "2021-11-01", "reason": "Recorded by mistake"}
    gone = await http.post(f"{url}/withdrawal", json=withdrawal)
    again = await http.post(f"{url}/withdrawal", json=withdrawal)
    assert (gone.status_code, gone.json()["withdrawn"], gone.json()["measures"]) == (201, True, [])
    assert (again.status_code, again.json()["code"]) == (409, "nothing_adopted")
    versions = (await http.get(url)).json()["versions"]
    assert [(each["version"], each["withdrawn"], each["duties"]) for each in versions] == [
        (1, False, []),
        (2, False, ["education/1"]),
        (3, True, []),
    ]
    said = await changes(f"{tree.mark}-lower/{province_plan(tree)}/m1.1")
    assert [each["topic"] for each in said] == ["adoption"] * 3
    assert [each["body"]["adopts"] is None for each in said] == [False, False, True]


async def test_adoptions_of_a_plan_are_listed_and_paged(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    other = document(f"{tree.mark}-a-upper", tree.province)
    await publish(http, other)
    await http.put(url, json=adoption())
    await http.put(f"{PLANS}/{tree.mark}-lower/adoptions/{other['code']}/m1.1", json=adoption())
    listing = f"{PLANS}/{tree.mark}-lower/adoptions"
    page = (await http.get(listing, params={"limit": 1})).json()
    rest = (await http.get(listing, params={"limit": 1, "cursor": page["next"]})).json()
    assert [each["upper_plan"] for each in page["items"] + rest["items"]] == [other["code"], province_plan(tree)]
    only = (await http.get(listing, params={"upper_plan": other["code"]})).json()
    assert (len(only["items"]), rest["next"]) == (1, None)


async def covered(http: httpx.AsyncClient, tree: Tree, as_of: str, **asked: str) -> dict[str, Any]:
    answer = await http.get(f"{PLANS}/{province_plan(tree)}/coverage", params={"as_of": as_of, **asked})
    assert answer.status_code == 200, answer.text
    (measure,) = answer.json()["items"]
    found: dict[str, Any] = measure
    return found


async def test_a_stranger_sees_no_coverage_and_a_county_only_its_own(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    coverage, day = f"{PLANS}/{province_plan(tree)}/coverage", {"as_of": "2021-10-01"}
    assert (await http.get(coverage, params=day, headers=named("unit", tree.office))).status_code == 403
    assert (await http.get(coverage, params=day, headers=named("school", tree.school))).status_code == 403
    assert (await http.get(coverage)).status_code == 422
    assert (await http.get(f"{PLANS}/no-such-plan/coverage", params=day)).status_code == 404
    own = (await http.get(coverage, params=day, headers=named("supervisor", tree.county))).json()
    assert (own["jurisdictions"], own["items"][0]["gaps"]) == (1, [tree.county])
    elsewhere = {**day, "jurisdiction": tree.other_county}
    assert (await http.get(coverage, params=elsewhere, headers=named("supervisor", tree.county))).status_code == 404
    unknown = await http.get(coverage, params={**day, "jurisdiction": "nowhere"})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "?jurisdiction")


async def test_coverage_shows_where_a_measure_is_taken_up_and_where_there_is_a_gap(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await http.put(url, json=adoption())
    before = await covered(http, tree, "2021-09-19")
    assert (before["gaps"], before["jurisdictions"]) == ([tree.county, tree.other_county], [])
    found = await covered(http, tree, "2021-09-20")
    assert (found["gaps"], found["counts"]["adopted"], found["counts"]["gap"]) == ([tree.other_county], 1, 1)
    (there,) = found["jurisdictions"]
    assert (there["jurisdiction"], there["uptake"], there["plans"][0]["plan"]) == (
        tree.county, "adopted", f"{tree.mark}-lower",
    )  # fmt: skip
    narrowed = await covered(http, tree, "2021-09-20", jurisdiction=tree.other_county)
    assert (narrowed["gaps"], narrowed["counts"]["adopted"]) == ([tree.other_county], 0)
    await put_task(http, f"{tree.mark}-b", task_body(tree, owner=bureau(tree)))
    by_task = await covered(http, tree, "2021-09-20", jurisdiction=tree.other_county)
    (task,) = by_task["jurisdictions"][0]["tasks"]
    assert (task["code"], task["state"], by_task["gaps"]) == (f"{tree.mark}-b", "not_started", [])


async def test_a_withdrawn_task_or_adoption_leaves_a_gap(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    await http.put(url, json=adoption())
    await http.post(f"{url}/withdrawal", json={"decided_on": "2021-11-01", "reason": "Recorded by mistake"})
    await put_task(http, f"{tree.mark}-b", task_body(tree, owner=bureau(tree)))
    gone = task_body(tree, owner=bureau(tree), withdrawn=True, decided_on="2021-11-01", reason="Not wanted")
    await put_task(http, f"{tree.mark}-b", gone)
    assert (await covered(http, tree, "2021-10-31"))["counts"]["adopted"] == 2
    assert (await covered(http, tree, "2021-11-01"))["gaps"] == [tree.county, tree.other_county]


@pytest.mark.parametrize("how", ["superseded", "dropped"])
async def test_what_takes_a_measure_up_but_binds_no_more_is_open(
    http: httpx.AsyncClient, tree: Tree, url: str, how: str
) -> None:
    await http.put(url, json=adoption())
    plan = county_plan(tree)
    if how == "superseded":
        plan["legal_status"] = "superseded"
    else:
        plan["programmes"][0]["measures"], plan["targets"] = [], []
    await publish(http, plan, "2021-10-01")
    assert (await covered(http, tree, "2021-09-30"))["counts"]["adopted"] == 1
    found = await covered(http, tree, "2021-10-01")
    assert (found["counts"]["open"], found["jurisdictions"][0]["uptake"]) == (1, "open")
    assert found["jurisdictions"][0]["plans"][0]["dropped"] == (["m1.1"] if how == "dropped" else [])


async def test_targets_of_the_measures_named_that_measure_the_same_are_compared_by_themselves(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    plan = county_plan(tree)
    plan["targets"][0] |= {"value": 12, "deadline": "2022-12-31"}
    await publish(http, plan, "2021-09-02")
    await http.put(url, json=adoption())
    found = await covered(http, tree, "2021-10-01")
    (target,) = found["targets"]
    assert (target["verdict"], target["in_value"], target["in_time"], target["by"]) == (
        "weaker", "weaker", "weaker", "same_measure",
    )  # fmt: skip
    assert (target["lower"]["value"], target["upper"]["value"], target["stated_by"]) == (12, 15, None)
    assert (found["counts"]["weaker"], found["counts"]["equal"]) == (1, 0)
    plan["targets"][0] |= {"value": 15, "deadline": "2021-12-31"}
    await publish(http, plan, "2021-10-02")
    assert (await covered(http, tree, "2021-10-02"))["counts"]["equal"] == 1


async def test_coverage_is_paged_by_measures(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    plan = document(f"{tree.mark}-wide", tree.province)
    first = plan["programmes"][0]["measures"][0]
    plan["programmes"][0]["measures"] = [first | {"code": f"m{n}"} for n in range(3)]
    plan["targets"] = []
    await publish(http, plan)
    params: dict[str, str | int] = {"as_of": "2021-10-01", "limit": 2}
    page = (await http.get(f"{PLANS}/{plan['code']}/coverage", params=params)).json()
    rest = (await http.get(f"{PLANS}/{plan['code']}/coverage", params=params | {"cursor": page["next"]})).json()
    assert [each["measure"] for each in page["items"] + rest["items"]] == ["m0", "m1", "m2"]
    assert (page["plan_standing"], page["jurisdictions"], rest["next"]) == ("binding", 2, None)


async def test_a_task_for_a_county_is_taken_up_there_whoever_owns_it(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await put_task(http, f"{tree.mark}-s", task_body(tree, owner=tree.school, jurisdiction=tree.county))
    await put_task(http, f"{tree.mark}-t", task_body(tree, measure=None, target="T01", owner=bureau(tree)))
    found = await covered(http, tree, "2021-10-01")
    assert [each["jurisdiction"] for each in found["jurisdictions"]] == [tree.county, tree.other_county]
    assert (await http.get(TASKS, params={"as_of": "2021-10-01", "organisation": tree.county})).status_code == 200

"""What becomes of adoptions when a plan is revised, numbered anew or ends."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.happenings import happened
from tests.plans.task_bodies import (
    PLANS,
    bureau,
    faults,
    province_plan,
    publish,
    put_task,
    set_up,
    task_body,
    upper_plan,
)
from tests.plans.test_adoptions import address, adoption, county_plan
from tests.plans.tree import Tree

NUMBERED_ANEW = "2022-01-01"
LATER = "2022-01-02"


def numbered_anew(plan: dict[str, Any]) -> dict[str, Any]:
    """A measure is put in before the first, which takes the next number; its target goes with it and is T02."""
    first = plan["programmes"][0]["measures"][0]
    new = first | {
        "code": first["code"],
        "title": {"zh": "体育器材", "en": "Sports equipment"},
        "summary": {"zh": "各校配齐体育器材", "en": "Schools have all sports equipment"},
    }
    plan["programmes"][0]["measures"] = [new, first | {"code": "m1.2"}]
    plan["targets"][0] |= {"code": "T02", "measure": "m1.2"}
    return plan


def without_measures(plan: dict[str, Any]) -> dict[str, Any]:
    plan["programmes"][0]["measures"], plan["targets"] = [], []
    return plan


@pytest_asyncio.fixture
async def url(http: httpx.AsyncClient, tree: Tree) -> str:
    """The county's plan takes up the measure on books, and says that its target answers the province's."""
    await set_up(http, tree)
    await publish(http, county_plan(tree))
    url = address(tree)
    answer = await http.put(url, json=adoption(targets=[{"target": "T01", "upper_target": "T01"}]))
    assert answer.status_code == 201, answer.text
    return url


async def coverage(http: httpx.AsyncClient, tree: Tree, as_of: str, **more: Any) -> dict[str, Any]:
    answer = await http.get(f"{PLANS}/{province_plan(tree)}/coverage", params={"as_of": as_of, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def taken_up(found: dict[str, Any]) -> dict[str, list[str]]:
    """By the title of a measure above what the county's plan takes it up by."""
    return {
        item["title"]["en"]: [
            code for there in item["jurisdictions"] for one in there["plans"] for code in one["measures"]
        ]
        for item in found["items"]
    }


async def test_an_adoption_follows_the_measure_above_when_that_is_numbered_anew(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await publish(http, numbered_anew(upper_plan(tree)), NUMBERED_ANEW)
    found = await coverage(http, tree, LATER)
    assert taken_up(found) == {"Sports equipment": [], "Books": ["m1.1"]}
    books = found["items"][1]
    assert books["jurisdictions"][0]["plans"][0]["upper_measure"] == "m1.1"
    (target,) = books["targets"]
    assert (target["upper"]["target"], target["lower"]["target"], target["verdict"]) == ("T02", "T01", "equal")
    assert taken_up(await coverage(http, tree, "2021-12-31")) == {"Books": ["m1.1"]}


async def test_an_adoption_follows_the_measure_below_when_that_is_numbered_anew(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await publish(http, numbered_anew(county_plan(tree)), NUMBERED_ANEW)
    found = await coverage(http, tree, LATER)
    assert taken_up(found) == {"Books": ["m1.2"]}
    (target,) = found["items"][0]["targets"]
    assert (target["lower"]["target"], target["verdict"]) == ("T02", "equal")


async def test_the_same_codes_again_are_another_adoption_once_they_mean_something_else(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    body = adoption(targets=[{"target": "T01", "upper_target": "T01"}], decided_on=LATER)
    assert (await http.put(url, json=body, params={"dry_run": True})).json()["unchanged"] is True
    await publish(http, numbered_anew(upper_plan(tree)), NUMBERED_ANEW)
    answer = await http.put(url, json=adoption(decided_on=LATER))
    assert (answer.status_code, answer.json()["unchanged"]) == (200, False)
    assert taken_up(await coverage(http, tree, LATER)) == {"Sports equipment": ["m1.1"], "Books": ["m1.1"]}


async def test_of_what_was_said_under_two_codes_of_a_measure_the_later_day_counts(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await http.put(url, json=adoption(duties=["education/1"], decided_on="2021-09-21"))
    await publish(http, numbered_anew(upper_plan(tree)), NUMBERED_ANEW)
    by_duty = adoption(measures=[], duties=["education/1"], decided_on="2022-03-01")
    assert (await http.put(address(tree, "m1.2"), json=by_duty)).status_code == 201
    assert taken_up(await coverage(http, tree, "2022-02-28"))["Books"] == ["m1.1"]
    books = (await coverage(http, tree, "2022-03-01"))["items"][1]
    ((plan,),) = [there["plans"] for there in books["jurisdictions"]]
    assert (plan["measures"], plan["duties"], plan["upper_measure"]) == ([], ["education/1"], "m1.2")


async def test_what_is_taken_back_is_what_was_taken_up_whatever_bears_its_code_now(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await publish(http, numbered_anew(upper_plan(tree)), NUMBERED_ANEW)
    back = {"decided_on": "2022-03-01", "reason": "No longer wanted"}
    assert (await http.post(f"{url}/withdrawal", json=back)).status_code == 201
    assert taken_up(await coverage(http, tree, "2022-02-28"))["Books"] == ["m1.1"]
    assert taken_up(await coverage(http, tree, "2022-03-01")) == {"Sports equipment": [], "Books": []}


async def test_what_the_plan_above_dropped_is_told_and_lost_to_nobody(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    plan = upper_plan(tree)
    kept = numbered_anew(upper_plan(tree))["programmes"][0]["measures"][0] | {"code": "m7"}
    plan["programmes"][0]["measures"], plan["targets"] = [kept], []
    assert (await coverage(http, tree, LATER))["no_longer_there"] == []
    await publish(http, without_measures(upper_plan(tree)), NUMBERED_ANEW)
    await publish(http, plan, NUMBERED_ANEW)
    told = {"plan": f"{tree.mark}-lower", "upper_measure": "m1.1", "decided_on": "2021-09-20"}
    found = await coverage(http, tree, LATER)
    assert (found["no_longer_there"], taken_up(found)) == ([told], {"Sports equipment": []})
    elsewhere = await coverage(http, tree, LATER, jurisdiction=tree.other_county)
    assert elsewhere["no_longer_there"] == []
    await http.post(f"{url}/withdrawal", json={"decided_on": LATER, "reason": "Dropped above"})
    assert (await coverage(http, tree, LATER))["no_longer_there"] == []


async def test_a_task_that_was_taken_back_takes_nothing_up(http: httpx.AsyncClient, tree: Tree, url: str) -> None:
    code, lower = f"{tree.mark}-task", f"{tree.mark}-lower"
    await put_task(http, code, task_body(tree, plan=lower))
    await http.put(url, json=adoption(measures=[], tasks=[code], decided_on="2021-09-21"))
    assert (await coverage(http, tree, "2021-10-01"))["items"][0]["counts"]["adopted"] == 1
    gone = task_body(tree, plan=lower, withdrawn=True, decided_on="2021-11-01", reason="Not wanted")
    await put_task(http, code, gone)
    (there,) = (await coverage(http, tree, "2021-11-01"))["items"][0]["jurisdictions"]
    assert (there["uptake"], there["plans"][0]["tasks"], there["plans"][0]["dropped"]) == ("open", [], [code])
    again = await http.put(url, json=adoption(measures=[], tasks=[code], decided_on="2021-11-02", reason="Once more"))
    assert again.json().get("unchanged") is True
    other = await http.put(url, json=adoption(measures=["m1.1"], tasks=[code], decided_on="2021-11-02"))
    assert faults(other) == [("task_unknown", "/tasks/0")]


@pytest.mark.parametrize("which", ["upper", "lower"])
async def test_what_has_ended_takes_up_nothing_and_is_not_taken_up(
    http: httpx.AsyncClient, tree: Tree, url: str, which: str
) -> None:
    body = {"takes_effect_on": "2022-06-01", "reason": "Repealed"}
    assert (await http.post(f"{PLANS}/{tree.mark}-{which}/withdrawal", json=body)).status_code == 201
    late = adoption(duties=["education/1"], decided_on="2022-06-01")
    assert faults(await http.put(url, json=late)) == [("plan_ended", "/decided_on")]
    early = adoption(duties=["education/1"], decided_on="2022-05-31")
    assert (await http.put(url, json=early)).status_code == 200
    back = {"decided_on": "2022-07-01", "reason": "The plan is gone"}
    assert (await http.post(f"{url}/withdrawal", json=back)).status_code == 201


async def test_a_county_that_moved_is_covered_where_it_stood_on_the_day(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await happened(http, tree.county, "moved", "2022-01-01", parent="000000")
    for asked in ({}, {"jurisdiction": tree.county}, {"jurisdiction": tree.province}):
        before = await coverage(http, tree, "2021-12-31", **asked)
        assert before["items"][0]["counts"]["adopted"] == 1, asked
        after = await coverage(http, tree, "2022-01-01", **asked)
        assert tree.county not in after["items"][0]["gaps"]
        assert after["items"][0]["counts"]["adopted"] == 0


async def test_a_task_is_taken_up_where_its_owner_stood_on_the_day(
    http: httpx.AsyncClient, tree: Tree, url: str
) -> None:
    await put_task(http, f"{tree.mark}-task", task_body(tree, owner=bureau(tree)))
    await happened(http, bureau(tree), "moved", "2022-01-01", parent=tree.county)
    for day, place in (("2021-12-31", tree.other_county), ("2022-01-01", tree.county)):
        (item,) = (await coverage(http, tree, day))["items"]
        assert [there["jurisdiction"] for there in item["jurisdictions"] if there["tasks"]] == [place]

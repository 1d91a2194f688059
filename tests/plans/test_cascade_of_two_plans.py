"""Ningxia's plan of 2021 and Pingluo's of 2019, from the files of the demo through the door: class sizes compared."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest_asyncio

from tests.demo_data import files
from tests.plans.task_bodies import PLANS, publish
from tests.plans.tree import Tree

STATED = {
    "comparison": "<=",
    "value": 55,
    "reason": "没有56人及以上的班级，即最大班额不超过55人",
}
LINKS = [{"target": "T10", "upper_target": each, "asks": STATED} for each in ("T27", "T28")]
BODY = {
    "measures": ["m2.1"],
    "targets": LINKS,
    "decided_on": "2021-08-20",
    "reason": "Compared by the county's bureau",
}


def renamed(given: Any, mark: str, codes: Mapping[str, str]) -> Any:
    """The data with the codes of organisations marked, so that a test has them for itself."""
    if isinstance(given, dict):
        return {name: renamed(value, mark, codes) for name, value in given.items()}
    if isinstance(given, list):
        return [renamed(each, mark, codes) for each in given]
    return codes.get(given, given) if isinstance(given, str) else given


@pytest_asyncio.fixture
async def mark(http: httpx.AsyncClient, tree: Tree) -> str:
    """Both plans published as the demo publishes them, for organisations of this test alone."""
    known = [*files.organisations("ningxia"), *files.organisations("pingluo")]
    codes = {each["code"]: f"{tree.mark}-{each['code']}" for each in known}
    posted = [renamed(each, tree.mark, codes) for each in known]
    for each, before in zip(posted, known, strict=True):
        each["aliases"], each["division_code"] = [], before.get("division_code")
    answer = await http.post("/api/v1/plans/organisations", json={"organisations": posted})
    assert answer.status_code == 200, answer.text
    for code, day in (("ningxia-2021", "2021-05-23"), ("pingluo-2019", "2019-01-24")):
        await publish(http, renamed(files.plan(code), tree.mark, codes) | {"code": f"{tree.mark}-{code}"}, day)
    return tree.mark


async def class_sizes(http: httpx.AsyncClient, mark: str, as_of: str) -> list[dict[str, Any]]:
    params = {"as_of": as_of, "jurisdiction": f"{mark}-640221"}
    answer = await http.get(f"{PLANS}/{mark}-ningxia-2021/coverage", params=params)
    assert answer.status_code == 200, answer.text
    (measure,) = [each for each in answer.json()["items"] if each["measure"] == "m5"]
    return [each for each in measure["targets"] if each["upper"]["target"] in ("T27", "T28")]


async def test_the_county_s_class_size_of_56_is_weaker_once_the_region_s_45_and_50_are_in_force(
    http: httpx.AsyncClient, mark: str
) -> None:
    url = f"{PLANS}/{mark}-pingluo-2019/adoptions/{mark}-ningxia-2021/m5"
    answer = await http.put(url, json=BODY)
    assert answer.status_code == 201, answer.text
    primary, junior = await class_sizes(http, mark, "2021-09-01")
    for found, line in ((primary, 45), (junior, 50)):
        assert (found["verdict"], found["in_value"], found["why"]) == ("weaker", "weaker", None)
        assert (found["upper"]["value"], found["asks"]["value"]) == (line, 55)
        assert (found["lower"]["value"], found["lower"]["unit"], found["by"]) == (0, "个班", "stated")
        assert (found["stated_by"], found["asks"]["reason"]) == ("tester-administrator", STATED["reason"])
        assert (found["in_time"], found["why_not_in_time"]) == ("not_comparable", "undated_above")
        assert (found["lower_is_older"], found["for_information"]) == (True, True)
    early = await class_sizes(http, mark, "2020-06-01")
    assert [(each["verdict"], each["why"]) for each in early] == [("not_comparable_yet", "upper_not_in_force_yet")] * 2


async def test_without_what_a_person_states_the_two_are_not_comparable(http: httpx.AsyncClient, mark: str) -> None:
    url = f"{PLANS}/{mark}-pingluo-2019/adoptions/{mark}-ningxia-2021/m5"
    links = [{"target": "T10", "upper_target": "T27"}]
    assert (await http.put(url, json=BODY | {"targets": links})).status_code == 201
    (found,) = await class_sizes(http, mark, "2021-09-01")
    assert (found["verdict"], found["why"], found["by"]) == ("not_comparable", "other_unit", "linked")


async def test_the_comparison_binds_once_the_date_of_the_region_s_plan_is_confirmed(
    http: httpx.AsyncClient, mark: str
) -> None:
    url = f"{PLANS}/{mark}-pingluo-2019/adoptions/{mark}-ningxia-2021/m5"
    await http.put(url, json=BODY)
    confirmed = {"dated": "2021-05-23", "confirmed_on": "2021-10-08", "reason": "Compared with the gazette"}
    await http.post(f"{PLANS}/{mark}-ningxia-2021/date-confirmation", json=confirmed)
    found = await class_sizes(http, mark, "2021-09-01")
    assert [(each["verdict"], each["for_information"]) for each in found] == [("weaker", False)] * 2


async def test_every_other_city_and_county_is_a_gap_and_none_is_averaged(http: httpx.AsyncClient, mark: str) -> None:
    url = f"{PLANS}/{mark}-pingluo-2019/adoptions/{mark}-ningxia-2021/m5"
    await http.put(url, json=BODY)
    answer = (await http.get(f"{PLANS}/{mark}-ningxia-2021/coverage", params={"as_of": "2021-09-01"})).json()
    assert (len(answer["items"]), answer["jurisdictions"]) == (21, 27)
    for each in answer["items"]:
        adopted = 1 if each["measure"] == "m5" else 0
        counts = each["counts"]
        assert (counts["adopted"], counts["open"], counts["gap"]) == (adopted, 0, 27 - adopted)
        assert len(each["gaps"]) == 27 - adopted

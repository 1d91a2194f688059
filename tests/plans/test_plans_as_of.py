"""What counted on a day."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.plans.documents import document
from tests.plans.test_plan_endings import DAY, enter, supersede, url, withdraw
from tests.plans.tree import Tree, named


@pytest_asyncio.fixture
async def plan(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> dict[str, Any]:
    """In force since 2021-09-01; published on that day and, with another duty and target, again a year later."""
    first = document(f"{tree.mark}-plan", tree.county)
    await enter(http, administrator, first)
    second = document(f"{tree.mark}-plan", tree.county)
    second["units"][0]["duties"][0]["code"] = "education/9"
    second["targets"][0]["value"] = 20
    second["programmes"][0]["measures"][0]["assignments"][0]["role"] = "responsible"
    second["programmes"][0]["measures"][0]["open_ended_roles"] = []
    await enter(http, administrator, second, published_on="2022-09-01")
    return second


async def shown(http: httpx.AsyncClient, code: str, day: str) -> dict[str, Any]:
    answer = await http.get(url(code), params={"as_of": day})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_before_the_first_publication_nobody_knew_the_plan(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    for part in ("", "/targets", "/responsibilities"):
        early = await http.get(url(plan["code"]) + part, params={"as_of": "2021-08-31"})
        assert (early.status_code, early.json()["code"]) == (404, "plan_not_yet_published")
        never = await http.get(url(draft["code"]) + part, params={"as_of": "2030-01-01"}, headers=administrator)
        assert (never.status_code, never.json()["code"]) == (404, "not_found")
    for lists in ("plans", "duties", "assignments"):
        narrowed = {"jurisdiction": tree.county} if lists == "plans" else {"plan": plan["code"]}
        answer = await http.get(f"/api/v1/plans/{lists}", params=narrowed | {"as_of": "2021-08-31"})
        assert (answer.status_code, answer.json()["items"]) == (200, [])


async def test_either_a_revision_or_a_day_is_asked(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    for part in ("", "/targets", "/responsibilities"):
        both = await http.get(url(plan["code"]) + part, params={"as_of": "2022-01-01", "revision": 1})
        assert (both.status_code, both.json()["errors"][0]["code"]) == (422, "revision_and_day")


@pytest.mark.parametrize(("day", "revision", "value"), [("2022-08-31", 1, 15), ("2022-09-01", 2, 20)])
async def test_a_day_says_which_revision_counted(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], day: str, revision: int, value: int
) -> None:
    found = await shown(http, plan["code"], day)
    standing = {"as_of": day, "word": "in_force", "since": "2021-09-01", "superseded_by": None}
    assert (found["state"]["revision"], found["targets"][0]["value"]) == (revision, value)
    assert found["state"]["standing"] == standing
    (target,) = (await http.get(f"{url(plan['code'])}/targets", params={"as_of": day})).json()["items"]
    assert (target["revision"], target["value"], target["standing"]) == (revision, value, standing)
    matrix = (await http.get(f"{url(plan['code'])}/responsibilities", params={"as_of": day})).json()
    assert (matrix["state"]["revision"], matrix["state"]["standing"]) == (revision, standing)
    duty = "education/1" if revision == 1 else "education/9"
    role = "lead" if revision == 1 else "responsible"
    for lists, field, expected in (("duties", "code", duty), ("assignments", "role", role)):
        asked = {"plan": plan["code"], "as_of": day}
        (item,) = (await http.get(f"/api/v1/plans/{lists}", params=asked)).json()["items"]
        assert (item["revision"], item[field], item["standing"]) == (revision, expected, standing)
    (line,) = (await http.get("/api/v1/plans/plans", params={"jurisdiction": tree.county, "as_of": day})).json()[
        "items"
    ]
    assert (line["state"]["revision"], line["state"]["standing"]) == (revision, standing)


async def test_without_a_day_nothing_is_said_of_how_it_stands(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    assert (await http.get(url(plan["code"]))).json()["state"]["standing"] is None


async def test_targets_of_a_day_are_paged_within_their_revision(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    many = document(f"{tree.mark}-many", tree.county)
    many["targets"] = [many["targets"][0] | {"code": code} for code in ("T9", "T1", "T5")]
    await enter(http, administrator, many)
    await enter(http, administrator, document(f"{tree.mark}-many", tree.county), published_on="2022-09-01")
    asked: dict[str, Any] = {"as_of": "2022-01-01", "limit": 2}
    first = (await http.get(f"{url(many['code'])}/targets", params=asked)).json()
    rest = (await http.get(f"{url(many['code'])}/targets", params=asked | {"cursor": first["next"]})).json()
    assert [(each["code"], each["revision"]) for each in first["items"] + rest["items"]] == [
        ("T9", 1), ("T1", 1), ("T5", 1),
    ]  # fmt: skip


async def test_the_past_stays_what_it_was_when_a_plan_is_superseded(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    new = document(f"{tree.mark}-new", tree.county, in_force_from=DAY)
    await enter(http, administrator, new, published_on="2024-08-20")
    assert (await supersede(http, administrator, plan["code"], new["code"])).status_code == 201
    before = (await shown(http, plan["code"], "2024-08-31"))["state"]["standing"]
    after = (await shown(http, plan["code"], DAY))["state"]["standing"]
    assert (before["word"], before["superseded_by"]) == ("in_force", None)
    assert after == {"as_of": DAY, "word": "superseded", "since": DAY, "superseded_by": new["code"]}
    assert (await shown(http, new["code"], "2024-08-31"))["state"]["standing"]["word"] == "not_yet_in_force"
    assert (await shown(http, new["code"], DAY))["state"]["standing"]["since"] == DAY


async def test_a_withdrawn_plan_is_so_from_its_day_on(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await withdraw(http, administrator, plan["code"])
    words = [(await shown(http, plan["code"], day))["state"]["standing"]["word"] for day in ("2024-08-31", DAY)]
    assert words == ["in_force", "withdrawn"]


async def test_what_was_never_issued_is_not_in_force_on_any_day(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    for status in ("draft_for_comment", "reported_in_press"):
        plan = document(f"{tree.mark}-{status}", tree.county, legal_status=status, in_force_from=None)
        await enter(http, administrator, plan)
        standing = (await shown(http, plan["code"], "2030-01-01"))["state"]["standing"]
        assert (standing["word"], standing["since"]) == (status, None)


async def test_a_confirmed_date_holds_for_the_days_before_its_confirmation(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    inferred = {
        "number": None, "dated": "2021-09-05", "date_certainty": "inferred",
        "inferred_from": {"zh": "文中工作安排", "en": "The steps named in the text"},
    }  # fmt: skip
    plan = document(f"{tree.mark}-inferred", tree.county, document=inferred, in_force_from="2021-09-05")
    await enter(http, administrator, plan)
    body = {"dated": "2021-09-02", "confirmed_on": "2022-01-01", "reason": "compared with the gazette"}
    assert (await http.post(f"{url(plan['code'])}/date-confirmation", json=body, headers=administrator)).is_success
    found = (await shown(http, plan["code"], "2021-09-03"))["state"]
    assert (found["revision"], found["standing"]["word"], found["standing"]["since"]) == (1, "in_force", "2021-09-02")


async def test_the_days_past_are_open_to_everybody_signed_in(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    answer = await http.get(url(plan["code"]), params={"as_of": "2022-01-01"}, headers=named("school", tree.school))
    assert answer.status_code == 200

"""Plans that are superseded or withdrawn."""

from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from services.kernel.database import Database, run_sql
from tests.plans.conftest import Changes
from tests.plans.documents import document
from tests.plans.tree import Tree, named

DAY = "2024-09-01"
REASON = "Article 12 of the new plan · 新方案第十二条"


def url(code: str) -> str:
    return f"/api/v1/plans/plans/{code}"


async def enter(http: httpx.AsyncClient, headers: dict[str, str], plan: dict[str, Any], **published: Any) -> None:
    assert (await http.put(url(plan["code"]), json=plan, headers=headers)).is_success
    body = {"published_on": "2021-09-01", "reason": "issued by the county"} | published
    assert (await http.post(f"{url(plan['code'])}/publication", json=body, headers=headers)).status_code == 201


@pytest_asyncio.fixture
async def old(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> str:
    """In force since 2021-09-01."""
    plan = document(f"{tree.mark}-old", tree.county)
    await enter(http, administrator, plan)
    return str(plan["code"])


@pytest_asyncio.fixture
async def new(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> str:
    """In force since 2024-09-01."""
    plan = document(f"{tree.mark}-new", tree.county, in_force_from=DAY)
    await enter(http, administrator, plan, published_on="2024-08-20")
    return str(plan["code"])


async def supersede(
    http: httpx.AsyncClient, headers: dict[str, str], code: str, by: str, **more: Any
) -> httpx.Response:
    body = {"superseded_by": by, "takes_effect_on": DAY, "reason": REASON} | more
    return await http.post(f"{url(code)}/supersession", json=body, headers=headers)


async def withdraw(http: httpx.AsyncClient, headers: dict[str, str], code: str, **more: Any) -> httpx.Response:
    body = {"takes_effect_on": DAY, "reason": REASON} | more
    return await http.post(f"{url(code)}/withdrawal", json=body, headers=headers)


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]]


async def test_only_who_may_change_the_plan_ends_it(http: httpx.AsyncClient, tree: Tree, old: str, new: str) -> None:
    for headers in (named("administrator", tree.other_county), named("supervisor", tree.county)):
        assert (await supersede(http, headers, old, new)).status_code == 403
        assert (await withdraw(http, headers, old)).status_code == 403


async def test_a_draft_that_moves_the_plan_gives_nobody_power_over_what_is_published(
    http: httpx.AsyncClient, tree: Tree, old: str, administrator: dict[str, str]
) -> None:
    moved = document(old, tree.other_county)
    assert (await http.put(url(old), json=moved)).is_success
    there = named("administrator", tree.other_county)
    body = {"published_on": "2024-10-01", "reason": "It is theirs now"}
    for headers in (there, administrator):
        assert (await withdraw(http, headers, old)).status_code == 403
        assert (await http.post(f"{url(old)}/publication", json=body, headers=headers)).status_code == 403
    above = named("administrator", tree.province)
    assert (await http.post(f"{url(old)}/publication", json=body, headers=above)).status_code == 201
    assert (await withdraw(http, there, old, takes_effect_on="2025-01-01")).status_code == 201


async def test_a_draft_nobody_may_see_is_not_told_of_and_needs_no_end(
    http: httpx.AsyncClient, tree: Tree, new: str, administrator: dict[str, str]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    assert (await withdraw(http, named("administrator", tree.other_county), draft["code"])).status_code == 404
    assert (await withdraw(http, administrator, f"{tree.mark}-none")).status_code == 404
    for answer in (
        await withdraw(http, administrator, draft["code"]),
        await supersede(http, administrator, draft["code"], new),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "plan_not_in_force")


async def test_what_was_never_in_force_cannot_end(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-comment", tree.county, legal_status="draft_for_comment", in_force_from=None)
    await enter(http, administrator, plan)
    answer = await withdraw(http, administrator, plan["code"])
    assert (answer.status_code, answer.json()["code"]) == (409, "plan_not_in_force")


async def test_a_plan_is_not_superseded_by_itself_by_nobody_or_by_a_draft(
    http: httpx.AsyncClient, tree: Tree, old: str, administrator: dict[str, str]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    assert faults(await supersede(http, administrator, old, old)) == [("superseded_by_itself", "/superseded_by")]
    for by in (f"{tree.mark}-none", draft["code"]):
        assert faults(await supersede(http, administrator, old, by)) == [("plan_unknown", "/superseded_by")]


async def test_a_plan_does_not_end_before_it_is_in_force(
    http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str]
) -> None:
    early = [("ended_before_force", "/takes_effect_on")]
    assert faults(await withdraw(http, administrator, old, takes_effect_on="2021-09-01")) == early
    assert faults(await supersede(http, administrator, new, old)) == early


async def test_the_successor_is_in_force_on_that_day(
    http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str]
) -> None:
    refused = await supersede(http, administrator, old, new, takes_effect_on="2024-08-31")
    assert faults(refused) == [("successor_not_in_force", "/superseded_by")]
    assert (await withdraw(http, administrator, new, takes_effect_on="2025-01-01")).status_code == 201
    refused = await supersede(http, administrator, old, new, takes_effect_on="2025-01-01")
    assert faults(refused) == [("successor_not_in_force", "/superseded_by")]
    assert (await supersede(http, administrator, old, new, takes_effect_on="2024-12-31")).status_code == 201


async def test_two_plans_do_not_supersede_each_other(
    http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str]
) -> None:
    assert (await supersede(http, administrator, old, new, takes_effect_on="2025-01-01")).status_code == 201
    back = await supersede(http, administrator, new, old, takes_effect_on="2024-10-01")
    assert faults(back) == [("ended_before_succession", "/takes_effect_on")]
    same_day = await withdraw(http, administrator, new, takes_effect_on="2025-01-01")
    assert faults(same_day) == [("ended_before_succession", "/takes_effect_on")]
    later = await supersede(http, administrator, new, old, takes_effect_on="2025-02-01")
    assert faults(later) == [("successor_not_in_force", "/superseded_by")]


async def test_a_plan_ends_once(http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str]) -> None:
    assert (await supersede(http, administrator, old, new)).status_code == 201
    for again in (await supersede(http, administrator, old, new), await withdraw(http, administrator, old)):
        assert (again.status_code, again.json()["code"]) == (409, "plan_already_ended")
        assert new in again.json()["detail"]


@pytest.mark.parametrize("changed", [{"reason": ""}, {"takes_effect_on": "soon"}, {"why": "x"}])
async def test_an_end_has_a_day_and_a_reason(
    http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str], changed: dict[str, str]
) -> None:
    assert faults(await supersede(http, administrator, old, new, **changed))[0][1] == f"/{next(iter(changed))}"
    assert faults(await withdraw(http, administrator, old, **changed))[0][1] == f"/{next(iter(changed))}"


async def test_an_end_overwrites_nothing_unseen_and_a_dry_run_ends_nothing(
    http: httpx.AsyncClient, old: str, new: str, administrator: dict[str, str], changes: Changes
) -> None:
    late = await supersede(http, administrator | {"If-Match": '"1"'}, old, new)
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    body = {"takes_effect_on": DAY, "reason": REASON}
    tried = await http.post(f"{url(old)}/withdrawal", json=body, params={"dry_run": True}, headers=administrator)
    assert (tried.status_code, tried.json()["state"]["ending"]["status"]) == (201, "withdrawn")
    assert (await http.get(url(old))).json()["state"]["ending"] is None
    assert [said["topic"] for said in await changes(old)] == ["plan"]


async def test_who_ended_it_when_and_why_is_shown_and_goes_out_in_the_feed(
    http: httpx.AsyncClient, tree: Tree, old: str, new: str, administrator: dict[str, str], changes: Changes
) -> None:
    done = await supersede(http, administrator | {"If-Match": '"2"'}, old, new)
    assert (done.status_code, done.headers["ETag"]) == (201, '"3"')
    ending = (await http.get(url(old), headers=named("school", tree.school))).json()["state"]["ending"]
    assert ending.pop("recorded_at").startswith("20")
    assert ending == {
        "status": "superseded", "takes_effect_on": DAY, "superseded_by": new, "reason": REASON,
        "recorded_by": "tester-administrator", "imported_by": None,
    }  # fmt: skip
    listed = (await http.get("/api/v1/plans/plans", params={"jurisdiction": tree.county})).json()["items"]
    assert [(line["state"]["ending"] or {}).get("superseded_by") for line in listed] == [None, new]
    said = (await changes(old))[-1]
    assert (said["topic"], said["body"]) == (
        "plan_ending",
        {"status": "superseded", "takes_effect_on": DAY, "superseded_by": new, "reason": REASON},
    )


async def test_an_ended_plan_may_still_be_corrected_and_stays_ended(
    http: httpx.AsyncClient, tree: Tree, old: str, administrator: dict[str, str]
) -> None:
    await withdraw(http, administrator, old)
    plan = document(old, tree.county, title={"zh": "改正后的标题（虚构）", "en": "Corrected title (fictitious)"})
    await enter(http, administrator, plan, published_on="2024-10-01")
    state = (await http.get(url(old))).json()["state"]
    assert (state["revision"], state["ending"]["status"]) == (2, "withdrawn")


async def test_an_end_cannot_be_changed_in_the_database_either(
    app: FastAPI, http: httpx.AsyncClient, old: str, administrator: dict[str, str]
) -> None:
    await withdraw(http, administrator, old)
    database: Database = app.state.ground.database
    for statement in ("update {schema}.plan_ending set reason = 'x'", "delete from {schema}.plan_ending"):
        async with database.transaction() as session:
            with pytest.raises(DBAPIError, match="never changes"):
                await run_sql(session, statement)

"""Plans through the application: drafts, revisions, what is shown to whom."""

from typing import Any

import httpx
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from services.kernel.database import Database, run_sql
from tests.plans.conftest import Changes
from tests.plans.documents import UNASKED, document
from tests.plans.tree import Tree, named

PUBLICATION = {"published_on": "2021-09-01", "reason": "issued by the county"}


def url(code: str) -> str:
    return f"/api/v1/plans/plans/{code}"


async def publish(http: httpx.AsyncClient, headers: dict[str, str], code: str, **changes: Any) -> httpx.Response:
    return await http.post(f"{url(code)}/publication", json=PUBLICATION | changes, headers=headers)


@pytest_asyncio.fixture
async def plan(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> dict[str, Any]:
    """A draft of the tree's first county."""
    found = document(f"{tree.mark}-plan", tree.county)
    answer = await http.put(url(found["code"]), json=found, headers=administrator)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"'), answer.text
    return found


async def test_a_draft_is_hidden_from_who_may_not_change_it(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    strangers = (named("administrator", tree.other_county), named("supervisor", tree.county))
    for headers in strangers:
        shown = await http.get(url(plan["code"]), headers=headers)
        listed = await http.get("/api/v1/plans/plans", params={"jurisdiction": tree.county}, headers=headers)
        targets = await http.get(f"{url(plan['code'])}/targets", headers=headers)
        assert (shown.status_code, listed.json()["items"], targets.status_code) == (404, [], 404)
    assert (await publish(http, strangers[0], plan["code"])).status_code == 404


async def test_an_administrator_elsewhere_may_not_put_it(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    elsewhere = named("administrator", tree.other_county)
    as_it_is = await http.put(url(plan["code"]), json=plan, headers=elsewhere)
    taken_over = document(plan["code"], tree.other_county)
    assert as_it_is.status_code == 403
    assert (await http.put(url(plan["code"]), json=taken_over, headers=elsewhere)).status_code == 403


async def test_the_document_is_refused_with_every_fault(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    plan["targets"][0] |= {"unit": "%", "value": 101, "phase": "phase-9"}
    answer = await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert (answer.status_code, answer.json()["code"]) == (422, "plan_invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "/targets/0/phase",
        "/targets/0/value",
        "/targets/0/yardstick/quantities/0/per",
    ]
    other = await http.put(url("other"), json=plan, headers=administrator)
    assert [fault["code"] for fault in other.json()["errors"]] == ["code_differs"]


async def test_a_change_made_by_somebody_else_is_not_overwritten(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    changed = plan | {"legal_status": "superseded"}
    first = await http.put(url(plan["code"]), json=changed, headers=administrator | {"If-Match": '"1"'})
    late = await http.put(url(plan["code"]), json=plan, headers=administrator | {"If-Match": '"1"'})
    forged = await http.put(url(plan["code"]), json=plan, headers=administrator | {"If-Match": "one"})
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    assert forged.status_code == 422


async def test_the_same_document_again_changes_nothing(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    again = await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert (again.status_code, again.json()["unchanged"], again.headers["ETag"]) == (200, True, '"1"')


async def test_a_plan_is_published_once_and_shown_to_everybody(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str], changes: Changes
) -> None:
    first = await publish(http, administrator, plan["code"])
    again = await publish(http, administrator, plan["code"])
    assert (first.status_code, again.status_code, again.json()["code"]) == (201, 409, "nothing_to_publish")
    shown = await http.get(url(plan["code"]), headers=named("school", tree.school))
    state = {"revision": 1, "status": "published", "published_on": "2021-09-01", **UNASKED}
    assert (shown.status_code, shown.json()["state"], shown.headers["ETag"]) == (200, state, '"2"')
    assert shown.json()["counts"] == {
        "phases": 1, "programmes": 1, "measures": 1, "guarantees": 0, "units": 1, "duties": 1,
        "assignments": {"total": 1, "lead": 1, "cooperating": 0, "responsible": 0},
        "targets": {"total": 1, "number": 1, "checkable": 0, "lost": 0, "deadline_lost": 0},
        "accountability": 1, "systems": 1,
    }  # fmt: skip
    (said,) = await changes(plan["code"])
    assert said["topic"] == "plan"
    assert (said["body"]["revision"], said["body"]["published_on"]) == (1, "2021-09-01")
    assert said["body"]["targets"][0]["value"] == 15


async def test_a_number_with_decimals_is_published_as_it_was_put(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str], changes: Changes
) -> None:
    plan["targets"][0]["value"] = 2.3
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    answer = await publish(http, administrator, plan["code"])
    assert (answer.status_code, answer.json()["targets"][0]["value"]) == (201, 2.3)
    (said,) = await changes(plan["code"])
    assert said["body"]["targets"][0]["value"] == 2.3


async def test_a_plan_is_published_only_when_every_target_says_how_it_is_measured_or_why_not(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    ready = plan["targets"][0]
    plan["targets"] = [ready | {"code": "T01", "yardstick": None}, ready | {"code": "T02"}]
    plan["targets"].append(ready | {"code": "T03", "yardstick": None})
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    refused = await publish(http, administrator, plan["code"])
    assert (refused.status_code, refused.json()["code"]) == (409, "plan_unfinished")
    assert [(fault["code"], fault["pointer"], fault["given"]) for fault in refused.json()["errors"]] == [
        ("target_without_yardstick", "/targets/0/yardstick", "T01"),
        ("target_without_yardstick", "/targets/2/yardstick", "T03"),
    ]
    plan["targets"][0]["unassessable"] = "subject_unstated"
    plan["targets"][2]["yardstick"] = ready["yardstick"]
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert (await publish(http, administrator, plan["code"])).status_code == 201


async def test_a_fault_of_a_yardstick_is_named_where_it_stands(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    plan["targets"][0]["yardstick"] |= {"period": "decade", "colour": "red"}
    plan["targets"][0]["unassessable"] = "too_hard"
    answer = await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "/targets/0/yardstick/period",
        "/targets/0/yardstick/colour",
        "/targets/0/unassessable",
    ]


async def test_a_second_revision_leaves_the_first_as_it_was(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await publish(http, administrator, plan["code"])
    put = await http.put(url(plan["code"]), json=plan | {"legal_status": "superseded"}, headers=administrator)
    assert put.json()["state"] == {"revision": 2, "status": "draft", "published_on": None, **UNASKED}
    before = await http.get(url(plan["code"]), headers=administrator)
    hidden = await http.get(url(plan["code"]), params={"revision": 2}, headers=named("school", tree.school))
    draft = await http.get(url(plan["code"]), params={"revision": 2}, headers=administrator)
    assert (before.json()["state"]["revision"], hidden.status_code, draft.json()["state"]["status"]) == (
        1,
        404,
        "draft",
    )
    early = await publish(http, administrator, plan["code"], published_on="2021-08-31")
    assert (early.status_code, early.json()["code"]) == (422, "published_earlier")
    assert (await publish(http, administrator, plan["code"], published_on="2022-09-01")).status_code == 201
    statuses = [
        (await http.get(url(plan["code"]), params={"revision": number})).json()["legal_status"] for number in (1, 2)
    ]
    assert statuses == ["in_force", "superseded"]


async def test_going_back_to_what_was_published_leaves_nothing_to_publish(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await publish(http, administrator, plan["code"])
    await http.put(url(plan["code"]), json=plan | {"legal_status": "withdrawn"}, headers=administrator)
    back = await http.put(url(plan["code"]), json=plan, headers=administrator)
    assert (back.json()["state"]["status"], back.json()["unchanged"]) == ("published", False)
    assert (await publish(http, administrator, plan["code"])).status_code == 409


async def test_a_published_revision_cannot_be_changed_in_the_database_either(
    app: FastAPI, http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await publish(http, administrator, plan["code"])
    database: Database = app.state.ground.database
    for statement in (
        "update {schema}.plan_revision set reason = 'x'",
        "delete from {schema}.plan_duty",
        "update {schema}.plan_assignment set role = 'cooperating'",
    ):
        async with database.transaction() as session:
            refused = False
            try:
                await run_sql(session, statement)
            except DBAPIError:
                refused = True
            assert refused, statement


async def test_duties_are_those_of_the_newest_revision(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    async def duties(**filters: Any) -> list[tuple[str, int, str]]:
        items = (await http.get("/api/v1/plans/duties", params=filters)).json()["items"]
        return [(item["plan"], item["revision"], item["code"]) for item in items]

    assert await duties(organisation=tree.county) == []
    await publish(http, administrator, plan["code"])
    assert await duties(organisation=tree.county) == [(plan["code"], 1, "education/1")]
    plan["units"][0]["duties"] = [plan["units"][0]["duties"][0] | {"code": f"education/{n}"} for n in (3, 1, 2)]
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    await publish(http, administrator, plan["code"])
    assert await duties(plan=plan["code"]) == [(plan["code"], 2, f"education/{n}") for n in (3, 1, 2)]
    page = (await http.get("/api/v1/plans/duties", params={"plan": plan["code"], "limit": 2})).json()
    assert await duties(plan=plan["code"], cursor=page["next"]) == [(plan["code"], 2, "education/2")]


async def test_targets_are_paged_in_the_order_of_the_document(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    plan["targets"] = [plan["targets"][0] | {"code": code, "value": 2.3} for code in ("T9", "T1", "T5")]
    await http.put(url(plan["code"]), json=plan, headers=administrator)
    await publish(http, administrator, plan["code"])
    first = (await http.get(f"{url(plan['code'])}/targets", params={"limit": 2})).json()
    rest = (await http.get(f"{url(plan['code'])}/targets", params={"limit": 2, "cursor": first["next"]})).json()
    assert [target["code"] for target in first["items"] + rest["items"]] == ["T9", "T1", "T5"]
    assert (first["items"][0]["value"], first["items"][0]["revision"], rest["next"]) == (2.3, 1, None)


async def test_the_examples_of_the_documentation_work_as_they_stand(http: httpx.AsyncClient, app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    (organisations,), (example,) = schemas["OrganisationsBody"]["examples"], schemas["PlanDocument"]["examples"]
    posted = await http.post("/api/v1/plans/organisations", json=organisations)
    put = await http.put(url(example["code"]), json=example)
    assert (posted.status_code, put.status_code) in ((200, 201), (200, 200)), put.text

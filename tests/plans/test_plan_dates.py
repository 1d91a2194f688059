"""Dates that a document does not print whole, and their confirmation."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from services.plans.domain.date_rules import date_faults
from services.plans.schemas.plan_document import SourceDocument
from tests.plans.conftest import Changes
from tests.plans.documents import UNASKED, document
from tests.plans.tree import Tree, named

FROM = {"zh": "文中提到的会议", "en": "A meeting that the text mentions"}
INFERRED = {
    "number": None,
    "dated": "2021-05-23",
    "dated_as_printed": "5月23日",
    "date_certainty": "inferred",
    "inferred_from": FROM,
}
BODY = {"dated": "2021-05-23", "confirmed_on": "2021-10-08", "reason": "compared with the gazette"}


def faults(**changes: Any) -> list[tuple[str, str]]:
    source = SourceDocument.model_validate(INFERRED | changes)
    return [(fault.code, fault.pointer) for fault in date_faults(source)]


def test_an_inferred_date_says_from_what_and_no_other_does() -> None:
    assert faults() == []
    assert faults(inferred_from=None) == [("inference_missing", "/document/inferred_from")]
    assert faults(date_certainty="printed") == [("nothing_inferred", "/document/inferred_from")]
    assert faults(date_certainty="confirmed") == [("nothing_inferred", "/document/inferred_from")]


@pytest.mark.parametrize("certainty", ["inferred", "confirmed"])
def test_who_inferred_or_confirmed_a_date_names_it(certainty: str) -> None:
    assert ("date_missing", "/document/dated") in faults(dated=None, date_certainty=certainty)
    assert faults(dated=None, date_certainty="printed", inferred_from=None) == []


async def put(http: httpx.AsyncClient, headers: dict[str, str], plan: dict[str, Any]) -> httpx.Response:
    return await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan, headers=headers)


async def publish(http: httpx.AsyncClient, headers: dict[str, str], code: str) -> httpx.Response:
    body = {"published_on": "2021-09-01", "reason": "issued by the province"}
    return await http.post(f"/api/v1/plans/plans/{code}/publication", json=body, headers=headers)


async def confirm(http: httpx.AsyncClient, headers: dict[str, str], code: str, **changes: str) -> httpx.Response:
    url = f"/api/v1/plans/plans/{code}/date-confirmation"
    return await http.post(url, json=BODY | changes, headers=headers)


@pytest_asyncio.fixture
async def plan(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> dict[str, Any]:
    """Published with an inferred date, in force since that day."""
    found = document(f"{tree.mark}-plan", tree.county, document=INFERRED, in_force_from=INFERRED["dated"])
    assert (await put(http, administrator, found)).status_code == 201
    assert (await publish(http, administrator, found["code"])).status_code == 201
    return found


async def test_a_date_is_confirmed_by_who_may_publish(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    for headers in (named("administrator", tree.other_county), named("supervisor", tree.county)):
        assert (await confirm(http, headers, plan["code"])).status_code == 403
    assert (await confirm(http, named("administrator", tree.county), f"{tree.mark}-none")).status_code == 404


async def test_who_may_not_see_a_draft_does_not_learn_of_it(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county, document=INFERRED)
    await put(http, administrator, draft)
    assert (await confirm(http, named("administrator", tree.other_county), draft["code"])).status_code == 404
    pending = await confirm(http, administrator, draft["code"])
    assert (pending.status_code, pending.json()["code"]) == (409, "draft_pending")


async def test_a_pending_draft_is_published_or_taken_back_first(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await put(http, administrator, plan | {"legal_status": "superseded"})
    pending = await confirm(http, administrator, plan["code"])
    assert (pending.status_code, pending.json()["code"]) == (409, "draft_pending")
    await put(http, administrator, plan)
    assert (await confirm(http, administrator, plan["code"])).status_code == 201


async def test_a_printed_date_needs_no_confirmation_and_a_confirmed_one_no_second(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    printed = document(f"{tree.mark}-printed", tree.county)
    await put(http, administrator, printed)
    await publish(http, administrator, printed["code"])
    assert (await confirm(http, administrator, plan["code"])).status_code == 201
    for code in (printed["code"], plan["code"]):
        again = await confirm(http, administrator, code)
        assert (again.status_code, again.json()["code"]) == (409, "nothing_inferred")


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"confirmed_on": "2021-08-31"}, "published_earlier", "/confirmed_on"),
        ({"dated": "2021-10-09"}, "dated_later", "/dated"),
        ({"reason": ""}, "string_too_short", "/reason"),
    ],
)
async def test_a_confirmation_has_a_possible_day_and_a_reason(
    http: httpx.AsyncClient,
    plan: dict[str, Any],
    administrator: dict[str, str],
    changes: dict[str, str],
    code: str,
    pointer: str,
) -> None:
    refused = await confirm(http, administrator, plan["code"], **changes)
    assert refused.status_code == 422
    assert [(fault["code"], fault["pointer"]) for fault in refused.json()["errors"]] == [(code, pointer)]


async def test_a_confirmation_does_not_overwrite_what_the_caller_has_not_seen(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    late = await confirm(http, administrator | {"If-Match": '"1"'}, plan["code"])
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")


async def test_a_dry_run_confirms_nothing(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    url = f"/api/v1/plans/plans/{plan['code']}"
    tried = await http.post(f"{url}/date-confirmation", json=BODY, params={"dry_run": True}, headers=administrator)
    kept = (await http.get(url)).json()
    assert (tried.status_code, tried.json()["state"]["revision"]) == (201, 2)
    assert (kept["state"]["revision"], kept["document"]["date_certainty"]) == (1, "inferred")


async def test_a_confirmed_date_is_the_next_revision_and_goes_out_like_any(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str], changes: Changes
) -> None:
    done = await confirm(http, administrator | {"If-Match": '"2"'}, plan["code"], dated="2021-05-20")
    shown = done.json()
    assert (done.status_code, done.headers["ETag"]) == (201, '"3"')
    assert shown["state"] == {"revision": 2, "status": "published", "published_on": "2021-10-08", **UNASKED}
    source = shown["document"]
    assert (source["dated"], source["date_certainty"], source["inferred_from"]) == ("2021-05-20", "confirmed", None)
    assert (source["dated_as_printed"], shown["in_force_from"]) == ("5月23日", "2021-05-20")
    first = (await http.get(f"/api/v1/plans/plans/{plan['code']}", params={"revision": 1})).json()
    assert (first["document"]["date_certainty"], first["in_force_from"]) == ("inferred", "2021-05-23")
    said = await changes(plan["code"])
    assert [change["body"]["document"]["date_certainty"] for change in said] == ["inferred", "confirmed"]
    duties = (await http.get("/api/v1/plans/duties", params={"plan": plan["code"]})).json()["items"]
    assert [duty["revision"] for duty in duties] == [2]


async def test_what_came_into_force_on_another_day_stays_in_force_since_that_day(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await put(http, administrator, plan | {"in_force_from": "2021-06-01"})
    await publish(http, administrator, plan["code"])
    shown = (await confirm(http, administrator, plan["code"], dated="2021-05-20")).json()
    assert (shown["document"]["dated"], shown["in_force_from"]) == ("2021-05-20", "2021-06-01")


async def test_a_draft_keeps_a_confirmed_date_but_confirms_none(
    http: httpx.AsyncClient, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    confirmed = plan | {"document": INFERRED | {"date_certainty": "confirmed", "inferred_from": None}}
    refused = await put(http, administrator, confirmed)
    assert [fault["code"] for fault in refused.json()["errors"]] == ["date_not_confirmed"]
    await confirm(http, administrator, plan["code"])
    assert (await put(http, administrator, confirmed | {"legal_status": "superseded"})).status_code == 200
    moved = confirmed | {"document": confirmed["document"] | {"dated": "2021-05-24"}}
    assert [fault["code"] for fault in (await put(http, administrator, moved)).json()["errors"]] == [
        "date_not_confirmed"
    ]

"""A plan goes to another system and comes back as it was."""

import copy
import json
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from services.kernel.database import Database, run_sql
from tests.plans.conftest import Changes
from tests.plans.documents import document
from tests.plans.test_assignments_migration import old_plan
from tests.plans.test_plan_endings import DAY, enter, supersede, url
from tests.plans.tree import Tree, named

PACKAGES = "/api/v1/plans/packages"
INFERRED = {
    "number": None, "dated": "2021-09-01", "date_certainty": "inferred",
    "inferred_from": {"zh": "文中工作安排", "en": "The steps named in the text"},
}  # fmt: skip


@pytest_asyncio.fixture
async def package(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> dict[str, Any]:
    """A plan of three revisions, the last one a confirmed date, that another one supersedes."""
    plan = document(f"{tree.mark}-plan", tree.county, document=INFERRED)
    await enter(http, administrator, plan)
    plan["targets"][0]["value"] = 2.3
    await enter(http, administrator, plan, published_on="2022-09-01", reason="revised after a year")
    body = {"dated": "2021-09-01", "confirmed_on": "2023-01-01", "reason": "compared with the gazette"}
    assert (await http.post(f"{url(plan['code'])}/date-confirmation", json=body, headers=administrator)).is_success
    new = document(f"{tree.mark}-new", tree.county, in_force_from=DAY)
    await enter(http, administrator, new, published_on="2024-08-20")
    assert (await supersede(http, administrator, plan["code"], new["code"])).status_code == 201
    return await export(http, plan["code"])


async def export(http: httpx.AsyncClient, code: str) -> dict[str, Any]:
    answer = await http.get(f"{url(code)}/export")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def renamed(package: dict[str, Any], code: str) -> dict[str, Any]:
    """The same package as one of a plan that is new here."""
    found = copy.deepcopy(package) | {"code": code}
    for revision in found["revisions"]:
        revision["document"]["code"] = code
    return found


async def take_in(
    http: httpx.AsyncClient, headers: dict[str, str], package: dict[str, Any], **asked: Any
) -> httpx.Response:
    return await http.post(PACKAGES, json=package, headers=headers, params=asked)


async def test_a_package_is_taken_in_by_who_may_publish_there(
    http: httpx.AsyncClient, tree: Tree, package: dict[str, Any]
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    for headers in (named("administrator", tree.other_county), named("supervisor", tree.county)):
        for given in (new, package):
            assert (await take_in(http, headers, given)).status_code == 403
    assert (await http.get(url(new["code"]))).status_code == 404


async def test_only_what_was_published_is_exported(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    assert (await http.get(f"{url(draft['code'])}/export", headers=administrator)).status_code == 404
    changed = package["revisions"][2]["document"] | {"title": {"zh": "改动中", "en": "Being changed"}}
    assert (await http.put(url(package["code"]), json=changed, headers=administrator)).is_success
    assert await export(http, package["code"]) == package


async def test_a_package_holds_the_whole_history_and_whom_it_names(tree: Tree, package: dict[str, Any]) -> None:
    said = [(each["revision"], each["published_on"], each["reason"]) for each in package["revisions"]]
    assert said == [
        (1, "2021-09-01", "issued by the county"),
        (2, "2022-09-01", "revised after a year"),
        (3, "2023-01-01", "compared with the gazette"),
    ]
    assert [each["document"]["targets"][0]["value"] for each in package["revisions"]] == [15, 2.3, 2.3]
    assert (package["ending"]["status"], package["ending"]["superseded_by"]) == ("superseded", f"{tree.mark}-new")
    assert package["date_confirmations"] == [
        {"revision": 3, "dated": "2021-09-01", "confirmed_on": "2023-01-01", "reason": "compared with the gazette"}
    ]
    (county,) = package["organisations"]
    assert (county["code"], county["division_code"], county["path"][-2:]) == (
        tree.county, "640221", [tree.province, tree.county],
    )  # fmt: skip


async def test_what_is_taken_in_is_exported_again_byte_for_byte(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any], changes: Changes
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    done = await take_in(http, administrator, new)
    assert (done.status_code, done.json()["revisions"], done.json()["unchanged"]) == (201, 3, False)
    assert json.dumps(await export(http, new["code"])) == json.dumps(new)
    here = (await http.get(url(new["code"]), params={"as_of": "2022-10-01"})).json()
    assert (here["state"]["revision"], here["state"]["standing"]["word"]) == (2, "in_force")
    assert here["state"]["ending"]["imported_by"] == "tester-administrator"
    revisions = (await http.get(f"{url(new['code'])}/revisions")).json()["items"]
    assert [each["imported_by"] for each in revisions] == ["tester-administrator"] * 3
    for lists in ("duties", "assignments"):
        (row,) = (await http.get(f"/api/v1/plans/{lists}", params={"plan": new["code"]})).json()["items"]
        assert row["revision"] == 3
    said = await changes(new["code"])
    assert [(each["topic"], each["body"].get("revision")) for each in said] == [
        ("plan", 1), ("plan", 2), ("plan", 3), ("plan_ending", None),
    ]  # fmt: skip


async def test_the_same_package_again_changes_nothing_and_another_is_refused(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any], changes: Changes
) -> None:
    before = len(await changes(package["code"]))
    again = await take_in(http, administrator, package)
    assert (again.status_code, again.json()["unchanged"]) == (200, True)
    for key, value in (("reason", "for another reason"), ("published_by", "somebody else")):
        other = copy.deepcopy(package)
        other["revisions"][0][key] = value
        refused = await take_in(http, administrator, other)
        assert (refused.status_code, refused.json()["code"]) == (409, "package_differs")
    shorter = copy.deepcopy(package) | {"ending": None}
    assert (await take_in(http, administrator, shorter)).status_code == 409
    assert len(await changes(package["code"])) == before


async def test_a_draft_under_the_code_is_not_overwritten(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    refused = await take_in(http, administrator, renamed(package, draft["code"]))
    assert (refused.status_code, refused.json()["code"]) == (409, "package_differs")


async def test_a_dry_run_takes_nothing_in(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    assert (await take_in(http, administrator, new, dry_run=True)).status_code == 201
    assert (await http.get(url(new["code"]))).status_code == 404


async def test_a_moment_that_no_clock_of_utc_shows_is_refused(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    for place, moment in enumerate(("0001-01-01T00:00:00+08:00", "9999-12-31T23:00:00-08:00")):
        new["revisions"][place]["recorded_at"] = moment
    answer = await take_in(http, administrator, new)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"/revisions/{n}/recorded_at" for n in (0, 1)]


async def test_every_organisation_that_is_missing_is_named(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    new = json.loads(json.dumps(renamed(package, f"{tree.mark}-copy")).replace(tree.county, f"{tree.mark}-away"))
    new["organisations"].append(new["organisations"][0] | {"code": tree.other_county})
    refused = await take_in(http, administrator, new)
    assert (refused.status_code, refused.json()["code"]) == (422, "package_invalid")
    (missing,) = refused.json()["errors"]
    assert (missing["code"], missing["pointer"], missing["given"]) == (
        "organisation_unknown", "/organisations/0/code", f"{tree.mark}-away",
    )  # fmt: skip
    assert f"虚构{tree.mark}-a" in missing["expected"]
    assert "640221" in missing["expected"]


async def test_an_organisation_that_is_another_place_here_is_not_taken_for_the_same(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    new["organisations"][0]["division_code"] = "640222"
    refused = await take_in(http, administrator, new)
    assert [(fault["code"], fault["pointer"]) for fault in refused.json()["errors"]] == [
        ("organisation_differs", "/organisations/0/division_code")
    ]


async def test_every_fault_of_a_package_is_named_at_once_where_it_stands(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], package: dict[str, Any]
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    new["revisions"][1] |= {"revision": 3, "published_on": "2020-01-01"}
    new["revisions"][1]["document"]["code"] = "other"
    new["revisions"][0]["document"]["targets"][0]["statement"]["zh"] = "本科上线率达到15%"
    new["revisions"][0]["document"]["targets"][0]["measure"] = "m9"
    new["revisions"][0]["document"]["issued_by"] = "nobody"
    new["date_confirmations"] = []
    new["ending"]["superseded_by"] = f"{tree.mark}-none"
    refused = await take_in(http, administrator, new)
    assert [(fault["code"], fault["pointer"]) for fault in refused.json()["errors"]] == [
        ("revision_missing", "/revisions/1/revision"),
        ("published_earlier", "/revisions/1/published_on"),
        ("measure_unknown", "/revisions/0/document/targets/0/measure"),
        ("organisation_unknown", "/revisions/0/document/issued_by"),
        ("target_forbidden", "/revisions/0/document/targets/0/statement/zh"),
        ("code_differs", "/revisions/1/document/code"),
        ("confirmations_differ", "/date_confirmations"),
        ("plan_unknown", "/ending/superseded_by"),
    ]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"format": "dudao.plan/9"}, "/format"),
        ({"revisions": []}, "/revisions"),
        ({"more": 1}, "/more"),
        ({"ending": {"status": "lost"}}, "/ending/status"),
    ],
)
async def test_a_package_has_the_documented_form(
    http: httpx.AsyncClient,
    administrator: dict[str, str],
    package: dict[str, Any],
    changed: dict[str, Any],
    pointer: str,
) -> None:
    refused = await take_in(http, administrator, package | changed)
    assert refused.status_code == 422
    assert pointer in [fault["pointer"] for fault in refused.json()["errors"]]


@pytest.mark.parametrize(
    ("status", "day", "fault"),
    [
        ("in_force", "2021-09-01", ("ended_before_force", "/ending/takes_effect_on")),
        ("reported_in_press", "2024-09-01", ("never_in_force", "/ending")),
    ],
)
async def test_a_plan_ended_after_it_was_in_force_there_too(
    http: httpx.AsyncClient,
    tree: Tree,
    administrator: dict[str, str],
    package: dict[str, Any],
    status: str,
    day: str,
    fault: tuple[str, str],
) -> None:
    new = renamed(package, f"{tree.mark}-copy")
    new["ending"]["takes_effect_on"] = day
    for revision in new["revisions"]:
        force = revision["document"]["in_force_from"] if status == "in_force" else None
        revision["document"] |= {"legal_status": status, "in_force_from": force}
    answer = await take_in(http, administrator, new)
    assert answer.status_code == 422
    assert [(each["code"], each["pointer"]) for each in answer.json()["errors"]] == [fault]


@pytest.mark.parametrize("given", [None, 1, [], {"programmes": 1}, {"measures": [{"assignments": 1}]}, {"colour": 1}])
async def test_a_document_of_another_shape_is_refused_where_it_stands(
    http: httpx.AsyncClient, administrator: dict[str, str], package: dict[str, Any], given: Any
) -> None:
    new = copy.deepcopy(package)
    new["revisions"][0]["document"] = given
    refused = await take_in(http, administrator, new)
    assert (refused.status_code, refused.json()["code"]) == (422, "body_invalid")
    assert all(fault["pointer"].startswith("/revisions/0/document") for fault in refused.json()["errors"])


async def test_a_revision_older_than_todays_form_and_rules_travels_as_it_is(
    app: FastAPI, http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    code = f"{tree.mark}-old"
    plan = json.loads(json.dumps(old_plan()).replace('"000000"', f'"{tree.county}"')) | {"code": code}
    for programme in plan["programmes"]:
        for measure in programme["measures"]:
            measure["assignments"] = measure["assignments"][:1]
    plan["measures"] = []
    packaged = {
        "format": "dudao.plan/1", "code": code, "ending": None, "date_confirmations": [], "organisations": [],
        "revisions": [{
            "revision": 1, "published_on": "2021-09-01", "reason": "issued long ago", "published_by": "somebody",
            "recorded_at": "2021-09-01T08:00:00+08:00", "document": plan,
        }],
    }  # fmt: skip
    done = await take_in(http, administrator, packaged)
    assert done.status_code == 201, done.text
    found = await export(http, code)
    assert found["revisions"][0]["document"] == plan
    assert found["revisions"][0]["recorded_at"] == "2021-09-01T00:00:00Z"
    database: Database = app.state.ground.database
    async with database.transaction() as session:
        kept = await run_sql(session, "select document from {schema}.plan_revision where plan_code = :code", code=code)
        assert kept.scalar_one() == plan
    again = await take_in(http, administrator, packaged)
    assert (again.status_code, again.json()["unchanged"]) == (200, True)

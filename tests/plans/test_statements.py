"""Responsibility statements: drawn, issued, acknowledged, contested, answered, withdrawn."""

from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from services.kernel.database import Database, run_sql
from tests.plans.asked import DRAFT, EVERY_YEAR, collect, plan, published, target
from tests.plans.conftest import Changes
from tests.plans.test_assignments import counties
from tests.plans.tree import Tree, named, organisation

STATEMENTS = "/api/v1/plans/statements"
DRAWN = "2022-01-10"


@pytest_asyncio.fixture
async def asked(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    """The first county's plan in force, which asks three things of its office in 2022 and two in other years."""
    await collect(http, tree)
    targets = [
        target("T01", 15, "2022-12-31"),
        target("T02", 20, "2023-12-31"),
        target("T03", 3, None, yardstick=EVERY_YEAR, unit="节"),
        target("T04", 2, None, kind="frequency", unit="次", measure=None, responsible_unit="education"),
        target("T05", 2, None, deadline_certainty="lost"),
        target("T06", 2, "2022-12-31", measure="m1.2"),
    ]
    return await published(http, plan(tree, "a", tree.county, targets))


def body(tree: Tree, **changes: Any) -> dict[str, Any]:
    return {
        "plan": f"{tree.mark}-a", "organisation": tree.office, "year": 2022, "issued_by": tree.county,
        "drawn_on": DRAWN, "reason": "statement of the year",
    } | changes  # fmt: skip


def unit(tree: Tree) -> dict[str, str]:
    return named("unit", tree.office)


async def draw(http: httpx.AsyncClient, tree: Tree, **changes: Any) -> dict[str, Any]:
    answer = await http.post(STATEMENTS, json=body(tree, **changes), headers=named("administrator", tree.county))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def act(
    http: httpx.AsyncClient, headers: dict[str, str], statement: dict[str, Any], name: str, on: str, **more: Any
) -> httpx.Response:
    """`name` is the last part of the address; the day stands under its own name in the body."""
    day = {
        "issuance": "issued_on", "acknowledgement": "acknowledged_on", "contest": "contested_on",
        "answer": "answered_on", "withdrawal": "withdrawn_on",
    }[name]  # fmt: skip
    content = {day: on, "reason": "a test needs it", **more}
    return await http.post(f"{STATEMENTS}/{statement['id']}/{name}", json=content, headers=headers)


@pytest_asyncio.fixture
async def issued(http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]) -> dict[str, Any]:
    drawn = await draw(http, tree)
    answer = await act(http, named("administrator", tree.county), drawn, "issuance", "2022-01-20")
    assert (answer.status_code, answer.json()["state"]) == (201, "issued"), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_only_the_jurisdiction_s_administrator_draws(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    for headers in (named("administrator", tree.other_county), named("supervisor", tree.county), unit(tree)):
        answer = await http.post(STATEMENTS, json=body(tree), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert (await http.post(STATEMENTS, json=body(tree, plan="nothing"))).status_code == 404
    unpublished = plan(tree, "u", tree.county, [])
    await http.put(f"/api/v1/plans/plans/{unpublished['code']}", json=unpublished)
    elsewhere = named("administrator", tree.other_county)
    hidden = await http.post(STATEMENTS, json=body(tree, plan=unpublished["code"]), headers=elsewhere)
    assert hidden.status_code == 404


@pytest.mark.parametrize(
    ("changes", "bearing"),
    [
        (DRAFT, "draft_for_comment"),
        ({"legal_status": "reported_in_press", "in_force_from": None}, "reported_in_press"),
        ({"in_force_from": "2022-02-01"}, "not_yet_in_force"),
        ({"legal_status": "withdrawn"}, "withdrawn"),
    ],
)
async def test_what_is_not_in_force_grounds_no_statement(
    http: httpx.AsyncClient, tree: Tree, changes: dict[str, Any], bearing: str
) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.county, [target("T01", 15, "2022-12-31")], **changes))
    answer = await http.post(STATEMENTS, json=body(tree))
    assert (answer.status_code, answer.json()["code"]) == (409, "statement_without_ground")
    assert answer.json()["bearing"] == bearing


async def test_nor_does_one_published_later_or_one_never_published(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    earlier = await http.post(STATEMENTS, json=body(tree, drawn_on="2021-08-31"))
    unpublished = plan(tree, "u", tree.county, [])
    await http.put(f"/api/v1/plans/plans/{unpublished['code']}", json=unpublished)
    never = await http.post(STATEMENTS, json=body(tree, plan=unpublished["code"]))
    assert [each.json()["code"] for each in (earlier, never)] == ["statement_without_ground"] * 2


async def test_every_fault_of_what_is_asked_is_named(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    wrong = body(tree, organisation="nobody", issued_by=tree.other_county, year=2021)
    answer = await http.post(STATEMENTS, json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "statement_invalid")
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("organisation_unknown", "/organisation"), ("issuer_outside", "/issued_by"), ("year_over", "/drawn_on"),
    ]  # fmt: skip
    itself = await http.post(STATEMENTS, json=body(tree, issued_by=tree.office))
    assert [fault["code"] for fault in itself.json()["errors"]] == ["issuer_is_the_unit"]
    nothing = await http.post(STATEMENTS, json=body(tree, organisation=tree.province))
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_owed")


async def test_it_holds_what_the_plan_asks_of_the_unit_in_the_year(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    found = await draw(http, tree)
    content = found["content"]
    assert (found["state"], found["version"], found["plan_revision"], found["jurisdiction"]) == (
        "drawn", 1, 1, tree.county,
    )  # fmt: skip
    assert (content["plan"]["number"], content["issued_by_name"]["zh"]) == ("虚构〔2021〕1号", f"虚构{tree.county}")
    assert [each["line"] for each in content["assignments"]] == ["assignment/m1.1/lead"]
    assert [each["line"] for each in content["duties"]] == ["duty/education/1"]
    assert [(each["line"], each["asked"], each["value"], each["unit"]) for each in content["targets"]] == [
        ("target/T01", "due", 15, "册/生"),
        ("target/T03", "every_period", 3, "节"),
        ("target/T04", "recurring", 2, "次"),
    ]  # fmt: skip
    assert [each["code"] for each in content["undated"]] == ["T05"]
    (event,) = found["events"]
    assert (event["act"], event["happened_on"], event["reason"], event["actor"]) == (
        "drawn", DRAWN, "statement of the year", {"id": "tester-administrator", "name": "Tester"},
    )  # fmt: skip


async def test_a_county_s_statement_comes_through_its_collective(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2022-12-31")]))
    answer = await http.post(STATEMENTS, json=body(tree, organisation=tree.county, issued_by=tree.province))
    assert [each["line"] for each in answer.json()["content"]["assignments"]] == [
        "assignment/m1.2/lead", f"assignment/m1.1/responsible/{counties(tree)}",
    ]  # fmt: skip


async def test_drawing_again_gives_the_same_also_after_the_plan_has_changed(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    tried = await http.post(STATEMENTS, json=body(tree), params={"dry_run": "true"})
    assert tried.status_code == 201
    first = await draw(http, tree)
    await published(http, asked | {"targets": []}, on="2022-02-01")
    await http.post(
        "/api/v1/plans/organisations",
        json={
            "organisations": [organisation(tree.office, tree.county, "department", name={"zh": "新名", "en": "New"})]
        },
    )
    again = await http.post(STATEMENTS, json=body(tree, drawn_on="2022-02-02"))
    assert (again.status_code, again.json()) == (200, first)
    assert again.headers["etag"] == '"1"'
    other = await http.post(STATEMENTS, json=body(tree, issued_by=f"{tree.mark}-a-school"))
    assert (other.status_code, other.json()["code"]) == (409, "statement_of_another_issuer")


async def test_strangers_do_not_learn_that_it_exists(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    path = f"{STATEMENTS}/{issued['id']}"
    for headers in (named("auditor", tree.other_county), named("unit", tree.school), named("unit", tree.province)):
        assert (await http.get(path, headers=headers)).status_code == 404
        assert (await http.get(STATEMENTS, headers=headers)).json()["items"] == []
    for headers in (named("auditor", tree.county), named("supervisor", tree.province), unit(tree)):
        assert (await http.get(path, headers=headers)).json() == issued
        assert [each["id"] for each in (await http.get(STATEMENTS, headers=headers)).json()["items"]] == [issued["id"]]
    assert (await http.get(path, params={"version": 2})).status_code == 404
    assert (await http.get(f"{STATEMENTS}/sta_0")).status_code == 404


async def test_each_acts_only_for_its_own_side(http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]) -> None:
    office, elsewhere = named("administrator", tree.county), named("administrator", tree.other_county)
    line = {"lines": ["target/T01"]}
    tries = [
        await act(http, named("unit", tree.school), issued, "acknowledgement", "2022-01-25"),
        await act(http, named("unit", tree.school), issued, "contest", "2022-01-25", **line),
        await act(http, elsewhere, issued, "answer", "2022-01-25", decision="upheld"),
        await act(http, elsewhere, issued, "withdrawal", "2022-01-25"),
        await act(http, elsewhere, issued, "issuance", "2022-01-25"),
    ]
    assert [each.status_code for each in tries] == [404] * 5
    assert (await act(http, office, issued, "acknowledgement", "2022-01-25")).status_code == 403


async def test_a_unit_answers_only_what_was_issued_and_days_go_forward(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    drawn, office = await draw(http, tree), named("administrator", tree.county)
    early = await act(http, unit(tree), drawn, "acknowledgement", "2022-01-25")
    assert (early.status_code, early.json()["code"], early.json()["state"]) == (409, "statement_state_forbids", "drawn")
    backwards = await act(http, office, drawn, "issuance", "2022-01-09")
    assert [(each["code"], each["pointer"]) for each in backwards.json()["errors"]] == [
        ("before_last_act", "/issued_on")
    ]
    assert (await act(http, office, drawn, "issuance", "2022-01-20")).status_code == 201
    assert (await act(http, office, drawn, "issuance", "2022-01-21")).json()["code"] == "statement_state_forbids"
    assert (await act(http, office, drawn, "answer", "2022-01-21", decision="upheld")).status_code == 409


async def test_who_saw_another_state_is_told(http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]) -> None:
    headers = unit(tree) | {"if-match": '"1"'}
    assert (await act(http, headers, issued, "acknowledgement", "2022-01-25")).status_code == 412
    answer = await act(http, unit(tree) | {"if-match": '"2"'}, issued, "acknowledgement", "2022-01-25")
    assert (answer.status_code, answer.json()["state"], answer.headers["etag"]) == (201, "acknowledged", '"3"')
    again = await act(http, unit(tree), issued, "contest", "2022-01-26", lines=["target/T01"])
    assert again.json()["code"] == "statement_state_forbids"


async def test_an_objection_names_lines_that_stand(http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]) -> None:
    lines = ["target/T01", "target/T99", "target/T01"]
    answer = await act(http, unit(tree), issued, "contest", "2022-01-25", lines=lines)
    assert (answer.status_code, answer.json()["code"]) == (422, "statement_invalid")
    assert [(each["code"], each["pointer"]) for each in answer.json()["errors"]] == [
        ("line_unknown", "/lines/1"), ("line_repeated", "/lines/2"),
    ]  # fmt: skip
    assert (await act(http, unit(tree), issued, "contest", "2022-01-25", lines=[])).status_code == 422


async def test_an_objection_that_is_not_followed_leaves_it_as_issued_and_is_not_raised_again(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    office = named("administrator", tree.county)
    contested = await act(http, unit(tree), issued, "contest", "2022-01-25", lines=["target/T01"])
    assert (contested.json()["state"], contested.json()["events"][-1]["lines"]) == ("contested", ["target/T01"])
    upheld = await act(http, office, issued, "answer", "2022-02-10", decision="upheld")
    assert (upheld.json()["state"], upheld.json()["version"]) == ("issued", 1)
    again = await act(http, unit(tree), issued, "contest", "2022-02-11", lines=["target/T03", "target/T01"])
    assert [(each["code"], each["pointer"]) for each in again.json()["errors"]] == [("line_answered", "/lines/1")]
    assert (await act(http, unit(tree), issued, "acknowledgement", "2022-02-11")).status_code == 201


async def test_an_amendment_is_about_contested_lines_and_says_what_changes(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    office, reads = named("administrator", tree.county), {"zh": "改", "en": "changed"}
    await act(http, unit(tree), issued, "contest", "2022-01-25", lines=["target/T01"])

    async def faults(**decision: Any) -> list[str]:
        answer = await act(http, office, issued, "answer", "2022-02-10", **decision)
        assert answer.status_code == 422, answer.text
        return [fault["pointer"] for fault in answer.json()["errors"]]

    elsewhere = [{"line": "target/T01", "struck": True}, {"line": "target/T03", "reads": reads}]
    assert await faults(decision="amended", amendments=elsewhere) == ["/amendments/1/line"]
    assert await faults(decision="amended") == [""]
    assert await faults(decision="upheld", amendments=elsewhere[:1]) == [""]
    both = [{"line": "target/T01", "struck": True, "reads": reads}]
    assert await faults(decision="amended", amendments=both) == ["/amendments/0"]


async def test_an_amendment_makes_the_next_version_and_keeps_the_earlier(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any], changes: Changes
) -> None:
    office = named("administrator", tree.county)
    lines = ["target/T01", "duty/education/1", "target/T03"]
    await act(http, unit(tree), issued, "contest", "2022-01-25", lines=lines)
    reads = {"zh": "与财政局共同安排", "en": "Together with the finance bureau"}
    amendments = [{"line": "target/T01", "struck": True}, {"line": "duty/education/1", "reads": reads}]
    answer = await act(http, office, issued, "answer", "2022-02-10", decision="amended", amendments=amendments)
    amended = answer.json()
    assert (amended["state"], amended["version"], amended["plan_revision"]) == ("amended", 2, 1)
    assert [each["line"] for each in amended["content"]["targets"]] == ["target/T03", "target/T04"]
    assert amended["content"]["struck"] == [
        {"line": "target/T01", "said": {"zh": "目标T01", "en": "Target T01"}, "version": 2}
    ]
    (duty,) = amended["content"]["duties"]
    assert (duty["reads"], duty["summary"]["zh"]) == (reads, "安排购书经费")
    first = (await http.get(f"{STATEMENTS}/{issued['id']}", params={"version": 1})).json()
    assert (first["shown_version"], first["content"]) == (1, issued["content"])
    done = await act(http, unit(tree), issued, "acknowledgement", "2022-02-12")
    assert [(each["act"], each["version"]) for each in done.json()["events"]] == [
        ("drawn", 1), ("issued", 1), ("contested", 1), ("amended", 2), ("acknowledged", 2),
    ]  # fmt: skip
    said = await changes(issued["id"])
    assert [(each["topic"], each["body"]["state"]) for each in said] == [
        ("statement", state) for state in ("drawn", "issued", "contested", "amended", "acknowledged")
    ]
    assert said[-1]["body"] == done.json()


async def test_what_was_withdrawn_is_kept_and_drawn_anew_from_the_plan_of_then(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any], asked: dict[str, Any]
) -> None:
    office = named("administrator", tree.county)
    await published(http, asked | {"targets": []}, on="2022-02-01")
    withdrawn = await act(http, office, issued, "withdrawal", "2022-03-01")
    assert withdrawn.json()["state"] == "withdrawn"
    assert (await act(http, unit(tree), issued, "acknowledgement", "2022-03-02")).status_code == 409
    earlier = await http.post(STATEMENTS, json=body(tree, drawn_on="2022-02-28"))
    assert [each["code"] for each in earlier.json()["errors"]] == ["before_last_act"]
    anew = await http.post(STATEMENTS, json=body(tree, drawn_on="2022-03-02"))
    assert anew.status_code == 200, anew.text
    found = anew.json()
    assert (found["id"], found["state"], found["version"], found["plan_revision"]) == (issued["id"], "drawn", 2, 2)
    assert found["content"]["targets"] == []


async def test_who_answers_for_the_unit_does_not_answer_its_objection(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    both_roles = {"x-grant": f"administrator@{tree.county},unit@{tree.office}"}
    await act(http, unit(tree), issued, "contest", "2022-01-25", lines=["target/T01"])
    answer = await act(http, both_roles, issued, "answer", "2022-02-10", decision="upheld")
    assert (answer.status_code, answer.json()["code"]) == (409, "statement_recused")


async def test_the_list_is_narrowed_and_paged(http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]) -> None:
    office = named("administrator", tree.county)
    for year in (2023, 2024):
        await draw(http, tree, year=year)
    school = await draw(http, tree, organisation=tree.school)

    async def years(**filters: Any) -> list[tuple[str, int]]:
        answer = await http.get(STATEMENTS, params=filters, headers=office)
        return [(each["organisation"], each["year"]) for each in answer.json()["items"]]

    assert await years(organisation=tree.office) == [(tree.office, year) for year in (2022, 2023, 2024)]
    assert await years(organisation=tree.office, year=2023) == [(tree.office, 2023)]
    assert await years(state="issued", plan=f"{tree.mark}-a") == [(tree.office, 2022)]
    assert await years(state="contested") == []
    assert (await http.get(STATEMENTS, params={"state": "lost"})).status_code == 422
    first = (await http.get(STATEMENTS, params={"limit": 3}, headers=office)).json()
    rest = (await http.get(STATEMENTS, params={"limit": 3, "cursor": first["next"]}, headers=office)).json()
    assert (len(first["items"]), [each["id"] for each in rest["items"]], rest["next"]) == (3, [school["id"]], None)


@pytest.mark.parametrize("table", ["statement", "statement_version", "statement_event"])
async def test_nothing_of_it_can_be_changed_or_deleted(app: FastAPI, issued: dict[str, Any], table: str) -> None:
    database: Database = app.state.ground.database
    key = "id" if table == "statement" else "statement_id"
    for order in ("update {schema}.% set recorded_at = now()", "delete from {schema}.%"):
        async with database.transaction() as session:
            with pytest.raises(DBAPIError, match="never changes"):
                await run_sql(session, f"{order} where {key} = :id".replace("%", table), id=issued["id"])

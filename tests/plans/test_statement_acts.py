"""Responsibility statements: issued, acknowledged, contested, answered, withdrawn."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from services.kernel.database import Database, run_sql
from tests.plans.asked import published
from tests.plans.conftest import Changes
from tests.plans.statements import STATEMENTS, act, body, draw, unit
from tests.plans.tree import Tree, named


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
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
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
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any], office_plan: dict[str, Any]
) -> None:
    office = named("administrator", tree.county)
    await published(http, office_plan | {"targets": []}, on="2022-02-01")
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


async def test_a_statement_drawn_in_the_name_of_the_wrong_issuer_is_drawn_anew_in_another(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    other = await http.post(STATEMENTS, json=body(tree, issued_by=tree.school))
    assert (other.status_code, other.json()["code"]) == (409, "statement_of_another_issuer")
    await act(http, named("administrator", tree.county), issued, "withdrawal", "2022-03-01")
    anew = (await http.post(STATEMENTS, json=body(tree, issued_by=tree.school, drawn_on="2022-03-02"))).json()
    assert (anew["issued_by"], anew["content"]["issued_by_name"]["zh"]) == (tree.school, f"虚构{tree.school}")
    listed = (await http.get(STATEMENTS, params={"organisation": tree.office})).json()["items"]
    assert [each["issued_by"] for each in listed] == [tree.school]
    first = (await http.get(f"{STATEMENTS}/{issued['id']}", params={"version": 1})).json()
    assert first["content"]["issued_by"] == tree.county


async def test_what_was_drawn_from_a_plan_that_ended_meanwhile_is_not_issued(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    drawn, office = await draw(http, tree), named("administrator", tree.county)
    ended = {"takes_effect_on": "2022-01-15", "reason": "Withdrawn by the county · 县政府撤回"}
    answer = await http.post(f"/api/v1/plans/plans/{office_plan['code']}/withdrawal", json=ended, headers=office)
    assert answer.status_code == 201, answer.text
    late = await act(http, office, drawn, "issuance", "2022-01-20")
    assert (late.status_code, late.json()["code"], late.json()["bearing"]) == (
        409, "statement_without_ground", "withdrawn",
    )  # fmt: skip
    assert (await act(http, office, drawn, "withdrawal", "2022-01-20")).status_code == 201


async def test_a_rewording_brings_in_no_forbidden_target(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    office = named("administrator", tree.county)
    await act(http, unit(tree), issued, "contest", "2022-01-25", lines=["target/T01", "duty/education/1"])
    amendments = [
        {"line": "target/T01", "reads": {"zh": "本科上线率达到60%", "en": "Sixty of a hundred"}},
        {"line": "duty/education/1", "reads": {"zh": "按升学率考核学校", "en": "Appraise the schools"}},
    ]
    answer = await act(http, office, issued, "answer", "2022-02-10", decision="amended", amendments=amendments)
    assert (answer.status_code, [(each["code"], each["pointer"]) for each in answer.json()["errors"]]) == (
        422,
        [("target_forbidden", "/amendments/0/reads/zh"), ("target_forbidden", "/amendments/1/reads/zh")],
    )
    ban = [{"line": "target/T01", "reads": {"zh": "严禁下达升学指标", "en": "No promotion targets"}}]
    lawful = await act(http, office, issued, "answer", "2022-02-10", decision="amended", amendments=ban)
    assert lawful.status_code == 201, lawful.text


async def test_who_answers_for_the_unit_does_not_answer_its_objection(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    both_roles = {"x-grant": f"administrator@{tree.county},unit@{tree.office}"}
    await act(http, unit(tree), issued, "contest", "2022-01-25", lines=["target/T01"])
    answer = await act(http, both_roles, issued, "answer", "2022-02-10", decision="upheld")
    assert (answer.status_code, answer.json()["code"]) == (409, "statement_recused")


@pytest.mark.parametrize("table", ["statement", "statement_version", "statement_event"])
async def test_nothing_of_it_can_be_changed_or_deleted(app: FastAPI, issued: dict[str, Any], table: str) -> None:
    database: Database = app.state.ground.database
    key = "id" if table == "statement" else "statement_id"
    for order in ("update {schema}.% set recorded_at = now()", "delete from {schema}.%"):
        async with database.transaction() as session:
            with pytest.raises(DBAPIError, match="never changes"):
                await run_sql(session, f"{order} where {key} = :id".replace("%", table), id=issued["id"])

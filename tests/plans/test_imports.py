"""A document is sent, read, shown beside its text, corrected and turned into a plan."""

import asyncio
import hashlib
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError

from services.kernel.database import Database, run_sql
from tests.plans.tree import Tree, named, organisation

IMPORTS = "/api/v1/plans/imports"


def text(tree: Tree) -> str:
    """A fictitious plan whose words no other test sends."""
    return f"""青禾县学前教育提升行动方案（虚构 {tree.mark}）
青政办发〔2024〕5号
一、总体要求
全面提升学前教育质量。
二、重点任务
（一）增加学位。到2026年新增公办幼儿园学位500个，学校%配备保健医生。（牵头单位：县教育局，配合单位：县财政局等）
（二）提高质量。每所幼儿园每学期开展教研活动不少于4次。（牵头单位：县教育局）
三、保障措施
（一）加强领导。各部门各负其责。
青禾县人民政府办公室
2024年3月5日
"""


async def send(http: httpx.AsyncClient, tree: Tree, body: str | bytes, **more: Any) -> httpx.Response:
    headers = {"Content-Type": more.pop("content_type", "text/plain; charset=utf-8"), **more.pop("headers", {})}
    content = body.encode() if isinstance(body, str) else body
    params = {"jurisdiction": tree.county, **more}
    return await http.post(IMPORTS, params=params, content=content, headers=headers)


@pytest.fixture
async def sent(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    answer = await send(http, tree, text(tree))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def correct(
    http: httpx.AsyncClient, sent: dict[str, Any], *changes: tuple[str, Any], **more: Any
) -> httpx.Response:
    body = {
        "reason": "Compared with the gazette · 已与公报核对",
        "corrections": [{"node": node, "patch": patch} for node, patch in changes],
    }
    return await http.patch(f"{IMPORTS}/{sent['id']}", json=body, **more)


async def test_a_stranger_may_send_nothing_and_learns_of_no_import(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    for headers in (named("school", tree.county), named("administrator", tree.other_county)):
        assert (await send(http, tree, "甲", headers=headers)).status_code == 403
        for path in ("", "/original", "/source", "/names", "/corrections"):
            answer = await http.get(f"{IMPORTS}/{sent['id']}{path}", headers=headers)
            assert answer.status_code in {403, 404}, path
    elsewhere = named("administrator", tree.other_county)
    assert (await http.get(f"{IMPORTS}/{sent['id']}", headers=elsewhere)).status_code == 404
    assert (await correct(http, sent, ("/title", {"en": "x"}), headers=elsewhere)).status_code == 404
    assert (await http.get(IMPORTS, params={"jurisdiction": tree.county}, headers=elsewhere)).json()["items"] == []


@pytest.mark.parametrize(
    ("content_type", "body", "reason"),
    [
        ("application/pdf", b"no pdf", "not_what_it_says"),
        ("text/plain", b"   \n", "empty"),
        ("text/plain; charset=utf-8", b"\xe9\x9d\x92\xe9", "encoding_unknown"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04cut", "damaged"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    http: httpx.AsyncClient, tree: Tree, content_type: str, body: bytes, reason: str
) -> None:
    answer = await send(http, tree, body, content_type=content_type)
    told = answer.json()
    assert (answer.status_code, told["code"], told["errors"][0]["code"]) == (422, "document_unreadable", reason)
    assert told["action_owner"] == "sender"


async def test_a_type_that_is_not_read_here_is_refused(http: httpx.AsyncClient, tree: Tree) -> None:
    for content_type in ("application/json", "application/msword", "image/png"):
        answer = await send(http, tree, b"{}", content_type=content_type)
        assert (answer.status_code, answer.json()["code"]) == (415, "media_type_unknown"), content_type


async def test_nothing_sent_is_refused(http: httpx.AsyncClient, tree: Tree) -> None:
    answer = await send(http, tree, b"")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "document_missing")


async def test_the_draft_says_what_was_read_and_where(tree: Tree, sent: dict[str, Any]) -> None:
    draft, words = sent["draft"], text(tree)
    assert [each["title"]["zh"] for each in draft["measures"]] == ["增加学位", "提高质量"]
    first = draft["measures"][0]
    assert [(each["name_in_source"], each["role"]) for each in first["assignments"]] == [
        ("县教育局", "lead"),
        ("县财政局", "cooperating"),
    ]
    assert first["open_ended_roles"] == ["cooperating"]
    start, end = first["assignments"][0]["read"]["name_in_source"]["span"]
    assert words[start:end] == "县教育局"
    assert draft["document"]["number"] == "青政办发〔2024〕5号"
    assert (draft["document"]["dated"], draft["legal_status"]) == ("2024-03-05", "in_force")
    places, lost, yearly = draft["targets"]
    assert (places["value"], places["unit"], places["deadline"], places["measure"]) == (
        500,
        "个",
        "2026-12-31",
        first["code"],
    )
    assert (lost["value"], lost["certainty"]) == (None, "lost")
    assert (yearly["value"], yearly["comparison"], yearly["kind"]) == (4, ">=", "frequency")
    (defect,) = [each for each in draft["defects"] if each["code"] == "number_lost"]
    assert defect["what"]["zh"]
    assert "%" in defect["text"]
    assert sent["sha256"] == hashlib.sha256(words.encode()).hexdigest()
    counts = sent["counts"]
    assert (counts["measures"], counts["assignments"], counts["targets"], counts["guarantees"]) == (2, 3, 3, 1)


async def test_the_same_document_is_imported_once(http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]) -> None:
    again = await send(http, tree, text(tree))
    assert (again.status_code, again.json()["id"]) == (200, sent["id"])


async def test_two_who_send_the_same_at_once_get_the_same_import(http: httpx.AsyncClient, tree: Tree) -> None:
    answers = await asyncio.gather(*(send(http, tree, text(tree)) for _ in range(3)))
    assert sorted(each.status_code for each in answers) == [200, 200, 201]
    assert len({each.json()["id"] for each in answers}) == 1


async def test_a_dry_run_reads_and_keeps_nothing(http: httpx.AsyncClient, tree: Tree) -> None:
    answer = await send(http, tree, text(tree), dry_run="true")
    assert (answer.status_code, len(answer.json()["draft"]["measures"])) == (201, 2)
    assert (await http.get(IMPORTS, params={"jurisdiction": tree.county})).json()["items"] == []


async def test_the_original_comes_back_byte_for_byte_as_a_download(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    answer = await http.get(f"{IMPORTS}/{sent['id']}/original")
    assert (answer.status_code, answer.content) == (200, text(tree).encode())
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["etag"] == f'"{sent["sha256"]}"'


async def test_every_part_of_the_draft_stands_beside_its_words(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    beside = (await http.get(f"{IMPORTS}/{sent['id']}/source")).json()
    assert beside["text"] == text(tree)
    words = {each["node"]: each["words"] for each in beside["parts"]}
    assert "增加学位" in words["/measures/0"]
    assert "500个" in words["/targets/0"]
    assert {each["node"].split("/")[1] for each in beside["parts"]} >= {"measures", "guarantees", "targets", "defects"}
    assert [each["kind"] for each in beside["blocks"]] == ["paragraph"] * len(beside["blocks"])


async def test_a_correction_needs_a_node_a_reason_and_a_draft_that_stands(
    http: httpx.AsyncClient, sent: dict[str, Any]
) -> None:
    nowhere = await correct(http, sent, ("/measures/7", {"code": "x"}))
    assert (nowhere.status_code, nowhere.json()["errors"][0]["code"]) == (422, "node_unknown")
    wrong = await correct(http, sent, ("/targets/0", {"value": "many"}), ("/targets/1", {"kind": "guess"}))
    told = wrong.json()
    assert (wrong.status_code, told["code"]) == (422, "corrections_invalid")
    assert {each["pointer"] for each in told["errors"]} == {"/targets/0/value", "/targets/1/kind"}
    for node, patch, pointer in (("", None, ""), ("/targets/0", {"span": [-5, 3]}, "/targets/0/span")):
        refused = await correct(http, sent, (node, patch))
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    body = {"reason": "", "corrections": [{"node": "", "patch": {}}]}
    assert (await http.patch(f"{IMPORTS}/{sent['id']}", json=body)).status_code == 422
    unchanged = (await http.get(f"{IMPORTS}/{sent['id']}")).json()
    assert (unchanged["draft"], unchanged["version"]) == (sent["draft"], sent["version"])


async def test_a_correction_is_kept_with_its_reason_and_what_was_before(
    http: httpx.AsyncClient, sent: dict[str, Any]
) -> None:
    stale = await correct(http, sent, ("/title", {"en": "A plan"}), headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    answer = await correct(
        http, sent, ("/targets/1", {"value": 100.5, "certainty": "number"}), headers={"If-Match": '"1"'}
    )
    target = answer.json()["draft"]["targets"][1]
    assert (answer.status_code, answer.headers["ETag"], target["value"]) == (200, '"2"', 100.5)
    assert target["read"]["value"]["rule"] == "corrected"
    again = await correct(http, sent, ("/targets/1", {"value": 100.5}))
    assert again.json()["version"] == 2
    listed = (await http.get(f"{IMPORTS}/{sent['id']}/corrections")).json()["items"]
    (one,) = listed
    assert (one["node"], one["patch"]["value"], one["before"]["value"]) == ("/targets/1", 100.5, None)
    assert one["actor"] == "tester-administrator"
    assert "公报" in one["reason"]


async def test_names_that_the_register_does_not_know_come_first_and_stop_the_plan(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    names = (await http.get(f"{IMPORTS}/{sent['id']}/names")).json()["items"]
    assert (names[0]["how"], names[0]["organisation"]) == ("none", None)
    answer = await http.post(f"{IMPORTS}/{sent['id']}/plan", json={"code": f"{tree.mark}-plan"})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "draft_unfinished")
    assert {each["code"] for each in told["errors"]} == {"organisation_unread"}
    assert told["errors"][0]["pointer"] == "/measures/0/assignments/0/organisation"


async def register_bureaus(http: httpx.AsyncClient, tree: Tree) -> None:
    bureaus = [
        organisation(f"{tree.county}-edu", tree.county, "department", aliases=["县教育局"]),
        organisation(f"{tree.county}-fin", tree.county, "department", aliases=["县财政局"]),
        organisation(f"{tree.county}-gov-office", tree.county, "department", aliases=["青禾县人民政府办公室"]),
    ]
    answer = await http.post("/api/v1/plans/organisations", json={"organisations": bureaus})
    assert answer.status_code == 200, answer.text


async def test_a_draft_becomes_a_plan_whose_wording_stays_at_hand(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    await register_bureaus(http, tree)
    code = f"{tree.mark}-plan"
    answer = await http.post(f"{IMPORTS}/{sent['id']}/plan", json={"code": code, "in_force_from": "2024-03-05"})
    assert answer.status_code == 201, answer.json()["errors"]
    plan = answer.json()
    assert [each["organisation"] for each in plan["measures"][0]["assignments"]] == [
        f"{tree.county}-edu",
        f"{tree.county}-fin",
    ]
    assert (plan["issued_by"], plan["state"]["status"]) == (f"{tree.county}-gov-office", "draft")
    assert plan["document"]["original"]["sha256"] == sent["sha256"]
    assert len(plan["source_defects"]) == len(sent["draft"]["defects"])
    wording = (await http.get(f"/api/v1/plans/plans/{code}/wording")).json()
    assert wording["text"] == text(tree)
    assert (await http.get(f"{IMPORTS}/{sent['id']}")).json()["plan"] == code
    again = await http.post(f"{IMPORTS}/{sent['id']}/plan", json={"code": code, "in_force_from": "2024-03-05"})
    assert (again.status_code, again.json()["unchanged"]) == (200, True)


async def test_what_was_sent_and_what_was_corrected_never_changes(
    http: httpx.AsyncClient, app: FastAPI, sent: dict[str, Any]
) -> None:
    await correct(http, sent, ("/title", {"en": "A plan"}))
    database: Database = app.state.ground.database
    for statement in (
        "update {schema}.plan_import set original = 'x' where id = :id",
        "update {schema}.plan_import_correction set reason = 'x' where import_id = :id",
        "delete from {schema}.plan_import_correction where import_id = :id",
    ):
        async with database.transaction() as session:
            with pytest.raises(DBAPIError):
                await run_sql(session, statement, id=sent["id"])

"""A forbidden target is told to who works on the draft, with its place and its ground, before a plan is made of it."""

from typing import Any

import httpx
import pytest

from services.plans.use_cases.findings_in_draft import findings_in_text
from tests.plans.tree import Tree

IMPORTS = "/api/v1/plans/imports"


def text(tree: Tree) -> str:
    return f"""云泽市普通高中提升方案（虚构 {tree.mark}）
一、重点任务
（一）提高质量。到2026年本科上线率达到60%。（责任单位：市教育局）
（二）规范办学。严禁下达升学指标，高中阶段毛入学率达到95%。（责任单位：市教育局）
二、保障措施
（一）强化考核。年度考核以学生考试成绩为主要依据，
奖励先进。
"""


@pytest.fixture
async def sent(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    answer = await http.post(
        IMPORTS,
        params={"jurisdiction": tree.county},
        content=text(tree).encode(),
        headers={"Content-Type": "text/plain; charset=utf-8"},
    )
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def correct(http: httpx.AsyncClient, sent: dict[str, Any], node: str, patch: Any) -> httpx.Response:
    body = {"reason": "Not allowed as a target · 不得作为目标", "corrections": [{"node": node, "patch": patch}]}
    return await http.patch(f"{IMPORTS}/{sent['id']}", json=body)


def nodes(shown: dict[str, Any]) -> list[str | None]:
    return [each["node"] for each in shown["draft"]["findings"]]


async def test_the_draft_says_which_of_its_nodes_set_a_forbidden_target(tree: Tree, sent: dict[str, Any]) -> None:
    words = text(tree)
    assert nodes(sent) == ["/targets/0/statement/zh", "/measures/0/summary/zh", None]
    for each in sent["draft"]["findings"]:
        start, end = each["span"]
        assert (each["code"], words[start:end]) == ("target_forbidden", each["text"])
        assert each["what"]["zh"].startswith("不得以")
        assert (each["ground"]["document_number"], each["ground"]["clause"]) == ("中发〔2020〕19号", "二(一)3")
    assert [each["text"] for each in sent["draft"]["findings"]][:2] == ["本科上线率", "本科上线率"]
    assert sent["counts"]["findings"] == 3


async def test_words_that_stand_in_no_part_of_the_draft_are_told_too(sent: dict[str, Any]) -> None:
    alone = sent["draft"]["findings"][-1]
    assert (alone["node"], "考试成绩" in alone["text"]) == (None, True)


async def test_a_finding_goes_with_the_words_and_comes_with_them(http: httpx.AsyncClient, sent: dict[str, Any]) -> None:
    better = {"zh": "提高质量，高中阶段毛入学率达到95%。"}
    assert nodes((await correct(http, sent, "/measures/0/summary", better)).json()) == ["/targets/0/statement/zh", None]
    assert nodes((await correct(http, sent, "/targets/0", None)).json()) == [None]
    worse = (await correct(http, sent, "/measures/1/title", {"zh": "中考平均分提高10分"})).json()
    (first, _) = worse["draft"]["findings"]
    assert (first["node"], first["text"], first["span"]) == ("/measures/1/title/zh", "中考平均分提高10分", None)


async def test_nobody_corrects_the_findings_themselves(http: httpx.AsyncClient, sent: dict[str, Any]) -> None:
    refused = await correct(http, sent, "/findings/0", None)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "node_unknown")
    whole = await correct(http, sent, "", {"findings": []})
    assert (whole.status_code, len(whole.json()["draft"]["findings"])) == (200, 3)


async def test_forbidden_targets_are_named_with_all_that_the_draft_still_lacks(
    http: httpx.AsyncClient, tree: Tree, sent: dict[str, Any]
) -> None:
    refused = await http.post(f"{IMPORTS}/{sent['id']}/plan", json={"code": f"{tree.mark}-plan"})
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "draft_unfinished")
    assert {each["code"] for each in told["errors"]} >= {"organisation_unread", "target_forbidden"}
    forbidden = [each for each in told["errors"] if each["code"] == "target_forbidden"]
    assert [each["pointer"] for each in forbidden] == ["/targets/0/statement/zh", "/measures/0/summary/zh"]
    assert "中发〔2020〕19号" in forbidden[0]["expected"]


async def test_the_source_shows_a_finding_beside_its_words(http: httpx.AsyncClient, sent: dict[str, Any]) -> None:
    beside = (await http.get(f"{IMPORTS}/{sent['id']}/source")).json()
    found = {each["node"]: each["words"] for each in beside["parts"]}
    assert found["/findings/0"] == "本科上线率"


def test_a_text_of_one_endless_line_is_looked_through_piece_by_piece() -> None:
    found = findings_in_text("改善条件" * 20_000 + "，本科上线率达到60%")
    assert [each.text for each in found] == ["本科上线率"]

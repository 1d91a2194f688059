"""The responsibility matrix as an office prints it and as a program reads it."""

import csv
from typing import Any

import httpx
import pytest_asyncio
from fastapi import FastAPI

from services.kernel.representations import CSV, XLSX
from tests.plans.asked import DRAFT, collect, plan, published, target
from tests.plans.tree import Tree, named
from tests.workbook import pages, parts


@pytest_asyncio.fixture
async def asked(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    await collect(http, tree)
    loose = target("T02", 20, None, measure=None, statement={"zh": "=HYPERLINK(1)", "en": "A trap"})
    return await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31"), loose]))


def address(found: dict[str, Any]) -> str:
    return f"/api/v1/plans/plans/{found['code']}/responsibilities"


async def get(http: httpx.AsyncClient, path: str, accept: str, **more: str) -> httpx.Response:
    return await http.get(path, headers={"accept": accept, **more})


async def test_a_stranger_is_told_nothing_and_a_type_that_is_not_offered_is_refused(
    http: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    assert (await get(http, address(asked), XLSX, **{"x-grant": ""})).status_code == 401
    answer = await get(http, address(asked), "application/pdf")
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")
    assert answer.json()["offered"] == ["application/json", CSV, XLSX]


async def test_a_draft_is_no_file_for_who_may_not_see_it(http: httpx.AsyncClient, tree: Tree) -> None:
    found = plan(tree, "d", tree.county, [target("T01", 15, "2021-12-31")])
    await collect(http, tree)
    await http.put(f"/api/v1/plans/plans/{found['code']}", json=found)
    assert (await get(http, address(found), XLSX, **named("school", tree.school))).status_code == 404
    (page, *_) = pages((await get(http, address(found), XLSX)).content)
    assert "Not published yet" in page.cells["A3"]


async def test_each_representation_has_its_own_tag_and_says_that_it_varies(
    http: httpx.AsyncClient, asked: dict[str, Any]
) -> None:
    answers = [await get(http, address(asked), accept) for accept in ("application/json", CSV, XLSX)]
    assert [answer.headers["content-type"] for answer in answers] == ["application/json", f"{CSV}; charset=utf-8", XLSX]
    assert len({answer.headers["etag"] for answer in answers}) == 3
    assert {answer.headers["vary"] for answer in answers} == {"Authorization, Accept-Language, Accept"}
    again = await get(http, address(asked), XLSX, **{"if-none-match": answers[2].headers["etag"]})
    assert (again.status_code, again.headers["vary"]) == (304, "Authorization, Accept-Language, Accept")
    assert (
        answers[2].headers["content-disposition"] == f'attachment; filename="{asked["code"]}-r1-responsibilities.xlsx"'
    )


async def test_the_workbook_is_what_an_office_prints(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    body = (await get(http, address(asked), XLSX)).content
    assert body == (await get(http, address(asked), XLSX)).content
    measures, duties, targets = pages(body)
    assert [page.name for page in (measures, duties, targets)] == ["责任分解表", "单位职责", "目标"]
    assert (measures.cells["A1"], measures.cells["A2"]) == (
        "虚构方案a　责任分解表", "Fictitious plan a · Responsibility matrix",
    )  # fmt: skip
    assert measures.cells["A3"] == "文号 No. 虚构〔2021〕1号　　现行有效 In force（2021-09-01 起）"
    head = [measures.cells[f"{letter}5"] for letter in "ABCDEFGH"]
    assert [each.split("\n")[0] for each in head] == [
        "序号", "工程", "措施", "牵头单位", "配合单位", "责任单位", "目标与时限", "依据位置",
    ]  # fmt: skip
    assert head[3].split("\n")[1] == "Lead"
    assert measures.cells["B6"] == "办学条件\nSchool conditions"
    assert "B6:B7" in measures.merged
    assert measures.cells["C6"] == "措施m1.1\nMeasure m1.1"
    assert measures.cells["D6"] == f"虚构{tree.office}\nFictitious {tree.office}"
    assert measures.cells["E6"] == f"虚构{tree.school}等\nFictitious {tree.school} and others"
    assert (
        measures.cells["G6"] == "T01 目标T01（不低于15册/生；2021-12-31）\nTarget T01 (at least 15 册/生; 2021-12-31)"
    )
    assert (measures.cells["H6"], measures.cells["A7"]) == ("二m1.1", "2")
    assert [duties.cells[f"{letter}6"] for letter in "BDE"] == [
        f"虚构{tree.office}\nFictitious {tree.office}", "责任 Responsible", "财政",
    ]  # fmt: skip
    assert targets.column("B")[1:] == ["T01", "T02"]
    assert targets.cells["C7"] == "=HYPERLINK(1)\nA trap"
    assert targets.cells["E7"] == "未写时限\nno deadline"
    assert b"2021-09-01T00:00:00Z" in parts(body)["docProps/core.xml"]


async def test_the_table_for_programs_leaves_nothing_out_and_marks_every_row(
    http: httpx.AsyncClient, tree: Tree, asked: dict[str, Any]
) -> None:
    text = (await get(http, address(asked), CSV)).content.decode("utf-8-sig")
    head, *rows = csv.reader(text.splitlines(keepends=True))
    assert head[:4] == ["类别 Kind", "序号 No.", "工程 Programme", "措施、职责或目标 Measure, duty or target"]
    assert [row[0] for row in rows] == ["措施 measure", "措施 measure", "职责 duty", "目标 target"]
    assert {len(row) for row in rows} == {len(head)}
    assert {tuple(row[-3:]) for row in rows} == {(asked["code"], "1", "现行有效 In force（2021-09-01 起）")}
    assert rows[3][3] == "'=HYPERLINK(1)\nA trap"
    assert rows[2][4:7] == ["", "财政", f"虚构{tree.office}\nFictitious {tree.office}"]


async def test_what_does_not_bind_is_marked_for_information(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    draft = await published(http, plan(tree, "d", tree.province, [target("T01", 15, "2021-12-31")], **DRAFT))
    for page in pages((await get(http, address(draft), XLSX)).content):
        assert "征求意见稿，仅供参考" in page.cells["A3"]
    rows = list(csv.reader((await get(http, address(draft), CSV)).content.decode("utf-8-sig").splitlines()))
    assert "征求意见稿，仅供参考" in rows[-1][-1]


async def test_a_plan_that_nobody_has_translated_says_everything_once(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    once = {"zh": "补充图书", "en": "补充图书"}
    asks = target("T01", 15, "2021-12-31", statement=once)
    found = plan(tree, "u", tree.province, [asks], title={"zh": "虚构方案", "en": "虚构方案"})
    found["programmes"][0]["title"] = found["programmes"][0]["measures"][0]["title"] = once
    await published(http, found)
    measures, _, targets = pages((await get(http, address(found), XLSX)).content)
    assert (measures.cells["A1"], measures.cells["A2"]) == ("虚构方案　责任分解表", "Responsibility matrix")
    assert (measures.cells["B6"], measures.cells["C6"]) == ("补充图书", "补充图书")
    assert measures.cells["G6"] == "T01 补充图书（不低于15册/生；2021-12-31）"
    assert (targets.cells["C6"], targets.cells["G6"]) == ("补充图书", "补充图书")
    days = (await get(http, f"/api/v1/plans/plans/{found['code']}/calendar", "text/calendar")).content.decode()
    assert "SUMMARY:目标到期：补充图书\r\n" in days


async def test_the_json_says_what_the_files_say(http: httpx.AsyncClient, asked: dict[str, Any]) -> None:
    matrix = (await http.get(address(asked))).json()
    assert (matrix["number"], matrix["legal_status"], matrix["in_force_from"], matrix["date_certainty"]) == (
        "虚构〔2021〕1号", "in_force", "2021-09-01", "printed",
    )  # fmt: skip
    assert [(each["code"], each["measure"], each["line_text"]) for each in matrix["targets"]] == [
        ("T01", "m1.1", {"zh": "不低于15册/生", "en": "at least 15 册/生"}),
        ("T02", None, {"zh": "不低于20册/生", "en": "at least 20 册/生"}),
    ]


def test_the_document_of_the_api_names_every_type(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    matrix = paths["/api/v1/plans/plans/{code}/responsibilities"]["get"]["responses"]["200"]["content"]
    owed = paths["/api/v1/plans/organisations/{code}/owed"]["get"]["responses"]["200"]["content"]
    calendar = paths["/api/v1/plans/plans/{code}/calendar"]["get"]["responses"]["200"]["content"]
    assert set(matrix) == set(owed) == {"application/json", CSV, XLSX}
    assert set(calendar) == {"application/json", "text/calendar"}
    assert matrix["application/json"]["schema"]["$ref"].endswith("/ResponsibilityMatrix")

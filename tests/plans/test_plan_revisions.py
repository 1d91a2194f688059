"""Revisions and their comparison through the application, as JSON and as tables."""

import csv
import io
import zipfile
from typing import Any

import httpx
import pytest_asyncio

from services.kernel.representations import CSV, XLSX
from tests.plans.documents import document
from tests.plans.test_plan_endings import enter, url
from tests.plans.tree import Tree, named


@pytest_asyncio.fixture
async def plan(http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]) -> dict[str, Any]:
    """Two revisions; the later one asks for five books more and gives the measure another title."""
    first = document(f"{tree.mark}-plan", tree.county)
    await enter(http, administrator, first)
    second = document(f"{tree.mark}-plan", tree.county)
    second["targets"][0]["value"] = 20
    second["programmes"][0]["measures"][0]["title"]["zh"] = "=图书与阅读"
    await enter(http, administrator, second, published_on="2022-09-01", reason="revised after a year")
    return second


async def compare(
    http: httpx.AsyncClient, code: str, accept: str = "", *, numbers: tuple[int, int] | None = None
) -> httpx.Response:
    params = {} if numbers is None else {"from": numbers[0], "to": numbers[1]}
    return await http.get(f"{url(code)}/comparison", params=params, headers={"Accept": accept})


async def test_a_plan_that_was_never_published_has_no_revisions_to_show(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    draft = document(f"{tree.mark}-draft", tree.county)
    await http.put(url(draft["code"]), json=draft, headers=administrator)
    for headers in (administrator, named("school", tree.school)):
        assert (await http.get(f"{url(draft['code'])}/revisions", headers=headers)).status_code == 404
    assert (await http.get(f"{url(draft['code'])}/comparison", headers=named("school", tree.school))).status_code == 404


async def test_revisions_say_when_why_by_whom_and_what_they_hold(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    at, school = f"{url(plan['code'])}/revisions", named("school", tree.school)
    items = (await http.get(at, headers=school)).json()["items"]
    assert [(each["revision"], each["published_on"], each["reason"]) for each in items] == [
        (1, "2021-09-01", "issued by the county"),
        (2, "2022-09-01", "revised after a year"),
    ]
    assert [(each["published_by"], each["imported_by"]) for each in items] == [("tester-administrator", None)] * 2
    assert items[0]["counts"]["measures"] == 1
    first = (await http.get(at, params={"limit": 1})).json()
    rest = (await http.get(at, params={"limit": 1, "cursor": first["next"]})).json()
    assert (first["items"] + rest["items"], rest["next"]) == (items, None)


async def test_the_newest_is_compared_with_the_one_before_it(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any]
) -> None:
    found = (await compare(http, plan["code"])).json()
    assert (found["before"]["revision"], found["after"]["revision"], found["total"]) == (1, 2, 2)
    assert found["after"] == {"revision": 2, "published_on": "2022-09-01", "reason": "revised after a year"}
    assert found["counts"] == {"measure": 1, "target": 1}
    title, value = found["changes"]
    assert (title["part"], title["kind"], title["code"], title["within"]) == ("measure", "reworded", "m1.1", "p1")
    assert (value["kind"], value["field"], value["place"]) == ("value_changed", "value", "二(一)1")
    assert (value["before"], value["after"]) == (15, 20)
    assert value["sentence"]["zh"].endswith("数值由“15”改为“20”。")


async def test_any_two_revisions_are_compared_in_either_direction(
    http: httpx.AsyncClient, plan: dict[str, Any]
) -> None:
    back = (await compare(http, plan["code"], numbers=(2, 1))).json()
    assert [(each["before"], each["after"]) for each in back["changes"]][1] == (20, 15)
    assert (await compare(http, plan["code"], numbers=(1, 1))).json()["changes"] == []
    assert (await compare(http, plan["code"], numbers=(1, 9))).status_code == 404


async def test_the_first_revision_has_nothing_before_it(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    only = document(f"{tree.mark}-only", tree.county)
    await enter(http, administrator, only)
    refused = await compare(http, only["code"])
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "nothing_earlier")


async def test_a_draft_is_compared_before_it_is_published_by_who_may_see_it(
    http: httpx.AsyncClient, tree: Tree, plan: dict[str, Any], administrator: dict[str, str]
) -> None:
    await http.put(url(plan["code"]), json=plan | {"guarantees": [
        {"code": "g1", "title": {"zh": "经费", "en": "Money"}, "place": "四"}
    ]}, headers=administrator)  # fmt: skip
    asked = f"{url(plan['code'])}/comparison"
    hidden = await http.get(asked, params={"to": 3}, headers=named("school", tree.school))
    shown = (await http.get(asked, params={"to": 3}, headers=administrator)).json()
    assert hidden.status_code == 404
    assert [(each["part"], each["kind"]) for each in shown["changes"]] == [("guarantee", "added")]
    assert shown["after"] == {"revision": 3, "published_on": None, "reason": None}


async def test_the_comparison_is_a_table_that_office_programs_open(
    http: httpx.AsyncClient, plan: dict[str, Any]
) -> None:
    answer = await compare(http, plan["code"], CSV)
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert answer.content.startswith("\ufeff".encode())
    assert "Accept" in answer.headers["vary"].split(", ")
    heading, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert heading[:4] == ["序号 No.", "类别 Part", "变动 Change", "编号 Code"]
    assert rows[0][8] == "'=图书与阅读"
    assert rows[1][:9] == [
        "2", "目标 Target", "改数值 value changed", "T01", "", "二(一)1", "数值 value", "15", "20",
    ]  # fmt: skip


async def test_the_comparison_is_a_sheet_to_print(http: httpx.AsyncClient, plan: dict[str, Any]) -> None:
    answer = await compare(http, plan["code"], XLSX)
    assert answer.headers["content-type"] == XLSX
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        said = parts.read("xl/sharedStrings.xml").decode()
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "示例方案（虚构）：修订对照表" in said
    assert "=图书与阅读" in said
    assert "<f>" not in page
    assert 'orientation="landscape"' in page
    again = await http.get(
        f"{url(plan['code'])}/comparison", headers={"Accept": XLSX, "If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304

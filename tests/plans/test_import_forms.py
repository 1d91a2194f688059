"""Documents in the forms that offices send, through the door: the same duties and targets whatever carries them."""

import io
from typing import Any

import docx
import httpx
import pytest

from services.plans.readers.sources import WORD
from tests.plans.tree import Tree, named

IMPORTS = "/api/v1/plans/imports"
HEAD = ("序号", "项目", "目标值", "主责单位", "协办单位", "时间节点")
ROWS = (
    ("1", "新建公办幼儿园", "45个", "县教育局", "县财政局、县住建局", "2025年12月"),
    ("2", "公办园在园幼儿占比", "≥95%", "县教育局", "教育督导室", "2026年底"),
)
SECTION = "一、学前教育"


def title(tree: Tree) -> str:
    return f"青禾县教育任务清单（虚构 {tree.mark}）"


def markdown(tree: Tree) -> bytes:
    rows = [HEAD, ("---",) * len(HEAD), (f"**{SECTION}**",), *ROWS]
    return "\n".join([f"# {title(tree)}", "", *("| " + " | ".join(row) + " |" for row in rows)]).encode()


def tabs(tree: Tree) -> bytes:
    return "\n".join([title(tree), "", "\t".join(HEAD), SECTION, *("\t".join(row) for row in ROWS)]).encode("utf-16-le")


def one_cell_a_line(tree: Tree) -> bytes:
    return "\r\n".join([title(tree), *HEAD, SECTION, *(cell for row in ROWS for cell in row)]).encode("gb18030")


def page(tree: Tree) -> bytes:
    rows = [
        f"<tr><td colspan=6>{SECTION}</td></tr>",
        *("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in ROWS),
    ]
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    return f"<html><body><h1>{title(tree)}</h1><table><tr>{head}</tr>{''.join(rows)}</table></body></html>".encode()


def word(tree: Tree) -> bytes:
    made = docx.Document()
    made.add_heading(title(tree), 0)
    table = made.add_table(rows=4, cols=6)
    for number, row in ((0, HEAD), (2, ROWS[0]), (3, ROWS[1])):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    table.cell(1, 0).text = SECTION
    table.cell(1, 0).merge(table.cell(1, 5))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


FORMS = {
    "markdown": ("text/plain; charset=utf-8", markdown),
    "tabs in UTF-16": ("text/plain", tabs),
    "one cell a line in GB18030": ("text/plain; charset=gb2312", one_cell_a_line),
    "HTML": ("text/html; charset=utf-8", page),
    "Word": (WORD, word),
}


async def send(http: httpx.AsyncClient, tree: Tree, kind: str, body: bytes, **more: Any) -> httpx.Response:
    params = {"jurisdiction": tree.county}
    return await http.post(
        IMPORTS, params=params, content=body, headers={"Content-Type": kind, **more.get("headers", {})}
    )


async def test_a_stranger_sends_no_table(http: httpx.AsyncClient, tree: Tree) -> None:
    answer = await send(http, tree, *_form("markdown", tree), headers=named("school", tree.county))
    assert answer.status_code == 403


def _form(name: str, tree: Tree) -> tuple[str, bytes]:
    kind, made = FORMS[name]
    return kind, made(tree)


@pytest.mark.parametrize("body", [b"\x00\x01\x02" * 900, b"\x7fELF" + b"\x00" * 4000], ids=["controls", "program"])
async def test_bytes_that_are_no_text_are_refused(http: httpx.AsyncClient, tree: Tree, body: bytes) -> None:
    answer = await send(http, tree, "text/plain", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not_what_it_says")


@pytest.mark.parametrize("name", FORMS)
async def test_a_list_of_tasks_is_read_alike_in_every_form(http: httpx.AsyncClient, tree: Tree, name: str) -> None:
    answer = await send(http, tree, *_form(name, tree))
    assert answer.status_code == 201, answer.text
    draft = answer.json()["draft"]
    assert draft["title"]["zh"] == title(tree)
    (programme,) = draft["programmes"]
    assert programme["title"]["zh"].endswith("学前教育")
    assert [
        [(one["name_in_source"], one["role"]) for one in each["assignments"]] for each in programme["measures"]
    ] == [
        [("县教育局", "lead"), ("县财政局", "cooperating"), ("县住建局", "cooperating")],
        [("县教育局", "lead"), ("教育督导室", "cooperating")],
    ]
    assert [
        (each["statement"]["zh"], each["value"], each["unit"], each["comparison"], each["deadline"], each["measure"])
        for each in draft["targets"]
    ] == [
        ("新建公办幼儿园 45个", 45, "个", ">=", "2025-12-31", programme["measures"][0]["code"]),
        ("公办园在园幼儿占比 ≥95%", 95, "%", ">=", "2026-12-31", programme["measures"][1]["code"]),
    ]
    assert draft["defects"] == []


async def test_control_characters_show_and_what_has_no_width_is_gone(http: httpx.AsyncClient, tree: Tree) -> None:
    body = markdown(tree).replace("县住建局".encode(), "县\u200b住建\ufeff局".encode()).replace(b"2026", b"20\x0026")
    draft = (await send(http, tree, "text/plain", b"\xef\xbb\xbf" + body)).json()["draft"]
    (programme,) = draft["programmes"]
    assert programme["measures"][0]["assignments"][2]["name_in_source"] == "县住建局"
    assert [each["code"] for each in draft["defects"]] == ["characters_lost"]
    assert draft["targets"][1]["deadline"] is None

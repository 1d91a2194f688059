"""Descriptions that are posted again: what they correct, what they change from a day on, what they leave alone."""

from typing import Any

import httpx

from tests.plans.happenings import URL, happened, name, posted, shown
from tests.plans.tree import Tree, organisation


async def kinds(http: httpx.AsyncClient, code: str) -> list[tuple[str, str | None]]:
    items = (await http.get(f"{URL}/{code}/events")).json()["items"]
    return [(event["kind"], event["on"]) for event in items]


def office(tree: Tree, zh: str, **more: Any) -> dict[str, Any]:
    return organisation(tree.office, tree.county, "department", **more) | {"name": name(zh)}


async def test_without_a_day_the_record_is_corrected_and_keeps_what_it_said(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    moment = (await http.get(f"{URL}/{tree.office}/events")).json()["items"][0]["recorded_at"]
    await posted(http, office(tree, "甲"), reason="原名录入有误")
    assert (await shown(http, tree.office, "2001-01-01"))["name"]["zh"] == "甲"
    before = await shown(http, tree.office, "2001-01-01", known_at=moment)
    assert before["name"]["zh"] == f"虚构{tree.office}"
    assert await kinds(http, tree.office) == [("registered", None), ("corrected", None)]


async def test_a_correction_reaches_back_as_far_as_the_value_it_corrects(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "renamed", "2022-09-01", name=name("乙"))
    await posted(http, office(tree, "甲"))
    names = [(await shown(http, tree.office, f"{year}-12-31"))["name"]["zh"] for year in (2021, 2022)]
    assert names == [f"虚构{tree.office}", "甲"]
    assert await kinds(http, tree.office) == [
        ("registered", None),
        ("corrected", None),
        ("renamed", "2022-09-01"),
        ("corrected", "2022-09-01"),
    ]


async def test_with_a_day_the_new_values_hold_from_it(http: httpx.AsyncClient, tree: Tree) -> None:
    await posted(http, office(tree, "甲", aliases=[f"教体局{tree.mark}"]), on="2022-09-01")
    names = [(await shown(http, tree.office, f"{year}-12-31"))["name"]["zh"] for year in (2021, 2022)]
    assert names == [f"虚构{tree.office}", "甲"]
    again = await posted(http, office(tree, "甲", aliases=[f"教体局{tree.mark}"]), on="2022-09-01")
    assert again["unchanged"] == 1
    early = {"organisations": [office(tree, "乙")], "on": "2022-01-01"}
    answer = await http.post(URL, json=early)
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("later_entry", "/organisations/0")
    ] * 2


async def test_a_list_loaded_again_reopens_nobody(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.school, "closed", "2023-09-01")
    school, *_ = tree.organisations()
    assert (await posted(http, school))["unchanged"] == 1
    assert (await shown(http, tree.school))["closed_on"] == "2023-09-01"
    answer = await http.post(URL, json={"organisations": [school | {"closed_on": "2024-09-01"}]})
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("recorded_as_event", "/organisations/0/closed_on")
    ]


async def test_a_correction_contradicts_no_event(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "renamed", "2022-09-01", name=name("乙"))
    answer = await http.post(URL, json={"organisations": [office(tree, "乙", closed_on="2021-09-01")]})
    assert [fault["code"] for fault in answer.json()["errors"]] == ["contradicts_entry"]


async def test_no_correction_makes_a_circle_of_the_past(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "moved", "2022-09-01", parent=tree.other_county)
    item = organisation(tree.county, tree.office, division_code="640221")
    answer = await http.post(URL, json={"organisations": [item]})
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("parent_is_below", "/organisations/0/parent")
    ]
    await posted(http, item, on="2022-09-01")
    assert (await shown(http, tree.county, "2022-08-31"))["parent"] == tree.province

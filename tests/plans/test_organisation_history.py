"""Organisations as they were on a day, as they were known at a moment, and as lists of a day."""

from typing import Any

import httpx
import pytest

from tests.plans.happenings import URL, happen, happened, listed, name, posted, shown
from tests.plans.tree import Tree, organisation


def another_code(tree: Tree) -> str:
    return "31" + tree.school_code[2:]


async def test_a_day_shows_name_place_and_attributes_as_they_were(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.school, "renamed", "2023-09-01", name=name("甲"))
    await happened(http, tree.office, "moved", "2022-09-01", parent=tree.other_county)
    await happened(http, tree.school, "reclassified", "2021-09-01", attributes={"place": "rural"})
    told = [
        (one["name"]["zh"], one["path"].split("/")[3], one["attributes"]["place"])
        for one in [await shown(http, tree.school, f"{year}-12-31") for year in (2020, 2021, 2022, 2023)]
    ]
    old = f"虚构{tree.school}"
    assert told == [
        (old, tree.county, None),
        (old, tree.county, "rural"),
        (old, tree.other_county, "rural"),
        ("甲", tree.other_county, "rural"),
    ]
    newest, last = await shown(http, tree.school), await shown(http, tree.school, "2023-12-31")
    assert newest | {"standing": "open"} == last


async def test_a_life_has_a_first_day_and_a_first_day_without_it(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.school, "opened", "2003-09-01")
    await happened(http, tree.school, "closed", "2023-09-01")
    for on, standing in (
        ("2003-08-31", "not_yet_open"),
        ("2003-09-01", "open"),
        ("2023-08-31", "open"),
        ("2023-09-01", "closed"),
    ):
        assert (await shown(http, tree.school, on))["standing"] == standing
        assert await listed(http, below=tree.office, as_of=on, standing=standing) == [tree.school]
        others = {"open", "closed", "not_yet_open"} - {standing}
        assert [await listed(http, below=tree.office, as_of=on, standing=one) for one in others] == [[], []]


async def test_a_standing_without_a_day_says_nothing(http: httpx.AsyncClient, tree: Tree) -> None:
    answer = await http.get(URL, params={"standing": "open"})
    assert [fault["code"] for fault in answer.json()["errors"]] == ["as_of_missing"]
    answer = await http.get(f"{URL}/{tree.school}", params={"known_at": "2026-01-01T00:00:00Z"})
    assert [fault["code"] for fault in answer.json()["errors"]] == ["as_of_missing"]


async def test_lists_of_a_day_filter_by_what_was_so_on_it(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "moved", "2022-09-01", parent=tree.other_county)
    await happened(http, tree.school, "renamed", "2022-09-01", name=name(f"甲{tree.mark}"))
    before, after = "2022-08-31", "2022-09-01"
    assert await listed(http, below=tree.county, as_of=before) == [tree.office, tree.school]
    assert await listed(http, below=tree.county, as_of=after) == []
    assert await listed(http, below=tree.other_county, as_of=after, kind="school") == [tree.school]
    assert await listed(http, parent=tree.other_county, as_of=after) == [tree.office]
    assert await listed(http, name=f"虚构{tree.school}", as_of=before) == [tree.school]
    assert await listed(http, name=f"虚构{tree.school}", as_of=after) == []
    assert await listed(http, name=f"甲{tree.mark}") == [tree.school]
    first = (await http.get(URL, params={"below": tree.county, "as_of": before, "limit": 1})).json()
    rest = {"below": tree.county, "as_of": before, "limit": 1, "cursor": first["next"]}
    assert await listed(http, **rest) == [tree.school]
    assert await listed(http, below=tree.province, as_of="0001-01-01") == await listed(
        http, below=tree.province, as_of=before
    )


async def test_what_was_known_then_is_kept_apart_from_what_is_recorded_now(http: httpx.AsyncClient, tree: Tree) -> None:
    moment = (await happened(http, tree.school, "renamed", "2020-09-01", name=name("甲")))["recorded_at"]
    await happened(http, tree.office, "moved", "2019-09-01", parent=tree.other_county)
    await happened(http, tree.school, "renamed", "2019-09-01", name=name("乙"))
    await happened(http, tree.school, "merged_into", "2021-09-01", successor=tree.other_county)
    then = await shown(http, tree.school, "2022-01-01", known_at=moment)
    now = await shown(http, tree.school, "2022-01-01")
    assert (then["name"]["zh"], then["path"].split("/")[3]) == ("甲", tree.county)
    assert (then["standing"], then["successors"]) == ("open", [])
    assert (now["path"].split("/")[3], now["standing"]) == (tree.other_county, "closed")
    assert [one["organisation"] for one in now["successors"]] == [tree.other_county]
    assert (await shown(http, tree.school, "2020-01-01"))["name"]["zh"] == "乙"
    answer = await http.get(f"{URL}/{tree.school}", params={"as_of": "2022-01-01", "known_at": "2001-01-01T00:00:00Z"})
    assert answer.status_code == 404


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:00:00-08:00", "2022-01-01T00:00:00"])
async def test_a_moment_that_no_clock_shows_is_refused(http: httpx.AsyncClient, tree: Tree, moment: str) -> None:
    answer = await http.get(f"{URL}/{tree.school}", params={"as_of": "2022-01-01", "known_at": moment})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?known_at")


async def test_a_school_keeps_its_own_code_while_its_school_code_changes(http: httpx.AsyncClient, tree: Tree) -> None:
    old, new = tree.school_code, another_code(tree)
    change = {"school_kind": "junior_secondary", "school_code": new}
    await happened(http, tree.school, "reclassified", "2022-09-01", attributes=change)
    assert await listed(http, school_code=new) == await listed(http, school_code=old, as_of="2022-08-31")
    assert await listed(http, school_code=new, as_of="2022-09-01") == [tree.school]
    assert await listed(http, school_code=old) == await listed(http, school_code=new, as_of="2022-08-31") == []
    found = await shown(http, tree.school)
    assert found["school_codes"] == [
        {"school_code": old, "since": None, "until": "2022-09-01"},
        {"school_code": new, "since": "2022-09-01", "until": None},
    ]
    assert found["attributes"]["stages"] == ["junior_secondary"]
    assert (await shown(http, tree.school, "2022-08-31"))["attributes"]["stages"] == ["primary", "junior_secondary"]


async def test_no_two_schools_bear_one_code_on_the_same_day(http: httpx.AsyncClient, tree: Tree) -> None:
    other = f"{tree.mark}-other"
    school = organisation(other, tree.office, "school", attributes={"school_code": tree.school_code})
    answer = await http.post(URL, json={"organisations": [school]})
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("school_code_taken", "/organisations/0/attributes/school_code")
    ]
    await posted(http, organisation(other, tree.office, "school"))
    taken = {"attributes": {"school_code": tree.school_code}}
    answer = await happen(http, other, "reclassified", "2023-09-01", **taken)
    assert [fault["code"] for fault in answer.json()["errors"]] == ["school_code_taken"]
    await happened(http, tree.school, "closed", "2023-09-01")
    await happened(http, other, "reclassified", "2023-09-01", **taken)
    assert await listed(http, school_code=tree.school_code, as_of="2024-01-01", standing="open") == [other]


async def test_boarding_is_told_in_words_and_yes_and_no_are_still_taken(http: httpx.AsyncClient, tree: Tree) -> None:
    for given, kept in ((True, "boarding"), (False, "day"), ("some_boarders", "some_boarders")):
        await posted(http, organisation(tree.school, tree.office, "school", attributes={"boarding": given}))
        assert (await shown(http, tree.school))["attributes"]["boarding"] == kept


@pytest.mark.parametrize(
    ("attributes", "fault"),
    [
        ({"school_kind": "primary", "stages": ["primary", "senior_secondary"]}, "stages_contradict_kind"),
        ({"school_code": "0000000000"}, "school_code_invalid"),
    ],
)
async def test_a_description_that_contradicts_itself_is_refused(
    http: httpx.AsyncClient, tree: Tree, attributes: dict[str, Any], fault: str
) -> None:
    school = organisation(tree.school, tree.office, "school", attributes=attributes)
    answer = await http.post(URL, json={"organisations": [school]})
    assert [each["code"] for each in answer.json()["errors"]] == [fault]


async def test_a_split_leaves_successors_and_where_it_continues_the_old_one_too(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    east, west = f"{tree.mark}-east", f"{tree.mark}-west"
    await posted(http, *(organisation(code, tree.office, "school") for code in (east, west)))
    await happened(http, tree.school, "split_into", "2022-09-01", successors=[east], continues=True)
    assert (await shown(http, tree.school, "2022-09-01"))["standing"] == "open"
    await happened(http, tree.school, "split_into", "2023-09-01", successors=[east, west])
    found = await shown(http, tree.school, "2023-09-01")
    assert (found["standing"], found["closed_on"]) == ("closed", "2023-09-01")
    assert [(one["organisation"], one["on"], one["continues"]) for one in found["successors"]] == [
        (east, "2022-09-01", True),
        (east, "2023-09-01", False),
        (west, "2023-09-01", False),
    ]

"""Organisations through the application."""

from typing import Any

import httpx
import pytest

from tests.plans.conftest import Changes
from tests.plans.happenings import happened
from tests.plans.tree import Tree, named, organisation

URL = "/api/v1/plans/organisations"


async def post(http: httpx.AsyncClient, headers: dict[str, str], *items: dict[str, Any]) -> httpx.Response:
    return await http.post(URL, json={"organisations": list(items)}, headers=headers)


async def test_other_roles_change_nothing(http: httpx.AsyncClient, tree: Tree) -> None:
    answer = await post(http, named("reviewer", tree.county), organisation(tree.office, tree.county, "department"))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


async def test_an_administrator_of_one_county_touches_nothing_of_another(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    mine, theirs = organisation(tree.office, tree.county), organisation(f"{tree.mark}-new", tree.other_county)
    answer = await post(http, administrator, mine, theirs, organisation(tree.province, None))
    assert answer.status_code == 403
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "/organisations/1/parent",
        "/organisations/2/code",
    ]


@pytest.mark.parametrize("who", ["county", "other_county"])
async def test_a_move_needs_both_ends(http: httpx.AsyncClient, tree: Tree, who: str) -> None:
    headers = named("administrator", getattr(tree, who))
    answer = await post(http, headers, organisation(tree.office, tree.other_county, "department"))
    assert answer.status_code == 403


async def test_faults_are_given_with_their_place(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    items = [organisation(tree.office, tree.school), organisation(f"{tree.mark}-x", "nowhere", division_code="1")]
    answer = await post(http, administrator, *items)
    assert (answer.status_code, answer.json()["code"]) == (422, "organisations_invalid")
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("parent_is_below", "/organisations/0/parent"),
        ("parent_unknown", "/organisations/1/parent"),
        ("division_code_invalid", "/organisations/1/division_code"),
    ]


async def test_a_code_with_an_underscore_gives_no_power_over_its_likeness(http: httpx.AsyncClient, tree: Tree) -> None:
    plain, like = f"{tree.mark}-l_k", f"{tree.mark}-lik"
    items = [organisation(plain, tree.province), organisation(like, tree.province), organisation(f"{like}-c", like)]
    assert (await post(http, {}, *items)).status_code == 200
    found = await http.get(URL, params={"below": plain})
    assert found.json()["items"] == []


async def test_the_administrator_changes_the_county_and_the_feed_says_so_once(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], changes: Changes
) -> None:
    item = organisation(tree.county, tree.province, division_code="640221", aliases=["平罗"])
    first = await post(http, administrator, item)
    again = await post(http, administrator, item)
    assert [answer.json()["items"][0]["outcome"] for answer in (first, again)] == ["updated", "unchanged"]
    said = await changes(tree.county)
    assert len(said) == 2
    assert said[1]["body"]["attributes"] == {
        "aliases": ["平罗"], "members": [], "synthetic": True, "name_lost_in_source": False, "division_code": "640221",
    }  # fmt: skip


async def test_a_move_republishes_the_subtree_with_new_paths(
    http: httpx.AsyncClient, tree: Tree, changes: Changes
) -> None:
    office = organisation(tree.office, tree.other_county, "department", aliases=[f"教体局{tree.mark}"])
    answer = await post(http, named("administrator", tree.province), office)
    assert (answer.json()["updated"], answer.json()["moved_below"]) == (1, 1)
    path = f"/000000/{tree.province}/{tree.other_county}/{tree.office}/{tree.school}"
    assert (await changes(tree.school))[-1]["body"]["path"] == path
    assert (await http.get(f"{URL}/{tree.school}")).json()["path"] == path
    assert len(await changes(tree.county)) == 1


async def test_a_dry_run_reports_and_keeps_nothing(http: httpx.AsyncClient, tree: Tree, changes: Changes) -> None:
    code = f"{tree.mark}-dry"
    answer = await http.post(URL, params={"dry_run": "true"}, json={"organisations": [organisation(code, None)]})
    assert (answer.status_code, answer.json()["created"]) == (200, 1)
    assert (await http.get(f"{URL}/{code}")).status_code == 404
    assert await changes(code) == []


async def test_lists_are_filtered_and_paged(http: httpx.AsyncClient, tree: Tree) -> None:
    async def codes(**filters: Any) -> list[str]:
        return [item["code"] for item in (await http.get(URL, params=filters)).json()["items"]]

    assert await codes(below=tree.county) == [tree.office, tree.school]
    assert await codes(parent=tree.province) == [tree.county, tree.other_county]
    assert await codes(below=tree.province, kind="school") == [tree.school]
    assert await codes(name=f"教体局{tree.mark}") == await codes(name=f"虚构{tree.office}") == [tree.office]
    assert await codes(name=f"教体局{tree.mark}"[:-1]) == await codes(below="nowhere") == []
    first = (await http.get(URL, params={"below": tree.province, "limit": 3})).json()
    rest = (await http.get(URL, params={"below": tree.province, "limit": 3, "cursor": first["next"]})).json()
    assert [item["code"] for item in first["items"] + rest["items"]] == sorted(
        [tree.county, tree.office, tree.school, tree.other_county]
    )
    assert rest["next"] is None


async def test_an_organisation_is_shown_as_it_was_posted(http: httpx.AsyncClient, tree: Tree) -> None:
    shown = (await http.get(f"{URL}/{tree.school}")).json()
    posted = tree.organisations()[0]
    given = posted.pop("attributes")
    assert {name: shown[name] for name in posted} == posted
    assert {name: value for name, value in shown["attributes"].items() if value is not None} == given


async def test_a_department_an_institution_and_a_private_school_are_shown_as_they_were_posted(
    http: httpx.AsyncClient, tree: Tree, changes: Changes
) -> None:
    office = organisation(tree.office, tree.county, "department", function="education", opened_on="2019-03-01")
    university = organisation(f"{tree.mark}-university", tree.county, "institution", closed_on="2024-09-01")
    school = organisation(tree.school, tree.office, "school", attributes={"ownership": "private"})
    assert (await post(http, {}, office, university, school)).status_code == 200
    for item in (office, university, school):
        shown = (await http.get(f"{URL}/{item['code']}")).json()
        given = item.pop("attributes", {})
        assert {name: shown[name] for name in item} == item
        assert {name: value for name, value in shown["attributes"].items() if value is not None} == given
    assert (await changes(tree.office))[-1]["body"]["attributes"] == {
        "aliases": [], "members": [], "synthetic": True, "name_lost_in_source": False,
        "function": "education", "opened_on": "2019-03-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {"members": ["nobody"]},
        {"members": [{"organisation": "x", "from": "2021"}]},
        {"member_rule": {"below": "x"}},
        {"member_rule": {"below": "x", "kind": "school", "levels": ["village"]}},
        {"function": "Bureau of Education"},
        {"opened_on": "2021-02-30"},
    ],
)
async def test_malformed_attributes_are_refused(http: httpx.AsyncClient, tree: Tree, more: dict[str, Any]) -> None:
    answer = await post(http, {}, organisation(f"{tree.mark}-new", tree.county, "collective", **more))
    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")


async def test_the_root_stands_from_the_first_day_and_never_changes(http: httpx.AsyncClient, changes: Changes) -> None:
    root = (await http.get(f"{URL}/000000")).json()
    assert (root["path"], root["parent"], root["name"]["zh"]) == ("/000000", None, "全国")
    assert (await changes("000000"))[0]["body"]["path"] == "/000000"
    answer = await post(http, {}, organisation("000000", None))
    assert [fault["code"] for fault in answer.json()["errors"]] == ["root_is_fixed"]


async def test_nobody_opens_below_whoever_had_closed_by_then(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "closed", "2022-09-01")
    new = organisation(f"{tree.mark}-new", tree.office, "school", opened_on="2022-09-01")
    refused = await http.post(URL, json={"organisations": [new]})
    assert refused.status_code == 422
    assert [(each["code"], each["pointer"]) for each in refused.json()["errors"]] == [
        ("parent_not_open", "/organisations/0/parent")
    ]
    for item in (new | {"opened_on": "2022-08-31"}, organisation(tree.school, tree.office, "school")):
        assert (await http.post(URL, json={"organisations": [item]})).status_code == 200

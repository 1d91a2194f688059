"""Lists of names, where one takes over the beginning of the one before it."""

from typing import Any

import httpx
import pytest

from services.plans.domain.name_resolution import Found, How, Resolution, Resolver
from services.plans.domain.organisation import ROOT, Kind, Organisation
from tests.plans.tree import Tree, organisation

URL = "/api/v1/plans/organisations"


def unit(code: str, parent: str, name: str, *aliases: str) -> Organisation:
    path = {"0": f"/{ROOT}/0", "0c": f"/{ROOT}/0/0c"}.get(parent, f"/{ROOT}")
    return Organisation(code, parent, f"{path}/{code}", Kind.DEPARTMENT, name, code, {"aliases": list(aliases)})


REGION = unit("0", ROOT, "云岭自治区人民政府", "自治区", "云岭")
COUNTY = unit("0c", "0", "清溪县人民政府", "清溪县", "县")
REGISTER = [
    REGION,
    COUNTY,
    unit("0-office", "0", "自治区党委办公厅"),
    unit("0-legal", "0", "自治区党委政法委", "自治区政法办"),
    unit("0-police", "0", "云岭自治区公安厅", "自治区公安厅", "公安厅"),
    unit("0-party-inspection", "0", "自治区党委督查室"),
    unit("0-inspection", "0", "自治区督查室"),
    unit("0-league", "0", "自治区团委"),
    unit("0-tax", "0", "云岭税务局", "税务局"),
    unit("0-audit-a", "0", "自治区审计一处", "自治区审计处"),
    unit("0-audit-b", "0", "自治区审计二处", "自治区审计处"),
    unit("0c-police", "0c", "清溪县公安局", "县公安局"),
    unit("0c-audit", "0c", "县审计处", "自治区审计处"),
]


def read(jurisdiction: Organisation, *names: str) -> list[Resolution]:
    chain = {jurisdiction.code, jurisdiction.parent}
    return list(Resolver(jurisdiction, [one for one in REGISTER if {one.code, one.parent} & chain]).read(names))


def short(found: Resolution) -> tuple[str, str | None]:
    return found.how.value, found.organisation.code if found.organisation else None


def test_a_bare_name_takes_the_longest_beginning_that_gives_a_unit() -> None:
    found = read(REGION, "自治區黨委辦公廳", "政法委", "公安廳", "團委")
    assert [short(one) for one in found] == [
        ("exact", "0-office"),
        ("prefix_inherited", "0-legal"),
        ("prefix_inherited", "0-police"),
        ("prefix_inherited", "0-league"),
    ]
    assert [one.label for one in found][1:3] == ["自治区党委政法委", "自治区公安厅"]


def test_what_two_beginnings_complete_goes_to_the_longer() -> None:
    assert [short(one)[1] for one in read(REGION, "自治区党委办公厅", "督查室")] == ["0-office", "0-party-inspection"]
    assert [short(one)[1] for one in read(REGION, "自治区团委", "督查室")] == ["0-league", "0-inspection"]


def test_the_first_name_has_no_one_to_take_from() -> None:
    assert [short(one) for one in read(REGION, "政法委", "公安厅")] == [("none", None), ("alias", "0-police")]


def test_a_name_that_says_its_level_is_read_as_it_stands() -> None:
    assert [short(one) for one in read(COUNTY, "清溪县公安局", "县公安局")] == [
        ("exact", "0c-police"),
        ("alias", "0c-police"),
    ]


def test_a_bare_name_stands_by_itself_where_no_beginning_helps() -> None:
    assert [short(one) for one in read(REGION, "自治区党委政法委", "税务局")][1] == ("alias", "0-tax")


def test_a_name_nobody_bears_hands_on_the_level_it_says_and_a_bare_one_nothing() -> None:
    found = read(REGION, "自治区党委督查组", "政法委", "无此单位", "团委")
    assert [one.how for one in found] == [How.NONE, How.PREFIX_INHERITED, How.NONE, How.PREFIX_INHERITED]


def test_a_name_of_two_units_is_left_open_with_both() -> None:
    (found,) = read(REGION, "自治区审计处")
    assert (found.how, found.organisation, found.candidates) == (How.AMBIGUOUS, None, ["0-audit-a", "0-audit-b"])


def test_the_jurisdiction_goes_before_what_lies_above() -> None:
    found = read(COUNTY, "自治区审计处", "县公安局", "自治区公安厅", "团委", "清溪县")
    assert [short(one) for one in found] == [
        ("alias", "0c-audit"),
        ("alias", "0c-police"),
        ("alias", "0-police"),
        ("prefix_inherited", "0-league"),
        ("alias", "0c"),
    ]
    here, above = Found.JURISDICTION, Found.ABOVE
    assert [one.found for one in found] == [here, here, above, above, here]


def test_what_lies_deeper_than_directly_below_is_not_found() -> None:
    assert short(*read(REGION, "县公安局")) == ("none", None)


async def resolve(http: httpx.AsyncClient, jurisdiction: str, *names: str, **headers: str) -> httpx.Response:
    body: dict[str, Any] = {"jurisdiction": jurisdiction, "names": list(names)}
    return await http.post(f"{URL}/resolutions", json=body, headers=headers)


async def test_a_stranger_resolves_nothing(http: httpx.AsyncClient, tree: Tree) -> None:
    assert (await resolve(http, tree.county, "县", **{"x-grant": ""})).status_code == 401


@pytest.mark.parametrize("names", [[], ["名"] * 501, ["名" * 101], [""]])
async def test_no_names_too_many_or_too_long_are_refused(http: httpx.AsyncClient, tree: Tree, names: list[str]) -> None:
    assert (await resolve(http, tree.county, *names)).status_code == 422


async def test_a_jurisdiction_that_is_not_known_is_named(http: httpx.AsyncClient) -> None:
    answer = await resolve(http, "nowhere", "教育局")
    assert answer.status_code == 422
    assert [(one["code"], one["pointer"]) for one in answer.json()["errors"]] == [
        ("organisation_unknown", "/jurisdiction")
    ]


async def test_names_are_resolved_in_order_and_anyone_may_ask(http: httpx.AsyncClient, tree: Tree) -> None:
    units = [
        organisation(f"{tree.mark}-edu", tree.county, "department", aliases=["县教育局"]),
        organisation(f"{tree.mark}-fin", tree.county, "department", aliases=["县财政局"]),
        organisation(f"{tree.mark}-top", tree.province, "department", aliases=["省教育厅"]),
        organisation(f"{tree.mark}-far", tree.other_county, "department", aliases=["县体育局"]),
    ]
    assert (await http.post(URL, json={"organisations": units})).status_code == 200
    grant = {"x-grant": f"school@{tree.school}"}
    answer = await resolve(http, tree.county, "縣教育局", "財政局", "省教育厅", "县体育局", **grant)
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [item["organisation"] and item["organisation"]["code"] for item in items] == [
        f"{tree.mark}-edu",
        f"{tree.mark}-fin",
        f"{tree.mark}-top",
        None,
    ]
    assert items[1] == {
        "name": "財政局",
        "how": "prefix_inherited",
        "organisation": {"code": f"{tree.mark}-fin", "name": units[1]["name"]},
        "found": "jurisdiction",
        "label": "县财政局",
        "candidates": [],
        "hint": None,
        "successors": [],
    }

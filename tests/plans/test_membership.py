"""Whom a collective means on a day."""

from datetime import date
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.kernel.routes import Ground
from services.plans.domain.member_faults import member_faults
from services.plans.domain.organisation import Kind, MemberRule, Membership, Proposal
from services.plans.repository.organisation_states import collectives_of
from tests.plans.tree import Tree, organisation

URL = "/api/v1/plans/organisations"
KINDS = {"a": "government", "b": "township", "all": "collective"}


async def post(http: httpx.AsyncClient, *items: dict[str, Any]) -> httpx.Response:
    answer = await http.post(URL, json={"organisations": list(items)})
    assert answer.status_code == 200, answer.text
    return answer


async def members(http: httpx.AsyncClient, code: str, on: str) -> tuple[str, list[str]]:
    answer = await http.get(f"{URL}/{code}/members", params={"on": on})
    assert answer.status_code == 200, answer.text
    return answer.json()["by"], [item["code"] for item in answer.json()["items"]]


def faults(*listed: Membership, rule: MemberRule | None = None, kind: str = Kind.COLLECTIVE) -> list[tuple[str, str]]:
    proposal = Proposal("new", "a", kind, "新", "new", members=listed, member_rule=rule)
    return [(fault.code, fault.pointer) for fault in member_faults(proposal, "", KINDS)]


def test_a_member_must_exist_be_no_collective_and_leave_no_earlier_than_it_came() -> None:
    given = Membership("c"), Membership("all"), Membership("b", date(2021, 2, 2), date(2021, 2, 1))
    assert faults(*given) == [
        ("member_unknown", "/members/0/organisation"),
        ("member_is_collective", "/members/1/organisation"),
        ("member_left_before", "/members/2/until"),
    ]


@pytest.mark.parametrize(("back", "repeated"), [(date(2021, 5, 10), True), (date(2021, 5, 11), False), (None, True)])
def test_a_member_may_come_back_but_not_before_it_left(back: date | None, repeated: bool) -> None:
    found = faults(Membership("b", until=date(2021, 5, 10)), Membership("b", back))
    assert found == ([("member_repeated", "/members/1/organisation")] if repeated else [])


def test_a_rule_names_a_place_that_exists_and_a_kind_that_is_no_collective() -> None:
    rule = MemberRule("nowhere", Kind.COLLECTIVE)
    assert faults(rule=rule) == [
        ("member_unknown", "/member_rule/below"),
        ("member_is_collective", "/member_rule/kind"),
    ]


def test_members_and_a_rule_do_not_go_together_and_only_a_collective_has_either() -> None:
    rule = MemberRule("a", Kind.TOWNSHIP)
    assert faults(Membership("b"), rule=rule) == [("members_and_rule", "/member_rule")]
    assert faults(rule=rule, kind=Kind.TOWNSHIP) == [("not_a_collective", "/member_rule")]
    assert faults(Membership("b"), kind=Kind.SCHOOL) == [("not_a_collective", "/members")]


async def test_the_day_is_required_and_must_be_one(http: httpx.AsyncClient, tree: Tree) -> None:
    assert (await http.get(f"{URL}/{tree.county}/members")).status_code == 422
    assert (await http.get(f"{URL}/{tree.county}/members", params={"on": "2021"})).status_code == 422
    assert (await http.get(f"{URL}/nobody/members", params={"on": "2021-05-23"})).status_code == 404


async def test_who_is_no_collective_means_itself(http: httpx.AsyncClient, tree: Tree) -> None:
    assert await members(http, tree.county, "2021-05-23") == ("itself", [tree.county])


async def test_a_collective_of_which_nobody_has_said_more_says_so(http: httpx.AsyncClient, tree: Tree) -> None:
    await post(http, organisation(f"{tree.mark}-all", tree.province, "collective"))
    assert await members(http, f"{tree.mark}-all", "2021-05-23") == ("unstated", [])


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2020-12-31", ["a"]),
        ("2021-01-01", ["a", "b"]),
        ("2021-06-30", ["a", "b"]),
        ("2021-07-01", ["a"]),
        ("2021-12-31", ["a"]),
        ("2022-01-01", []),
    ],
)
async def test_listed_members_count_from_their_first_to_their_last_day_while_they_exist(
    http: httpx.AsyncClient, tree: Tree, day: str, there: list[str]
) -> None:
    listed = [
        {"organisation": tree.county},
        {"organisation": tree.other_county, "from": "2021-01-01", "until": "2021-06-30"},
    ]
    await post(
        http,
        organisation(f"{tree.mark}-all", tree.province, "collective", members=listed),
        organisation(tree.county, tree.province, closed_on="2022-01-01"),
    )
    assert await members(http, f"{tree.mark}-all", day) == ("members", [f"{tree.mark}-{one}" for one in there])
    shown = (await http.get(f"{URL}/{tree.mark}-all")).json()["members"]
    assert [one["from"] for one in shown] == [None, "2021-01-01"]


async def ruled(http: httpx.AsyncClient, tree: Tree) -> str:
    """A collective of the county governments below the province: one old, one opened later, one closed."""
    rule = {"below": tree.province, "kind": "government", "levels": ["county"], "functions": []}
    await post(
        http,
        organisation(f"{tree.mark}-all", tree.province, "collective", member_rule=rule),
        organisation(tree.county, tree.province, division_code="640221"),
        organisation(tree.other_county, tree.province, division_code="640205", opened_on="2021-05-23"),
        organisation(f"{tree.mark}-c", tree.province, division_code="640202", closed_on="2021-05-23"),
        organisation(f"{tree.mark}-city", tree.province, division_code="640200"),
        organisation(f"{tree.mark}-port", tree.province),
    )
    return f"{tree.mark}-all"


@pytest.mark.parametrize(("day", "there"), [("2021-05-22", ["a", "c"]), ("2021-05-23", ["a", "b"])])
async def test_a_rule_finds_who_was_opened_and_not_closed_on_the_day(
    http: httpx.AsyncClient, tree: Tree, day: str, there: list[str]
) -> None:
    assert await members(http, await ruled(http, tree), day) == ("rule", [f"{tree.mark}-{one}" for one in there])


async def test_a_rule_by_function_finds_departments_deep_below(http: httpx.AsyncClient, tree: Tree) -> None:
    rule = {"below": tree.province, "kind": "department", "functions": ["education"]}
    await post(http, organisation(f"{tree.mark}-all", None, "collective", member_rule=rule))
    await post(
        http,
        organisation(f"{tree.mark}-edu", tree.county, "department", function="education"),
        organisation(f"{tree.mark}-fin", tree.county, "department", function="finance"),
    )
    assert await members(http, f"{tree.mark}-all", "2021-05-23") == ("rule", [f"{tree.mark}-edu"])


async def test_members_are_paged(http: httpx.AsyncClient, tree: Tree) -> None:
    code = await ruled(http, tree)
    params = {"on": "2021-05-23", "limit": "1"}
    first = (await http.get(f"{URL}/{code}/members", params=params)).json()
    rest = (await http.get(f"{URL}/{code}/members", params=params | {"cursor": first["next"]})).json()
    assert [item["code"] for page in (first, rest) for item in page["items"]] == [tree.county, tree.other_county]
    assert rest["next"] is None


async def test_an_organisation_knows_the_collectives_that_mean_it(
    http: httpx.AsyncClient, tree: Tree, app: FastAPI
) -> None:
    ruled_code, listed = await ruled(http, tree), f"{tree.mark}-some"
    await post(
        http,
        organisation(
            listed, tree.province, "collective", members=[{"organisation": tree.county, "until": "2021-05-22"}]
        ),
    )
    ground: Ground = app.state.ground
    async with ground.database.transaction() as session:
        for day, expected in ((22, {ruled_code, listed}), (23, {ruled_code})):
            assert await collectives_of(session, tree.county, date(2021, 5, day)) == expected
        assert await collectives_of(session, tree.other_county, date(2021, 5, 22)) == set()
        assert await collectives_of(session, "nobody", date(2021, 5, 22)) == set()

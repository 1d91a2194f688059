"""Responsibility statements: what is drawn, for whom, and who learns of it."""

from typing import Any

import httpx
import pytest

from tests.plans.asked import DRAFT, collect, plan, published, target
from tests.plans.statements import DRAWN, STATEMENTS, body, draw, unit
from tests.plans.test_assignments import counties
from tests.plans.tree import Tree, named, organisation


async def test_only_the_jurisdiction_s_administrator_draws(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    for headers in (named("administrator", tree.other_county), named("supervisor", tree.county), unit(tree)):
        answer = await http.post(STATEMENTS, json=body(tree), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert (await http.post(STATEMENTS, json=body(tree, plan="nothing"))).status_code == 404
    unpublished = plan(tree, "u", tree.county, [])
    await http.put(f"/api/v1/plans/plans/{unpublished['code']}", json=unpublished)
    elsewhere = named("administrator", tree.other_county)
    hidden = await http.post(STATEMENTS, json=body(tree, plan=unpublished["code"]), headers=elsewhere)
    assert hidden.status_code == 404


@pytest.mark.parametrize(
    ("changes", "bearing"),
    [
        (DRAFT, "draft_for_comment"),
        ({"legal_status": "reported_in_press", "in_force_from": None}, "reported_in_press"),
        ({"in_force_from": "2022-02-01"}, "not_yet_in_force"),
        ({"legal_status": "withdrawn"}, "withdrawn"),
    ],
)
async def test_what_is_not_in_force_grounds_no_statement(
    http: httpx.AsyncClient, tree: Tree, changes: dict[str, Any], bearing: str
) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.county, [target("T01", 15, "2022-12-31")], **changes))
    answer = await http.post(STATEMENTS, json=body(tree))
    assert (answer.status_code, answer.json()["code"]) == (409, "statement_without_ground")
    assert answer.json()["bearing"] == bearing


async def test_nor_does_one_published_later_or_one_never_published(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    earlier = await http.post(STATEMENTS, json=body(tree, drawn_on="2021-08-31"))
    unpublished = plan(tree, "u", tree.county, [])
    await http.put(f"/api/v1/plans/plans/{unpublished['code']}", json=unpublished)
    never = await http.post(STATEMENTS, json=body(tree, plan=unpublished["code"]))
    assert [each.json()["code"] for each in (earlier, never)] == ["statement_without_ground"] * 2


async def test_every_fault_of_what_is_asked_is_named(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    wrong = body(tree, organisation="nobody", issued_by=tree.other_county, year=2021)
    answer = await http.post(STATEMENTS, json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "statement_invalid")
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("organisation_unknown", "/organisation"), ("issuer_outside", "/issued_by"), ("year_over", "/drawn_on"),
    ]  # fmt: skip
    itself = await http.post(STATEMENTS, json=body(tree, issued_by=tree.office))
    assert [fault["code"] for fault in itself.json()["errors"]] == ["issuer_is_the_unit"]
    nothing = await http.post(STATEMENTS, json=body(tree, organisation=tree.province))
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_owed")


async def test_it_holds_what_the_plan_asks_of_the_unit_in_the_year(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    found = await draw(http, tree)
    content = found["content"]
    assert (found["state"], found["version"], found["plan_revision"], found["jurisdiction"]) == (
        "drawn", 1, 1, tree.county,
    )  # fmt: skip
    assert (content["plan"]["number"], content["issued_by_name"]["zh"]) == ("虚构〔2021〕1号", f"虚构{tree.county}")
    assert [each["line"] for each in content["assignments"]] == ["assignment/m1.1/lead"]
    assert [each["line"] for each in content["duties"]] == ["duty/education/1"]
    assert [(each["line"], each["asked"], each["value"], each["unit"]) for each in content["targets"]] == [
        ("target/T01", "due", 15, "册/生"),
        ("target/T03", "every_period", 3, "节"),
        ("target/T04", "recurring", 2, "次"),
    ]  # fmt: skip
    assert [each["code"] for each in content["undated"]] == ["T05"]
    (event,) = found["events"]
    assert (event["act"], event["happened_on"], event["reason"], event["actor"]) == (
        "drawn", DRAWN, "statement of the year", {"id": "tester-administrator", "name": "Tester"},
    )  # fmt: skip


async def test_a_county_s_statement_comes_through_its_collective(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2022-12-31")]))
    answer = await http.post(STATEMENTS, json=body(tree, organisation=tree.county, issued_by=tree.province))
    assert [each["line"] for each in answer.json()["content"]["assignments"]] == [
        "assignment/m1.2/lead", f"assignment/m1.1/responsible/{counties(tree)}",
    ]  # fmt: skip


async def test_drawing_again_gives_the_same_also_after_the_plan_has_changed(
    http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]
) -> None:
    tried = await http.post(STATEMENTS, json=body(tree), params={"dry_run": "true"})
    assert tried.status_code == 201
    first = await draw(http, tree)
    await published(http, office_plan | {"targets": []}, on="2022-02-01")
    await http.post(
        "/api/v1/plans/organisations",
        json={
            "organisations": [organisation(tree.office, tree.county, "department", name={"zh": "新名", "en": "New"})]
        },
    )
    again = await http.post(STATEMENTS, json=body(tree, drawn_on="2022-02-02"))
    assert (again.status_code, again.json()) == (200, first)
    assert again.headers["etag"] == '"1"'
    other = await http.post(STATEMENTS, json=body(tree, issued_by=f"{tree.mark}-a-school"))
    assert (other.status_code, other.json()["code"]) == (409, "statement_of_another_issuer")


async def test_strangers_do_not_learn_that_it_exists(
    http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]
) -> None:
    path = f"{STATEMENTS}/{issued['id']}"
    for headers in (named("auditor", tree.other_county), named("unit", tree.school), named("unit", tree.province)):
        assert (await http.get(path, headers=headers)).status_code == 404
        assert (await http.get(STATEMENTS, headers=headers)).json()["items"] == []
    for headers in (named("auditor", tree.county), named("supervisor", tree.province), unit(tree)):
        assert (await http.get(path, headers=headers)).json() == issued
        assert [each["id"] for each in (await http.get(STATEMENTS, headers=headers)).json()["items"]] == [issued["id"]]
    assert (await http.get(path, params={"version": 2})).status_code == 404
    assert (await http.get(f"{STATEMENTS}/sta_0")).status_code == 404


async def test_the_list_is_narrowed_and_paged(http: httpx.AsyncClient, tree: Tree, issued: dict[str, Any]) -> None:
    office = named("administrator", tree.county)
    for year in (2023, 2024):
        await draw(http, tree, year=year)
    school = await draw(http, tree, organisation=tree.school)

    async def years(**filters: Any) -> list[tuple[str, int]]:
        answer = await http.get(STATEMENTS, params=filters, headers=office)
        return [(each["organisation"], each["year"]) for each in answer.json()["items"]]

    assert await years(organisation=tree.office) == [(tree.office, year) for year in (2022, 2023, 2024)]
    assert await years(organisation=tree.office, year=2023) == [(tree.office, 2023)]
    assert await years(state="issued", plan=f"{tree.mark}-a") == [(tree.office, 2022)]
    assert await years(state="contested") == []
    assert (await http.get(STATEMENTS, params={"state": "lost"})).status_code == 422
    first = (await http.get(STATEMENTS, params={"limit": 3}, headers=office)).json()
    rest = (await http.get(STATEMENTS, params={"limit": 3, "cursor": first["next"]}, headers=office)).json()
    assert (len(first["items"]), [each["id"] for each in rest["items"]], rest["next"]) == (3, [school["id"]], None)

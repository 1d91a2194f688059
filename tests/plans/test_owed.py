"""Everything a unit owes across plans."""

import csv
from typing import Any

import httpx

from services.kernel.representations import CSV, XLSX
from tests.plans.asked import BOOKS, DRAFT, collect, plan, published, target
from tests.plans.test_assignments import counties
from tests.plans.tree import Tree, named
from tests.workbook import pages

DAY = "2021-10-01"


def address(code: str) -> str:
    return f"/api/v1/plans/organisations/{code}/owed"


async def owed(http: httpx.AsyncClient, code: str, on: str = DAY) -> dict[str, Any]:
    answer = await http.get(address(code), params={"on": on})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_day_is_needed_and_the_unit_must_exist(http: httpx.AsyncClient, tree: Tree) -> None:
    assert (await http.get(address(tree.office), params={"on": DAY}, headers={"x-grant": ""})).status_code == 401
    assert (await http.get(address(tree.office))).status_code == 422
    assert (await http.get(address("nobody"), params={"on": DAY})).status_code == 404
    assert await owed(http, tree.office) == {
        "organisation": tree.office, "name": {"zh": f"虚构{tree.office}", "en": f"Fictitious {tree.office}"},
        "on": DAY, "through": [], "plans": [], "overlaps": [],
    }  # fmt: skip


async def test_what_a_plan_lays_on_a_unit_by_itself(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    bound_by_duty = target("T02", 20, None, measure=None, responsible_unit="education")
    elsewhere = target("T03", 20, None, measure="m1.2")
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31"), bound_by_duty, elsewhere]))
    (found,) = (await owed(http, tree.office))["plans"]
    assert (found["plan"], found["revision"], found["bearing"], found["binding"]) == (
        f"{tree.mark}-a", 1, "binding", True,
    )  # fmt: skip
    assert [(each["measure"], each["role"], each["via"]) for each in found["assignments"]] == [("m1.1", "lead", None)]
    assert [(each["code"], each["unit"], each["via"]) for each in found["duties"]] == [
        ("education/1", "education", None)
    ]
    assert [(each["code"], each["bound_by"]) for each in found["targets"]] == [
        ("T01", [{"measure": "m1.1", "unit": None, "role": "lead", "via": None}]),
        ("T02", [{"measure": None, "unit": "education", "role": None, "via": None}]),
    ]


async def test_a_county_owes_through_its_collective_while_it_is_a_member(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    (found,) = (await owed(http, tree.other_county, "2021-12-31"))["plans"]
    assert [(each["role"], each["via"]) for each in found["assignments"]] == [("responsible", counties(tree))]
    assert found["targets"][0]["bound_by"][0]["via"] == counties(tree)
    printed = await http.get(address(tree.other_county), params={"on": "2021-12-31"}, headers={"accept": XLSX})
    parts, _, targets, _ = pages(printed.content)
    assert (parts.cells["E5"], targets.cells["F5"]) == (
        f"虚构{counties(tree)}",
        f"责任 Responsible（虚构{counties(tree)}）",
    )
    assert (await owed(http, tree.other_county, "2022-01-01"))["plans"] == []


async def test_a_day_has_the_revision_and_the_bearing_of_that_day(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    found = await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    await published(http, found | {"targets": []}, on="2022-03-01")
    assert (await owed(http, tree.office, "2021-08-31"))["plans"] == []
    before, after = [(await owed(http, tree.office, day))["plans"][0] for day in ("2022-02-28", "2022-03-01")]
    assert [(each["revision"], len(each["targets"])) for each in (before, after)] == [(1, 1), (2, 0)]


async def test_a_draft_and_a_date_that_nobody_confirmed_are_for_information(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await collect(http, tree)
    inferred = {
        "number": None, "dated": "2021-08-01", "date_certainty": "inferred", "inferred_from": {"zh": "虚构", "en": "x"},
    }  # fmt: skip
    await published(http, plan(tree, "a", tree.province, [], document=inferred))
    await published(http, plan(tree, "b", tree.province, [], **DRAFT))
    await published(http, plan(tree, "c", tree.province, [], in_force_from="2022-01-01"))
    plans = (await owed(http, tree.office))["plans"]
    assert [(each["bearing"], each["binding"]) for each in plans] == [
        ("date_unconfirmed", False), ("draft_for_comment", False), ("not_yet_in_force", False),
    ]  # fmt: skip
    confirmation = {"dated": "2021-08-02", "confirmed_on": "2021-12-01", "reason": "seen in the gazette"}
    confirmed = await http.post(f"/api/v1/plans/plans/{tree.mark}-a/date-confirmation", json=confirmation)
    assert confirmed.status_code == 201, confirmed.text
    first = (await owed(http, tree.office))["plans"][0]
    assert (first["bearing"], first["revision"]) == ("binding", 1), "a confirmation holds for earlier days too"


async def test_the_same_target_asked_twice_is_a_duplicate_or_a_conflict_with_both_places(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await collect(http, tree)
    lessons = {**BOOKS, "quantities": [{"amount": {"lessons": 1}}]}
    same = target("T02", 3, None, yardstick=lessons, unit="节")
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31"), same]))
    await published(http, plan(tree, "b", tree.county, [target("T07", 20, "2021-12-31"), same]))
    conflict, duplicate = (await owed(http, tree.office))["overlaps"]
    assert (conflict["kind"], conflict["value"], conflict["deadline"]) == ("conflict", "second", "same")
    assert (conflict["stricter"], conflict["binding"]) == ("second", True)
    sides = [conflict["first"], conflict["second"]]
    assert [(side["plan"], side["target"], side["place"]) for side in sides] == [
        (f"{tree.mark}-a", "T01", "二(一)T01"), (f"{tree.mark}-b", "T07", "二(一)T07"),
    ]  # fmt: skip
    assert conflict["explanation"]["zh"] == (
        "冲突：两份方案对同一指标的要求不同。《虚构方案a》二(一)T01（T01）：不低于15册/生，2021-12-31；"
        "《虚构方案b》二(一)T07（T07）：不低于20册/生，2021-12-31。《虚构方案b》更严。"
    )
    assert conflict["explanation"]["en"].endswith("“Fictitious plan b” is the stricter.")
    assert (duplicate["kind"], duplicate["stricter"]) == ("duplicate", None)
    assert "一数一源" in duplicate["explanation"]["zh"]


async def test_another_lead_for_the_same_figure_is_said_and_a_draft_only_informs(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    other = plan(tree, "b", tree.county, [target("T07", 15, "2021-12-31", measure="m1.2")], **DRAFT)
    await published(http, other)
    (found,) = (await owed(http, tree.office))["overlaps"]
    assert (found["kind"], found["binding"]) == ("different_leads", False)
    assert (found["first"]["leads"], found["second"]["leads"]) == ([tree.office], [tree.county])
    assert found["second"]["bearing"] == "draft_for_comment"


async def test_it_is_a_workbook_and_a_table_as_well(http: httpx.AsyncClient, tree: Tree) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    await published(http, plan(tree, "b", tree.county, [target("T01", 20, "2021-12-31")], **DRAFT))
    stranger = named("school", tree.school)
    book, table = [
        await http.get(address(tree.office), params={"on": DAY}, headers={**stranger, "accept": kind})
        for kind in (XLSX, CSV)
    ]
    assignments, _, targets, overlaps = pages(book.content)
    assert assignments.cells["A5"] == "虚构方案a\n虚构〔2021〕1号\nFictitious plan a"
    assert (targets.cells["B5"], targets.cells["B6"]) == (
        "现行有效 Binding", "征求意见稿，仅供参考 Draft for comment, for information only",
    )  # fmt: skip
    assert overlaps.cells["A5"] == "冲突\nConflict"
    head, *rows = csv.reader(table.content.decode("utf-8-sig").splitlines(keepends=True))
    kinds = [row[0] for row in rows]
    assert kinds == ["任务 assignment", "职责 duty", "目标 target"] * 2 + ["conflict"]
    assert {len(row) for row in rows} == {len(head)}


async def test_a_plan_that_was_withdrawn_by_the_day_binds_no_longer_and_grounds_no_statement(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    body = {"takes_effect_on": "2021-11-01", "reason": "a test needs it"}
    answer = await http.post(f"/api/v1/plans/plans/{tree.mark}-a/withdrawal", json=body)
    assert answer.status_code == 201, answer.text
    (before,) = (await owed(http, tree.office, "2021-10-31"))["plans"]
    (after,) = (await owed(http, tree.office, "2021-11-01"))["plans"]
    assert [(each["bearing"], each["binding"]) for each in (before, after)] == [
        ("binding", True),
        ("withdrawn", False),
    ]
    statement = {
        "plan": f"{tree.mark}-a", "organisation": tree.office, "year": 2021, "issued_by": tree.province,
        "drawn_on": "2021-11-02", "reason": "a test needs it",
    }  # fmt: skip
    assert (await http.post("/api/v1/plans/statements", json=statement)).status_code == 409

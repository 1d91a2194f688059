"""The register of what happened to organisations, through the door."""

from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from services.kernel.database import run_sql
from services.kernel.routes import Ground
from tests.plans.conftest import Changes
from tests.plans.happenings import REASON, URL, happen, happened, name, posted, shown
from tests.plans.tree import Tree, named, organisation


async def history(http: httpx.AsyncClient, code: str, **filters: Any) -> list[dict[str, Any]]:
    answer = await http.get(f"{URL}/{code}/events", params=filters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_stranger_records_nothing(http: httpx.AsyncClient, tree: Tree) -> None:
    for who in (named("reviewer", tree.county), named("administrator", tree.other_county)):
        answer = await happen(http, tree.school, "closed", "2023-09-01", headers=who)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert [event["kind"] for event in await history(http, tree.school)] == ["registered"]


async def test_nobody_gives_away_what_is_his_to_whom_is_not(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    for kind, more in (("moved", {"parent": tree.other_county}), ("merged_into", {"successor": tree.other_county})):
        answer = await happen(http, tree.office, kind, "2023-09-01", headers=administrator, **more)
        assert answer.status_code == 403, kind


async def test_who_does_not_exist_has_no_history(http: httpx.AsyncClient, tree: Tree) -> None:
    assert (await happen(http, f"{tree.mark}-nobody", "closed", "2023-09-01")).status_code == 404
    assert (await http.get(f"{URL}/{tree.mark}-nobody/events")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "more", "pointer"),
    [
        ("vanished", {}, ""),
        ("closed", {"parent": "000000"}, "/parent"),
        ("renamed", {}, "/name"),
        ("reclassified", {"attributes": {"school_kind": "castle"}}, "/attributes/school_kind"),
        ("split_into", {"successors": []}, "/successors"),
        ("merged_into", {"successor": "x", "together_with": ["y", "-"]}, "/together_with/1"),
        ("closed", {"on": "2023-02-30"}, "/on"),
        ("closed", {"reason": "x"}, "/reason"),
    ],
)
async def test_an_event_that_says_too_little_or_too_much_is_refused(
    http: httpx.AsyncClient, tree: Tree, kind: str, more: dict[str, Any], pointer: str
) -> None:
    body = {"kind": kind, "on": "2023-09-01", "reason": REASON, **more}
    answer = await http.post(f"{URL}/{tree.school}/events", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


async def test_faults_are_named_with_their_place_and_nothing_is_kept(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.school, "closed", "2023-09-01")
    answer = await happen(http, tree.school, "renamed", "2024-01-01", name=name("甲"))
    assert (answer.status_code, answer.json()["code"]) == (422, "event_invalid")
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [("after_closing", "/on")]
    assert [event["kind"] for event in await history(http, tree.school)] == ["registered", "closed"]


async def test_nothing_begins_on_the_last_day_there_is(http: httpx.AsyncClient, tree: Tree) -> None:
    """Programs write it for "never"."""
    never = await happen(http, tree.school, "renamed", "9999-12-31", name=name("远"))
    assert (never.status_code, never.json()["errors"][0]["pointer"]) == (422, "/on")
    body = {"organisations": [organisation(tree.school, tree.office, "school")], "on": "9999-12-31"}
    assert (await http.post(URL, json=body)).json()["errors"][0]["pointer"] == "/on"
    open_ended = {"organisations": [organisation(tree.school, tree.office, "school", closed_on="9999-12-31")]}
    assert (await http.post(URL, json=open_ended)).status_code == 200


async def test_two_characters_are_a_reason_in_chinese(http: httpx.AsyncClient, tree: Tree) -> None:
    body = {"kind": "closed", "on": "2022-09-01"}
    answers = [await http.post(f"{URL}/{tree.school}/events", json=body | {"reason": each}) for each in ("撤", "撤并")]
    assert [answer.status_code for answer in answers] == [422, 201]


async def test_the_root_never_changes(http: httpx.AsyncClient) -> None:
    answer = await happen(http, "000000", "renamed", "2023-09-01", name=name("天下"))
    assert [fault["code"] for fault in answer.json()["errors"]] == ["root_is_fixed"]


async def test_a_dry_run_says_what_would_be_and_keeps_nothing(
    http: httpx.AsyncClient, tree: Tree, changes: Changes
) -> None:
    answer = await happen(http, tree.school, "closed", "2023-09-01", dry_run=True)
    assert (answer.status_code, answer.json()["outcome"]) == (201, "created")
    assert len(await history(http, tree.school)) == len(await changes(tree.school)) == 1


async def test_a_repeat_changes_nothing_whatever_the_reason(http: httpx.AsyncClient, tree: Tree) -> None:
    first = await happened(http, tree.school, "renamed", "2023-09-01", name=name("甲"))
    again = await happen(http, tree.school, "renamed", "2023-09-01", name=name("甲"), source="另一文件（虚构）")
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert again.json()["items"] == [first]


async def test_what_was_recorded_is_told_with_who_why_and_when(http: httpx.AsyncClient, tree: Tree) -> None:
    entry = await happened(http, tree.office, "renamed", "2023-09-01", name=name("甲"), source="虚构〔2023〕8号")
    told = {field: entry[field] for field in ("organisation", "kind", "on", "sets", "reason", "source", "actor")}
    assert told == {
        "organisation": tree.office, "kind": "renamed", "on": "2023-09-01", "sets": {"name": name("甲")},
        "reason": REASON, "source": "虚构〔2023〕8号", "actor": "tester-administrator",
    }  # fmt: skip
    assert entry["recorded_at"] > "2000"


async def test_history_is_paged_by_day_and_tells_of_who_became_part_of_it(http: httpx.AsyncClient, tree: Tree) -> None:
    other = f"{tree.mark}-other"
    await posted(http, organisation(other, tree.office, "school"))
    await happened(http, tree.school, "renamed", "2024-09-01", name=name("甲"))
    await happened(http, other, "merged_into", "2023-09-01", successor=tree.school)
    assert [(event["organisation"], event["kind"]) for event in await history(http, tree.school)] == [
        (tree.school, "registered"),
        (other, "merged_into"),
        (tree.school, "renamed"),
    ]
    assert [event["on"] for event in await history(http, tree.school, kind="renamed")] == ["2024-09-01"]
    found, cursor = [], None
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await http.get(f"{URL}/{tree.school}/events", params=params)).json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == await history(http, tree.school)
    assert (await http.get(f"{URL}/{tree.school}/events", params={"cursor": "eAo1"})).status_code == 422


async def test_several_merge_into_one_or_none_does(http: httpx.AsyncClient, tree: Tree, changes: Changes) -> None:
    others = [f"{tree.mark}-{letter}" for letter in "xyz"]
    await posted(http, *(organisation(code, tree.office, "school") for code in others))
    x, y, z = others
    await happened(http, y, "closed", "2020-01-01")
    merger = {"successor": z, "together_with": [tree.school, y]}
    answer = await happen(http, x, "merged_into", "2023-09-01", **merger)
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [
        ("closed_already", "/together_with/1")
    ]
    assert (await shown(http, x, "2024-01-01"))["standing"] == "open"
    merger["together_with"] = [tree.school]
    assert (await happened(http, x, "merged_into", "2023-09-01", **merger))["organisation"] == x
    for code in (x, tree.school):
        assert (await shown(http, code, "2024-01-01"))["standing"] == "closed"
        assert (await changes(code))[-1]["body"]["attributes"]["closed_on"] == "2023-09-01"
    found = await shown(http, z)
    assert [one["organisation"] for one in found["predecessors"]] == [x, tree.school]


async def test_a_move_republishes_the_subtree_and_never_goes_below_itself(
    http: httpx.AsyncClient, tree: Tree, changes: Changes
) -> None:
    answer = await happen(http, tree.county, "moved", "2023-09-01", parent=tree.office)
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["errors"]] == [("parent_is_below", "/parent")]
    await happened(http, tree.office, "moved", "2023-09-01", parent=tree.other_county)
    path = f"/000000/{tree.province}/{tree.other_county}/{tree.office}/{tree.school}"
    assert (await changes(tree.school))[-1]["body"]["path"] == path
    assert (await shown(http, tree.school))["path"] == path


async def test_an_entry_made_by_mistake_is_withdrawn_and_stays_readable(http: httpx.AsyncClient, tree: Tree) -> None:
    entry = await happened(http, tree.school, "closed", "2023-09-01")
    address, body = f"{URL}/{tree.school}/events/{entry['number']}/withdrawal", {"reason": "登记有误"}
    assert (await http.post(address, json=body, headers=named("reviewer", tree.county))).status_code == 403
    assert (await http.post(address.replace(tree.school, tree.office), json=body)).status_code == 404
    answer = await http.post(address, json=body)
    assert (answer.status_code, answer.json()["withdraws"]) == (201, entry["number"])
    assert (await http.post(address, json=body)).json()["code"] == "event_withdrawn"
    found = await shown(http, tree.school, "2024-01-01")
    assert (found["standing"], found["closed_on"]) == ("open", None)
    told = [(event["kind"], event["withdrawn"]) for event in await history(http, tree.school)]
    assert sorted(told) == [("closed", True), ("registered", False), ("withdrawn", False)]


async def test_what_later_entries_rest_on_is_not_withdrawn(http: httpx.AsyncClient, tree: Tree) -> None:
    first = await happened(http, tree.school, "renamed", "2023-09-01", name=name("甲"))
    back = {"zh": f"虚构{tree.school}", "en": f"Fictitious {tree.school}"}
    await happened(http, tree.school, "renamed", "2024-09-01", name=back)
    address = f"{URL}/{tree.school}/events/{first['number']}/withdrawal"
    answer = await http.post(address, json={"reason": "登记有误"})
    assert [fault["code"] for fault in answer.json()["errors"]] == ["contradicts_entry"]


async def test_no_withdrawal_makes_a_circle_of_the_past(http: httpx.AsyncClient, tree: Tree) -> None:
    above, below = f"{tree.mark}-x", f"{tree.mark}-y"
    await posted(http, organisation(above, tree.county, "department"), organisation(below, above, "department"))
    first = await happened(http, below, "moved", "2022-01-01", parent=tree.county)
    await happened(http, above, "moved", "2022-06-01", parent=below)
    await happened(http, above, "moved", "2022-09-01", parent=tree.county)
    body = {"reason": "登记有误（虚构）"}
    answer = await http.post(f"{URL}/{below}/events/{first['number']}/withdrawal", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "parent_is_below")
    assert (await shown(http, below, "2022-02-01"))["parent"] == tree.county


async def test_nobody_closes_before_another_became_part_of_it(http: httpx.AsyncClient, tree: Tree) -> None:
    other = f"{tree.mark}-other"
    await posted(http, organisation(other, tree.office, "school"))
    merged = await happened(http, tree.school, "merged_into", "2022-09-01", successor=other)
    answer = await happen(http, other, "closed", "2022-08-01")
    (fault,) = answer.json()["errors"]
    assert (answer.status_code, fault["code"]) == (422, "contradicts_entry")
    assert f"entry {merged['number']} of {tree.school}" in fault["expected"]
    assert (await happen(http, other, "closed", "2022-09-02")).status_code == 201


async def test_the_database_lets_nobody_change_what_is_recorded(app: FastAPI, tree: Tree) -> None:
    ground: Ground = app.state.ground
    async with ground.database.transaction() as session:
        with pytest.raises(Exception, match="never changes") as caught:
            await run_sql(session, "update {schema}.organisation_event set actor = 'nobody'")
    assert isinstance(caught.value.__cause__.__cause__, asyncpg.RestrictViolationError)  # type: ignore[union-attr]

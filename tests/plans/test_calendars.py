"""Deadlines as a calendar."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
from icalendar import Calendar, Event

from tests.plans.asked import DRAFT, collect, plan, published, target
from tests.plans.tree import Tree

ICS = {"accept": "text/calendar"}
LOST = {"deadline_certainty": "lost", "deadline_text": "20 年底"}
PHASES = [
    {"code": "f1", "title": {"zh": "准备", "en": "Preparation"}, "starts_on": "2021-09-01", "ends_on": "2021-12-31",
     "place": "三(一)"},
    {"code": "f2", "title": {"zh": "验收", "en": "Acceptance"}, "starts_on": "2022-01-01", "ends_on": None,
     "place": "三(二)"},
]  # fmt: skip


async def asked(http: httpx.AsyncClient, tree: Tree, name: str = "a", **more: Any) -> dict[str, Any]:
    await collect(http, tree)
    targets = [
        target("T01", 15, "2022-12-31"),
        target("T02", 20, None, **LOST),
        target("T03", 15, "2022-12-31", restates="T01"),
        target("T04", 5, "2021-12-31", measure="m1.2", statement={"zh": "长" * 90, "en": "comma, semicolon; \\n"}),
        target("T05", 5, None),
    ]
    return await published(http, plan(tree, name, tree.province, targets, phases=PHASES, **more))


def address(found: dict[str, Any]) -> str:
    return f"/api/v1/plans/plans/{found['code']}/calendar"


def events_of(answer: httpx.Response) -> list[Event]:
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    return found.events


async def test_a_stranger_gets_none_and_a_type_that_is_not_offered_is_refused(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    found = await asked(http, tree)
    assert (await http.get(address(found), headers={**ICS, "x-grant": ""})).status_code == 401
    assert (await http.get(address(found), headers={"accept": "text/csv"})).status_code == 406
    assert (await http.get(f"{address(found)}x", headers=ICS)).status_code == 404
    assert (await http.get(f"/api/v1/plans/organisations/{tree.office}/calendar", headers=ICS)).status_code == 422


async def test_a_plan_s_days_are_events_of_a_whole_day_that_keep_their_name(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    found = await asked(http, tree)
    answer = await http.get(address(found), headers=ICS)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    events = events_of(answer)
    assert [event.decoded("dtstart") for event in events] == [
        date(2021, 9, 1), date(2021, 12, 31), date(2021, 12, 31), date(2022, 1, 1), date(2022, 12, 31),
    ]  # fmt: skip
    assert {event["dtstart"].params["value"] for event in events} == {"DATE"}
    assert {event.decoded("dtstamp") for event in events} == {datetime(2021, 9, 1, tzinfo=UTC)}
    due = events[-1]
    assert due.decoded("dtend") == date(2023, 1, 1)
    assert str(due["summary"]) == "目标到期：目标T01 · Target due: Target T01"
    assert due.categories == ["目标到期", "Target due"]
    for part in ("虚构方案a（第 1 修订版）", "Fictitious plan a", "二(一)T01", f"虚构{tree.office}", "不低于15册/生"):
        assert part in str(due["description"])
    await published(http, found | {"title": {"zh": "改名", "en": "Renamed"}}, on="2021-10-01")
    later = events_of(await http.get(address(found), headers=ICS))
    assert sorted(str(event["uid"]) for event in later) == sorted(str(event["uid"]) for event in events)
    assert len({str(event["uid"]) for event in events}) == 5
    assert {event["sequence"] for event in later} == {2}


async def test_a_day_that_was_lost_is_no_event_but_is_said(http: httpx.AsyncClient, tree: Tree) -> None:
    found = await asked(http, tree)
    shown = (await http.get(address(found))).json()
    assert [(each["kind"], each["what"], each["on"]) for each in shown["events"]][-1] == (
        "target_due", "T01", "2022-12-31",
    )  # fmt: skip
    assert [(each["kind"], each["what"], each["certainty"], each["as_printed"]) for each in shown["without_day"]] == [
        ("phase_ends", "f2", None, None), ("target_due", "T02", "lost", "20 年底"),
    ]  # fmt: skip


async def test_a_unit_sees_the_days_of_its_targets_and_of_the_plans_that_name_it(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await asked(http, tree)
    await asked(http, tree, "b", **DRAFT)
    path = f"/api/v1/plans/organisations/{tree.office}/calendar"
    shown = (await http.get(path, params={"on": "2021-10-01"})).json()
    assert {each["what"] for each in shown["events"]} == {"f1", "f2", "T01"}
    assert {each["plan"] for each in shown["events"]} == {f"{tree.mark}-a", f"{tree.mark}-b"}
    answer = await http.get(path, params={"on": "2021-10-01"}, headers=ICS)
    states = {str(event["summary"])[:3]: str(event["status"]) for event in events_of(answer)}
    assert states == {"目标到": "CONFIRMED", "阶段开": "CONFIRMED", "阶段结": "CONFIRMED", "（仅供": "TENTATIVE"}
    assert answer.content == (await http.get(path, params={"on": "2021-10-01"}, headers=ICS)).content


async def test_the_calendar_of_a_plan_that_was_withdrawn_says_that_it_binds_no_more(
    http: httpx.AsyncClient, tree: Tree
) -> None:
    await collect(http, tree)
    await published(http, plan(tree, "a", tree.province, [target("T01", 15, "2021-12-31")]))
    body = {"takes_effect_on": "2021-11-01", "reason": "a test needs it"}
    code = f"{tree.mark}-a"
    assert (await http.post(f"/api/v1/plans/plans/{code}/withdrawal", json=body)).status_code == 201
    events = (await http.get(f"/api/v1/plans/plans/{code}/calendar")).json()["events"]
    assert {each["bearing"] for each in events} == {"withdrawn"}

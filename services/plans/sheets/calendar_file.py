"""A calendar as a file after RFC 5545. Nothing in it comes from the clock: the same plan gives the same bytes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from services.plans.domain.bearing import Bearing
from services.plans.domain.deadline_calendar import EventKind
from services.plans.schemas.calendar import CalendarEvent, CalendarShown
from services.plans.sheets.words import BEARING, both, translated

_WHAT: Mapping[EventKind, tuple[str, str]] = {
    EventKind.TARGET_DUE: ("目标到期", "Target due"),
    EventKind.PHASE_STARTS: ("阶段开始", "Phase begins"),
    EventKind.PHASE_ENDS: ("阶段结束", "Phase ends"),
}
_UNDATED = date(2000, 1, 1)


def calendar_file(calendar: CalendarShown) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Dudao//Plans//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", both(calendar.name).replace("\n", " · "))
    for event in calendar.events:
        made.add_component(_event(event))
    return bytes(made.to_ical())


def _event(event: CalendarEvent) -> Event:
    zh, en = _WHAT[event.kind]
    mark = "" if event.bearing is Bearing.BINDING else "（仅供参考 for information）"
    said = event.published_on or _UNDATED
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", datetime(said.year, said.month, said.day, tzinfo=UTC))
    made.add("sequence", event.revision)
    made.add("dtstart", event.on)
    made.add("dtend", event.on + timedelta(days=1))
    made.add(
        "summary", f"{mark}{zh}：{event.title.zh}" + (f" · {en}: {event.title.en}" if translated(event.title) else "")
    )
    made.add("description", _description(event))
    made.add("categories", [zh, en])
    made.add("status", "CONFIRMED" if event.bearing is Bearing.BINDING else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    return made


def _description(event: CalendarEvent) -> str:
    units_zh = "、".join(unit.name.zh for unit in event.units) or "方案未指明单位"
    units_en = "; ".join(unit.name.en for unit in event.units) or "the plan names no unit"
    line = [f"目标值：{event.line_text.zh} · Line: {event.line_text.en}"] if event.line_text else []
    plan_en = [f"Plan: {event.plan_title.en} (revision {event.revision})"] if translated(event.plan_title) else []
    return "\n".join(
        [
            f"方案：{event.plan_title.zh}（第 {event.revision} 修订版）",
            *plan_en,
            f"效力 {BEARING[event.bearing]}",
            f"依据 Place: {event.place}（{event.what}）",
            *line,
            f"单位：{units_zh}",
            *([f"Units: {units_en}"] if units_en != units_zh else []),
        ]
    )

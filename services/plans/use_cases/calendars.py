"""The calendar of a plan, and that of a unit across plans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from services.access.caller import Guard
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain import deadline_calendar
from services.plans.domain.deadline_calendar import EventKind, days_of
from services.plans.domain.target_words import line_words
from services.plans.domain.words import LegalStatus
from services.plans.repository import organisations
from services.plans.schemas.calendar import CalendarEvent, CalendarShown, UnitInCalendar, WithoutDay
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_head import PlanHead
from services.plans.schemas.plan_structure import PlanPhase
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.owed import unit_on
from services.plans.use_cases.plans import read_plan


@dataclass(frozen=True)
class _Dated:
    """A plan with those of its targets that concern whom the calendar is for."""

    plan: PlanDocument
    head: PlanHead
    targets: Sequence[PlanTarget]


async def plan_calendar(session: Session, guard: Guard, code: str, number: int | None) -> CalendarShown:
    """Of the revision that `read_plan` would show; it binds or not as of its publication, and no more once it ended."""
    plan = await read_plan(session, guard, code, number)
    if plan.state.ending is not None:
        plan = plan.model_copy(update={"legal_status": LegalStatus(plan.state.ending.status.value)})
    day = plan.state.published_on or plan.in_force_from or date.max
    head = PlanHead.of(plan, plan.state.revision, plan.state.published_on, max(day, plan.in_force_from or day))
    events, without = await _days(session, [_Dated(plan, head, plan.targets)])
    return CalendarShown(plan=code, organisation=None, name=plan.title, events=events, without_day=without)


async def unit_calendar(session: Session, code: str, day: date) -> CalendarShown:
    """The deadlines of the targets bound to the unit, and the phases of the plans that ask something of it."""
    found = await unit_on(session, code, day)
    dated = []
    for each in found.owing:
        owed = {target.code for target in each.parts.targets}
        dated.append(_Dated(each.plan, each.head, [target for target in each.plan.targets if target.code in owed]))
    events, without = await _days(session, dated)
    return CalendarShown(plan=None, organisation=code, name=found.name, events=events, without_day=without)


async def _days(session: Session, plans: Sequence[_Dated]) -> tuple[list[CalendarEvent], list[WithoutDay]]:
    bound = {code for each in plans for target in each.targets for code in _bound(each.plan, target)}
    found = await organisations.with_ancestors(session, bound)
    names = {code: Bilingual(zh=one.name_zh, en=one.name_en) for code, one in found.items()}
    events: list[CalendarEvent] = []
    without: list[WithoutDay] = []
    for each in plans:
        phases = {phase.code: phase for phase in each.plan.phases}
        targets = {target.code: target for target in each.targets}
        for day in days_of(each.plan.phases, each.targets):
            subject = targets[day.code] if day.kind is EventKind.TARGET_DUE else phases[day.code]
            if day.on is None:
                without.append(_without(each, day, subject))
            else:
                events.append(_event(each, day, day.on, subject, names))
    return sorted(events, key=lambda event: (event.on, event.plan, event.uid)), without


def _event(
    dated: _Dated,
    day: deadline_calendar.Day,
    on: date,
    subject: PlanTarget | PlanPhase,
    names: Mapping[str, Bilingual],
) -> CalendarEvent:
    target = subject if isinstance(subject, PlanTarget) else None
    line = line_words(target) if target else None
    return CalendarEvent(
        uid=str(uuid5(NAMESPACE_URL, f"dudao:plan/{dated.plan.code}/{day.kind.value}/{day.code}")),
        kind=day.kind,
        plan=dated.plan.code,
        plan_title=dated.plan.title,
        revision=dated.head.revision,
        published_on=dated.head.published_on,
        bearing=dated.head.bearing,
        what=day.code,
        title=_title(subject),
        line_text=Bilingual(zh=line.zh, en=line.en) if line else None,
        on=on,
        place=subject.place,
        units=[UnitInCalendar(organisation=code, name=names[code]) for code in _bound(dated.plan, target)],
    )


def _without(dated: _Dated, day: deadline_calendar.Day, subject: PlanTarget | PlanPhase) -> WithoutDay:
    target = subject if isinstance(subject, PlanTarget) else None
    return WithoutDay(
        kind=day.kind,
        plan=dated.plan.code,
        what=day.code,
        title=_title(subject),
        place=subject.place,
        certainty=target.deadline_certainty if target else None,
        as_printed=target.deadline_text if target else None,
    )


def _title(subject: PlanTarget | PlanPhase) -> Bilingual:
    return subject.statement if isinstance(subject, PlanTarget) else subject.title


def _bound(plan: PlanDocument, target: PlanTarget | None) -> Collection[str]:
    """The units that the plan itself binds to a target, each once, in its order; nobody to a phase."""
    if target is None:
        return ()
    measures = {measure.code: measure for _, measure in plan.measures_with_pointers()}
    by_measure = [one.organisation for one in measures[target.measure].assignments] if target.measure else []
    by_unit = [unit.organisation for unit in plan.units if unit.key == target.responsible_unit]
    return list(dict.fromkeys([*by_measure, *by_unit]))

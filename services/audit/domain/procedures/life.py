"""What has happened to a case, which clocks run, and what stands against the next step.

Time passes before anything else is looked at: clocks whose last day is over run out in the order of their days, each
with a step of its own. An act and the timekeeper let it pass by the same function, so a clock runs out once and on its
day, however late anybody notices.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from services.audit.domain.procedures.days import ONE, Calendar
from services.audit.domain.procedures.procedure import Ask, Desk, Procedure, Step

HEARING = "stated"
"""The step by which a unit is heard: what needs it, or the silence after its time, is refused as a case not heard."""


@dataclass(frozen=True)
class Happened:
    """A step that was taken. `actor` is empty where nobody took it; `said` holds what it asks beside words. `entered`
    is the day on which it was entered as it happened: days that somebody has are not counted from before it was told.
    """

    step: str
    on: date
    actor: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    entered: date | None = None


@dataclass(frozen=True)
class Life:
    """`running` are the last days of the clocks that run; `days` are those the case names itself, such as `due_on`."""

    procedure: Procedure
    state: str
    log: tuple[Happened, ...]
    running: Mapping[str, date]
    days: Mapping[str, date]

    @property
    def moved_on(self) -> date:
        """The day it last moved."""
        return self.log[-1].on

    def has(self, needs: Collection[str]) -> bool:
        """Whether one of the steps that are needed was taken, or none is."""
        return not needs or any(each.step in needs for each in self.log)

    def took(self, steps: Collection[str]) -> set[str]:
        """Who took one of these steps."""
        return {each.actor for each in self.log if each.step in steps and each.actor}


class Obstacle(StrEnum):
    """Why a step cannot be taken, in the order in which it is looked for."""

    NOT_POSSIBLE = "not_possible"
    BEFORE_LAST_STEP = "before_last_step"
    SAME_PERSON = "same_person"
    RECUSED = "recused"
    NOT_HEARD = "not_heard"
    TOO_LATE = "too_late"


def begun(procedure: Procedure, first: Happened, days: Mapping[str, date], calendar: Calendar) -> Life:
    """A case with its first step."""
    state = procedure.opening.to
    if first.step != procedure.first or state is None:
        raise ValueError(f"{procedure.code} does not begin with {first.step}")
    return _clocked(Life(procedure, state, (first,), {}, days), first, calendar)


def taken(life: Life, happened: Happened, calendar: Calendar) -> Life:
    """With one more step, which must be possible."""
    state = life.procedure.steps[happened.step].leads(life.state)
    if state is None:
        raise ValueError(f"{happened.step} cannot follow {life.state}")
    return _clocked(replace(life, state=state, log=(*life.log, happened)), happened, calendar)


def passed(life: Life, today: date, calendar: Calendar) -> Life:
    """With everything that happened by itself before `today` began or as it began."""
    while True:
        over = [(last, code) for code, last in life.running.items() if last < today]
        if not over:
            return life
        last, code = min(over)
        life = replace(life, running={name: day for name, day in life.running.items() if name != code})
        then = life.procedure.clocks[code].then
        if life.procedure.steps[then].leads(life.state) is not None:
            # Somebody may have acted after the last day without stopping it: no step is dated before one that came.
            life = taken(life, Happened(then, max(last + ONE, life.moved_on)), calendar)


def obstacle(life: Life, step: Step, on: date, actor: str, *, recused: bool) -> Obstacle | None:
    """The first thing in the case itself that stands against a step; what must be looked up comes after it."""
    if step.leads(life.state) is None:
        return Obstacle.NOT_POSSIBLE
    if on < life.moved_on:
        return Obstacle.BEFORE_LAST_STEP
    if actor in life.took(step.apart_from):
        return Obstacle.SAME_PERSON
    if recused:
        return Obstacle.RECUSED
    if not life.has(step.needs):
        return Obstacle.NOT_HEARD if HEARING in step.needs else Obstacle.NOT_POSSIBLE
    if step.before is not None and step.before in life.days and life.days[step.before] <= on:
        return Obstacle.TOO_LATE
    return None


def possible(life: Life) -> list[Step]:
    """The steps that somebody may take now, in the order of the procedure."""
    people = (Desk.UNIT, Desk.SUPERVISOR, Desk.DECIDER)
    first = life.procedure.first
    return [
        step
        for step in life.procedure.steps.values()
        if step.by in people and step.code != first and step.leads(life.state) is not None and life.has(step.needs)
    ]


def _clocked(life: Life, happened: Happened, calendar: Calendar) -> Life:
    """A day that the step says takes the place of the one the case had named for the clock it starts."""
    running, days = dict(life.running), dict(life.days)
    for clock in life.procedure.clocks.values():
        if happened.step in clock.stops:
            running.pop(clock.code, None)
        if happened.step in clock.starts and clock.days is not None:
            told = max(happened.on, happened.entered or happened.on)
            since = told if clock.since is None else days[clock.since]
            running[clock.code] = calendar.last_day(since, clock.days, clock.counting)
        elif happened.step in clock.starts and clock.until is not None:
            days[clock.until] = happened.said.get(Ask.UNTIL) or days[clock.until]
            running[clock.code] = days[clock.until]
    return replace(life, running=running, days=days)

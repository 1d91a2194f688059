"""The states an organisation went through, from what is recorded of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.plans.domain.organisation_event import LIFE, Event, Fields, standing_events

BEGINNING, END = date.min, date.max


@dataclass(frozen=True)
class Period:
    """`fields` held from `since` until the day before `until`."""

    since: date
    until: date
    fields: Fields


def periods(events: Sequence[Event]) -> list[Period]:
    """From the beginning to the end of time without a gap; neighbours differ.

    Days decide, not the order of recording: that settles only what descriptions and events say of one and the same day.
    """
    found: list[Period] = []
    fields: dict[str, Any] = {}
    steps = _steps(events)
    days = sorted({day for day, _ in steps})
    for day, until in zip(days, [*days[1:], END], strict=True):
        fields = fields | {name: value for since, sets in steps if since == day for name, value in sets.items()}
        shown = {name: value for name, value in fields.items() if value is not None or name == "parent"}
        if found and found[-1].fields == shown:
            found[-1] = Period(found[-1].since, until, shown)
        else:
            found.append(Period(day, until, shown))
    return found


def fields_on(known: Sequence[Period], day: date) -> Fields:
    """What held on the day, given all periods."""
    return next(period for period in reversed(known) if period.since <= day).fields


def origins(events: Sequence[Event]) -> dict[str, date]:
    """Since when each field has had its last value."""
    return {name: day for day, sets in _steps(events) for name in sets}


def _steps(events: Sequence[Event]) -> list[tuple[date, Fields]]:
    """What is set from which day on, in order; days of a life are set from the beginning."""
    known = standing_events(events)
    life = [(BEGINNING, {k: v for k, v in event.sets.items() if k in LIFE}) for event in known]
    rest = [(event.since, {k: v for k, v in event.sets.items() if k not in LIFE}) for event in known]
    return [step for step in life + rest if step[1]]

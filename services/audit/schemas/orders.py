"""Bodies of rectification orders."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.audit.domain.case_orders import State
from services.audit.repository.orders import Ground, KeptEvent, KeptOrder
from services.audit.schemas.common import Actor, Named, example, named
from services.kernel.fields import Closed, Code, Day, Passage, Reason, Shown


class OrderGiven(Closed):
    """What a unit is to do by when, and until when it may speak first. Every finding must name the unit."""

    findings: Annotated[list[Code], Field(min_length=1, max_length=500)]
    unit: Code
    demand: Passage
    due_on: Day
    hearing_until: Day
    proposed_on: Day
    reason: Reason

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "findings": ["fnd_0123456789abcdef"],
                "unit": "640221-finance",
                "demand": "把仪器设备经费列入下年度预算 · put the equipment into next year's budget",
                "due_on": "2022-06-30",
                "hearing_until": "2021-11-25",
                "proposed_on": "2021-11-10",
                "reason": "指标未达标 · the criterion is not met",
            }
        )
    )


class StatementGiven(Closed):
    """What the unit has to say before anything is decided."""

    text: Passage
    stated_on: Day

    model_config = ConfigDict(
        json_schema_extra=example({"text": "经费已在追加 · the funds are being added", "stated_on": "2021-11-18"})
    )


class Decision(StrEnum):
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class DecisionGiven(Closed):
    decision: Decision
    reason: Reason
    decided_on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "decision": "confirmed",
                "reason": "陈述已听取，缺口属实 · the unit was heard, the shortage is real",
                "decided_on": "2021-11-26",
            }
        )
    )


class GroundShown(Shown):
    """A finding the order rests on, and the duty it was bound to when the order was proposed."""

    finding: str
    plan: str
    duty: str
    role: str
    place: str


class EventShown(Shown):
    event: str
    text: str
    happened_on: date
    actor: Actor
    recorded_at: datetime


class OrderLine(Shown):
    """`rule` names the accountability rules the order was proposed under."""

    id: str
    state: State
    organisation: str
    unit: Named
    rule: str
    demand: str
    proposed_on: date
    hearing_until: date
    due_on: date
    findings: list[GroundShown]
    recorded_at: datetime


class OrderShown(OrderLine):
    log: list[EventShown]


def shown_order_line(kept: KeptOrder, grounds: Sequence[Ground]) -> OrderLine:
    return OrderLine(**_line(kept, grounds))


def shown_order(kept: KeptOrder, grounds: Sequence[Ground], events: Sequence[KeptEvent]) -> OrderShown:
    return OrderShown(**_line(kept, grounds), log=[_event(event) for event in events])


def _event(kept: KeptEvent) -> EventShown:
    return EventShown(
        event=kept.event,
        text=kept.text,
        happened_on=kept.happened_on,
        actor=Actor(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )


def _line(kept: KeptOrder, grounds: Sequence[Ground]) -> dict[str, Any]:
    return {
        "id": kept.id,
        "state": State(kept.state),
        "organisation": kept.organisation,
        "unit": named(kept.unit, kept.unit_zh, kept.unit_en),
        "rule": kept.rule,
        "demand": kept.demand,
        "proposed_on": kept.proposed_on,
        "hearing_until": kept.hearing_until,
        "due_on": kept.due_on,
        "findings": [GroundShown.model_validate(ground) for ground in grounds],
        "recorded_at": kept.recorded_at,
    }

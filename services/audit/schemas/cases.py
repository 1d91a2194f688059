"""Bodies of cases: how one stands, what happened to it, and what may happen next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.audit.domain.procedures.days import Counting
from services.audit.domain.procedures.procedure import Ask, Desk, Procedure, Step
from services.audit.procedures import calendar
from services.audit.repository.cases import Child, Ground, KeptCase, KeptStep
from services.audit.schemas.case_details import AppraisalShown, InspectionShown, SubjectShown, shown_subject
from services.audit.schemas.common import Actor, Named, Words, named
from services.kernel.fields import Shown


class GroundShown(Shown):
    """A finding the case rests on, and the duty it was bound to when the case was opened."""

    finding: str
    plan: str
    duty: str
    role: str
    place: str


class StepShown(Shown):
    """`actor` is null where a clock ran out, or another case had its effect."""

    step: str
    title: Words
    text: str
    said: dict[str, Any]
    on: date
    actor: Actor | None
    recorded_at: datetime


class ClockShown(Shown):
    """A clock that runs, to the end of its last day; then the step `then` happens by itself. `provisional`: it counts
    working days of a year whose holidays are not announced yet."""

    clock: str
    title: Words
    last_day: date
    provisional: bool
    then: str


class PossibleShown(Shown):
    """A step that somebody at the desk may take now; `asks` is what it must say beside words."""

    step: str
    title: Words
    by: Desk
    asks: list[Ask]


class ChildShown(Shown):
    id: str
    kind: str
    state: str


class CaseLine(Shown):
    """`demand` is what an order asks; `rule` names the accountability rules the case was opened under. A case is `live`
    once a step was entered within a week of its day: its clocks run out by themselves. In one that is brought in from
    paper they run out as the next step is entered, each on its own day."""

    id: str
    kind: str
    procedure: str
    on_case: str | None
    state: str
    state_title: Words
    live: bool
    organisation: Named
    unit: Named
    about: str
    rule: str
    demand: str | None
    reward: str | None
    held_to_account: SubjectShown | None
    inspection: InspectionShown | None
    appraisal: AppraisalShown | None
    days: dict[str, date]
    clocks: list[ClockShown]
    findings: list[GroundShown]
    recorded_at: datetime


class CaseShown(CaseLine):
    cases_on_it: list[ChildShown]
    possible: list[PossibleShown]
    log: list[StepShown]


def shown_line(kept: KeptCase, procedure: Procedure, grounds: Sequence[Ground], clocks: Mapping[str, date]) -> CaseLine:
    return CaseLine(**_line(kept, procedure, grounds, clocks))


def shown_case(
    kept: KeptCase,
    procedure: Procedure,
    grounds: Sequence[Ground],
    clocks: Mapping[str, date],
    *,
    log: Sequence[KeptStep],
    children: Sequence[Child],
    possible: Sequence[Step],
) -> CaseShown:
    return CaseShown(
        **_line(kept, procedure, grounds, clocks),
        cases_on_it=[ChildShown.model_validate(each) for each in children],
        possible=[
            PossibleShown(step=each.code, title=Words.model_validate(each.title), by=each.by, asks=list(each.asks))
            for each in possible
        ],
        log=[_step(each, procedure) for each in log],
    )


def _line(
    kept: KeptCase, procedure: Procedure, grounds: Sequence[Ground], clocks: Mapping[str, date]
) -> dict[str, Any]:
    return {
        "id": kept.id,
        "kind": kept.kind,
        "procedure": kept.procedure,
        "on_case": kept.parent,
        "state": kept.state,
        "state_title": Words.model_validate(procedure.states[kept.state]),
        "live": kept.live,
        "organisation": named(kept.organisation, kept.organisation_zh, kept.organisation_en),
        "about": kept.about,
        "unit": named(kept.unit, kept.unit_zh, kept.unit_en),
        "rule": kept.details["rule"],
        "demand": kept.details.get("demand"),
        "reward": kept.details.get("reward"),
        "appraisal": AppraisalShown.model_validate(kept.details) if "proposal" in kept.details else None,
        "inspection": InspectionShown.model_validate(kept.details) if "inspection" in kept.details else None,
        "held_to_account": shown_subject(kept.details) if "subject" in kept.details else None,
        "days": kept.days,
        "clocks": [
            ClockShown(
                clock=code,
                title=Words.model_validate(procedure.clocks[code].title),
                last_day=day,
                provisional=procedure.clocks[code].counting is Counting.WORKING and not calendar().knows(day),
                then=procedure.clocks[code].then,
            )
            for code, day in clocks.items()
        ],
        "findings": [GroundShown.model_validate(ground) for ground in grounds],
        "recorded_at": kept.recorded_at,
    }


def _step(kept: KeptStep, procedure: Procedure) -> StepShown:
    return StepShown(
        step=kept.step,
        title=Words.model_validate(procedure.steps[kept.step].title),
        text=kept.text,
        said=dict(kept.said),
        on=kept.happened_on,
        actor=None if kept.actor_id is None else Actor(id=kept.actor_id, name=kept.actor_name or ""),
        recorded_at=kept.recorded_at,
    )

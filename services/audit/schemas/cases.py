"""Bodies of cases: how one stands, what may happen next, and what somebody does in it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.audit.domain.appraising import Condition
from services.audit.domain.inspecting import Seen
from services.audit.domain.outcome_ladder import Scope, Subject
from services.audit.domain.priority import Priority
from services.audit.domain.procedures.days import Counting
from services.audit.domain.procedures.procedure import Ask, Desk, Procedure, Step
from services.audit.procedures import calendar
from services.audit.repository.cases import Child, Ground, KeptCase, KeptStep
from services.audit.rules import accountability_rules
from services.audit.schemas.common import Actor, Figure, Named, Words, example, named
from services.kernel.fields import Closed, Code, Day, Number, Passage, Reason, Shown, shown_number


class CheckedGiven(Closed):
    """One line of the checklist as it was found on the spot."""

    criterion: Code
    seen: Seen
    note: Annotated[str, Field(max_length=2_000)] = ""


class Said(Closed):
    """What a step may ask beside words; the procedure says which step asks what."""

    until: Annotated[Day | None, Field(description="the last day of the new time · 新的期限")] = None
    assessment: Annotated[Code | None, Field(description="an assessment on newer readings · 依据新数据的评估")] = None
    jointly_liable: Annotated[Code | None, Field(description="the supervising department · 承担连带责任的部门")] = None

    outcomes: Annotated[
        list[Code] | None, Field(min_length=1, max_length=10, description="of the ladder in the rules · 问责方式")
    ] = None
    scope: Annotated[Scope | None, Field(description="how widely it is made known · 公开范围")] = None
    effective_on: Annotated[Day | None, Field(description="the day it takes effect · 生效时间")] = None

    grade: Annotated[Code | None, Field(description="of the rules of the appraisal · 等次代码")] = None
    cause: Annotated[Reason | None, Field(description="why it is lacking · 缺口原因")] = None
    measure: Annotated[Reason | None, Field(description="what is done about it · 措施")] = None
    owner: Annotated[Code | None, Field(description="the unit that does it · 责任单位")] = None
    cost: Annotated[Number | None, Field(ge=0, description="yuan · 经费（元）")] = None
    priority: Annotated[Priority | None, Field(description="轻重缓急")] = None
    percent: Annotated[int | None, Field(ge=0, le=100, strict=True, description="how far it is · 进度")] = None

    checked: Annotated[
        list[CheckedGiven] | None, Field(max_length=200, description="the checklist as found · 检查清单结果")
    ] = None

    def said(self) -> dict[Ask, Any]:
        said = {ask: value for ask in Ask if (value := getattr(self, ask.value, None)) is not None}
        if self.cost is not None:
            said[Ask.COST] = shown_number(self.cost)
        if self.checked is not None:
            said[Ask.CHECKED] = [each.model_dump(mode="json") for each in self.checked]
        return said


class StepGiven(Said):
    """A step of the procedure, in words, on a day."""

    step: Code
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {"step": "stated", "text": "经费已在追加 · the funds are being added", "on": "2021-11-18"}
        )
    )


class RequestGiven(Said):
    """What the unit asks for: `extension`, `review` or `appeal`."""

    kind: Code
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "kind": "extension",
                "text": "工期受冬季停工影响 · building stands still in winter",
                "on": "2022-05-20",
                "until": "2022-09-30",
            }
        )
    )


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


class SubjectShown(Shown):
    """Who is held to account: the unit itself, or whoever holds a post in it. `earlier` are decisions of the year
    before, which make for a stricter one."""

    kind: Subject
    post: str | None
    trigger: str
    title: Words
    on_cases: list[str]
    earlier: list[str]
    twice_in_a_year: bool


class InspectionShown(Shown):
    """A visit: under which entry of the list it stands, who makes it, and what is to be checked."""

    inspection: str
    entry: str
    sample: str | None
    team: list[Actor]
    standard: str | None
    checklist: list[str]


class GradeShown(Shown):
    code: str
    title: str
    at_least: Figure


class AppliedShown(Shown):
    """A consequence that applied: one grade lower, or none above `not_above`."""

    condition: Condition
    not_above: str | None


class ProposalShown(Shown):
    """Shares as "n/d" where all that is open were missed (`low`) or met (`high`). `grade` null: `reason` is nothing_due
    or cannot_decide."""

    low: str | None
    high: str | None
    base: str | None
    grade: str | None
    reason: str | None
    applied: list[AppliedShown]


class AppraisalShown(Shown):
    """The year, the grades of the jurisdiction, what happened in the year (cases by condition) and what follows."""

    year: int
    assessment: str
    grades: list[GradeShown]
    happened: dict[Condition, list[str]]
    late: int
    proposal: ProposalShown


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
        "appraisal": AppraisalShown.model_validate(kept.details) if "proposal" in kept.details else None,
        "inspection": InspectionShown.model_validate(kept.details) if "inspection" in kept.details else None,
        "held_to_account": _subject(kept.details) if "subject" in kept.details else None,
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


def _subject(details: Mapping[str, Any]) -> SubjectShown:
    rule = next(each for each in accountability_rules() if each.code == details["rule"])
    return SubjectShown(
        **details["subject"],
        trigger=details["trigger"],
        title=Words.model_validate(rule.triggers[details["trigger"]]),
        on_cases=details["on_cases"],
        earlier=details["earlier"],
        twice_in_a_year=bool(details["earlier"]),
    )


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

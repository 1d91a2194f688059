"""Procedures as they are shown, and drawn."""

from datetime import date

from services.audit.domain.procedures.days import Counting
from services.audit.domain.procedures.procedure import Ask, Clock, Desk, Fact, Procedure, Step
from services.audit.schemas.common import Words
from services.kernel.fields import Shown


class StateShown(Shown):
    state: str
    title: Words
    final: bool


class ProcedureStep(Shown):
    """`of` null: in every state; `to` null: the state stays. One of `needs` must have happened, nobody takes the step
    who took one of `apart_from`, and `facts` are looked up before it."""

    step: str
    title: Words
    by: Desk
    of: list[str] | None
    to: str | None
    needs: list[str]
    apart_from: list[str]
    asks: list[Ask]
    facts: list[Fact]
    effect: str | None


class ProcedureClock(Shown):
    """`days` after the step that starts it or the day the case names as `since`, or to the day it names as `until`."""

    clock: str
    title: Words
    starts: list[str]
    stops: list[str]
    then: str
    days: int | None
    counting: Counting
    since: str | None
    until: str | None
    reference: str
    confidence: str


class ProcedureLine(Shown):
    code: str
    kind: str
    title: Words
    rule: str
    in_force_from: date
    opened_on: list[str]


class ProcedureShown(ProcedureLine):
    """`diagram` is a state diagram in Mermaid's language."""

    reference: str
    states: list[StateShown]
    steps: list[ProcedureStep]
    clocks: list[ProcedureClock]
    diagram: str


def shown_procedure_line(kept: Procedure) -> ProcedureLine:
    return ProcedureLine(
        code=kept.code,
        kind=kept.kind,
        title=Words.model_validate(kept.title),
        rule=kept.rule,
        in_force_from=kept.in_force_from,
        opened_on=list(kept.on.procedures) if kept.on else [],
    )


def shown_procedure(kept: Procedure) -> ProcedureShown:
    return ProcedureShown(
        **dict(shown_procedure_line(kept)),
        reference=kept.reference,
        states=[
            StateShown(state=code, title=Words.model_validate(title), final=code in kept.final)
            for code, title in kept.states.items()
        ],
        steps=[_step(each) for each in kept.steps.values()],
        clocks=[_clock(each) for each in kept.clocks.values()],
        diagram=diagram(kept),
    )


def diagram(procedure: Procedure) -> str:
    """Each state with its name, each step as an arrow; steps that leave the state as it is are left out."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{title.zh} {title.en}" as {code}' for code, title in procedure.states.items()]
    lines.append(f"    [*] --> {procedure.opening.to}: {procedure.opening.title.zh}")
    for step in procedure.steps.values():
        for state in step.of if step.of is not None else procedure.states:
            if step.to is not None and step.to != state:
                lines.append(f"    {state} --> {step.to}: {step.title.zh}")
    lines += [f"    {state} --> [*]" for state in procedure.states if state in procedure.final]
    return "\n".join(lines) + "\n"


def _step(kept: Step) -> ProcedureStep:
    return ProcedureStep(
        step=kept.code,
        title=Words.model_validate(kept.title),
        by=kept.by,
        of=None if kept.of is None else list(kept.of),
        to=kept.to,
        needs=list(kept.needs),
        apart_from=list(kept.apart_from),
        asks=list(kept.asks),
        facts=list(kept.facts),
        effect=kept.effect,
    )


def _clock(kept: Clock) -> ProcedureClock:
    return ProcedureClock(
        clock=kept.code,
        title=Words.model_validate(kept.title),
        starts=list(kept.starts),
        stops=list(kept.stops),
        then=kept.then,
        days=kept.days,
        counting=kept.counting,
        since=kept.since,
        until=kept.until,
        reference=kept.reference,
        confidence=kept.confidence.value,
    )

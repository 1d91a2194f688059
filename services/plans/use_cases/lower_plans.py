"""How plans below take up the measures of a plan above on a day, in the codes of that day."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.plans.domain.cascade import holds_on, known_on
from services.plans.domain.revision_changes.change import Part
from services.plans.repository.adoptions import Decision
from services.plans.schemas.adoptions import AdoptionBody, StatedLine, TargetLink
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.adoptions import adopted
from services.plans.use_cases.codes_on import CodesOn


@dataclass(frozen=True)
class Ground:
    """`plans` are those below as of the day, `standing` the place of each organisation, `wanted` tasks there are."""

    upper: PlanDocument
    plans: Mapping[str, PlanDocument]
    standing: Mapping[str, str]
    wanted: Collection[str]
    codes: CodesOn
    day: date


@dataclass(frozen=True)
class Said:
    """A decision and the measure it is about, as that is called on the day; None where it is there no more."""

    decision: Decision
    measure: str | None

    @property
    def plan(self) -> str:
        return self.decision.key[0]

    @property
    def version(self) -> int:
        return self.decision.version

    @property
    def decided_on(self) -> date:
        return self.decision.decided_on


@dataclass(frozen=True)
class Linked:
    """Two targets that somebody linked; None where one is there no more."""

    lower: PlanTarget | None
    upper: PlanTarget | None
    asks: StatedLine | None


@dataclass(frozen=True)
class Lower:
    """A plan below and how it takes up a measure. `holds` says whether it does on the day, or only compares with it.

    `dropped` is what it named for that and is there no more.
    """

    plan: PlanDocument
    place: str
    measure: str
    measures: Sequence[str]
    duties: Sequence[str]
    tasks: Sequence[str]
    dropped: Sequence[str]
    links: Sequence[Linked]
    decision: Decision
    holds: bool
    day: date


def said(ground: Ground, decisions: Sequence[Decision]) -> Iterator[Said]:
    """`decisions` key by key, oldest first. Taking back is about what was taken up before, whatever bears its code."""
    for key, group in groupby(decisions, key=lambda each: each.key):
        since = date.min
        for each in group:
            since = since if each.document is None else each.decided_on
            yield Said(each, ground.codes.called(key[1], Part.MEASURE, key[2], since))


def lower_plans(ground: Ground, told: Sequence[Said], measures: Collection[str]) -> dict[str, list[Lower]]:
    """By measure, of those asked for."""
    about: dict[tuple[str, str], list[Said]] = {}
    for each in told:
        if each.measure is not None and each.measure in measures:
            about.setdefault((each.measure, each.plan), []).append(each)
    found: dict[str, list[Lower]] = {}
    for (measure, _), group in sorted(about.items()):
        decision = known_on(group, ground.day).decision
        body = adopted(decision)
        if body is not None:
            holds = holds_on(group, ground.day) is not None
            found.setdefault(measure, []).append(_lower(ground, measure, decision, body, holds))
    return found


def gone(told: Sequence[Said], day: date) -> list[Said]:
    """What holds on the day and is about a measure that is there no more."""
    newest = [holds_on(list(group), day) for _, group in groupby(told, key=lambda each: each.decision.key)]
    return [each for each in newest if each is not None and each.measure is None and each.decision.document is not None]


def _lower(ground: Ground, measure: str, decision: Decision, body: AdoptionBody, holds: bool) -> Lower:
    plan = ground.plans[decision.key[0]]
    measures, without = _called(ground, decision, Part.MEASURE, body.measures)
    duties, lost = _called(ground, decision, Part.DUTY, body.duties)
    tasks = [code for code in body.tasks if code in ground.wanted]
    return Lower(
        plan=plan,
        place=ground.standing[plan.jurisdiction],
        measure=measure,
        measures=measures,
        duties=duties,
        tasks=tasks,
        dropped=[*without, *lost, *(code for code in body.tasks if code not in ground.wanted)],
        links=[_linked(ground, decision, plan, link) for link in body.targets],
        decision=decision,
        holds=holds,
        day=ground.day,
    )


def _called(ground: Ground, decision: Decision, part: Part, named: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the plan below named, as it is called on the day, and what is there no more."""
    found = [(code, ground.codes.called(decision.key[0], part, code, decision.decided_on)) for code in named]
    return [now for _, now in found if now is not None], [code for code, now in found if now is None]


def _linked(ground: Ground, decision: Decision, plan: PlanDocument, link: TargetLink) -> Linked:
    below = ground.codes.called(plan.code, Part.TARGET, link.target, decision.decided_on)
    above = ground.codes.called(ground.upper.code, Part.TARGET, link.upper_target, decision.decided_on)
    return Linked(_target(plan, below), _target(ground.upper, above), link.asks)


def _target(plan: PlanDocument, code: str | None) -> PlanTarget | None:
    return next((target for target in plan.targets if target.code == code), None)

"""Targets below held against the targets above that they answer."""

from collections.abc import Iterator
from typing import Literal

from services.plans.domain.cascade import Side, compared
from services.plans.domain.same_measure import difference
from services.plans.domain.stricter_line import Line
from services.plans.schemas.adoptions import TargetLink
from services.plans.schemas.coverage import LineShown, TargetCompared
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.cascade_facts import Cascade, Lower

By = Literal["same_measure", "stated", "linked"]


def compared_targets(cascade: Cascade, measure: str) -> list[TargetCompared]:
    """In every place; first what somebody linked, then what measures the same without being linked."""
    lower = [each for each in cascade.lower if each.measure == measure]
    return [_compared(cascade, each, link) for each in lower for link in _links(each, cascade.upper)]


def _links(lower: Lower, upper: PlanDocument) -> Iterator[TargetLink]:
    yield from lower.body.targets
    linked = {(each.target, each.upper_target) for each in lower.body.targets}
    answering = [target for target in lower.plan.targets if target.measure in lower.body.measures]
    for above in (target for target in upper.targets if target.measure == lower.measure):
        for target in answering:
            if (target.code, above.code) not in linked and _same(target, above):
                yield TargetLink(target=target.code, upper_target=above.code)


def _same(lower: PlanTarget, upper: PlanTarget) -> bool:
    return lower.unit == upper.unit and difference(lower.yardstick, upper.yardstick) is None


def _compared(cascade: Cascade, lower: Lower, link: TargetLink) -> TargetCompared:
    below, above = _target(lower.plan, link.target), _target(cascade.upper, link.upper_target)
    stated = Line(link.asks.comparison, link.asks.value) if link.asks else None
    found = compared(Side(lower.plan, below), Side(cascade.upper, above), stated, cascade.day)
    return TargetCompared(
        jurisdiction=lower.place,
        plan=lower.plan.code,
        verdict=found.verdict,
        why=found.why,
        in_value=found.in_value.strength,
        in_time=found.in_time.strength,
        why_not_in_time=found.in_time.why,
        by=_by(link, below, above),
        lower=_line(below),
        upper=_line(above),
        asks=link.asks,
        stated_by=lower.decision.decided_by if link.asks else None,
        decided_on=lower.decision.decided_on,
        for_information=found.for_information,
        lower_is_older=found.lower_is_older,
    )


def _by(link: TargetLink, lower: PlanTarget | None, upper: PlanTarget | None) -> By:
    if link.asks is not None:
        return "stated"
    return "same_measure" if lower and upper and _same(lower, upper) else "linked"


def _target(plan: PlanDocument, code: str) -> PlanTarget | None:
    return next((target for target in plan.targets if target.code == code), None)


def _line(target: PlanTarget | None) -> LineShown | None:
    if target is None:
        return None
    return LineShown(
        target=target.code,
        statement=target.statement,
        comparison=target.comparison,
        value=target.value,
        unit=target.unit,
        deadline=target.deadline,
        deadline_text=target.deadline_text,
    )

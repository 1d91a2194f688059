"""Targets below held against the targets above that they answer."""

from collections.abc import Iterator
from typing import Literal

from services.plans.domain.cascade import Side, compared
from services.plans.domain.same_measure import difference
from services.plans.domain.stricter_line import Line
from services.plans.schemas.coverage import LineShown, TargetCompared
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.cascade_facts import Cascade
from services.plans.use_cases.lower_plans import Linked, Lower

By = Literal["same_measure", "stated", "linked"]


def compared_targets(cascade: Cascade, measure: str) -> list[TargetCompared]:
    """In every place; first what somebody linked, then what measures the same without being linked."""
    lower = cascade.lower.get(measure, ())
    return [_compared(cascade, each, link) for each in lower for link in _links(each, cascade.upper)]


def _links(lower: Lower, upper: PlanDocument) -> Iterator[Linked]:
    yield from lower.links
    linked = {(each.lower.code, each.upper.code) for each in lower.links if each.lower and each.upper}
    answering = [target for target in lower.plan.targets if target.measure in lower.measures]
    for above in (target for target in upper.targets if target.measure == lower.measure):
        for target in answering:
            if (target.code, above.code) not in linked and _same(target, above):
                yield Linked(target, above, None)


def _same(lower: PlanTarget, upper: PlanTarget) -> bool:
    return lower.unit == upper.unit and difference(lower.yardstick, upper.yardstick) is None


def _compared(cascade: Cascade, lower: Lower, link: Linked) -> TargetCompared:
    below, above = link.lower, link.upper
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
        by=_by(link),
        lower=_line(below),
        upper=_line(above),
        asks=link.asks,
        stated_by=lower.decision.decided_by if link.asks else None,
        decided_on=lower.decision.decided_on,
        for_information=found.for_information,
        lower_is_older=found.lower_is_older,
    )


def _by(link: Linked) -> By:
    if link.asks is not None:
        return "stated"
    return "same_measure" if link.lower and link.upper and _same(link.lower, link.upper) else "linked"


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

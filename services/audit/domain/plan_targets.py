"""The targets of a published plan as the scoring takes them, and the units the plan binds to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.audit.domain.measured import Demand
from services.audit.domain.rollup import Branch, NodeKind
from services.audit.domain.target_rules import TargetRule
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison, Unassessable


@dataclass(frozen=True)
class BoundUnit:
    """A unit the plan itself binds: by an assignment of the measure, or by the duty list that states the target."""

    organisation: str
    role: str
    place: str


@dataclass(frozen=True)
class PlanTarget:
    """A target with its words. `rule` is what is scored, the rest is shown."""

    rule: TargetRule
    statement: Mapping[str, str]
    place: str
    measure: str | None
    kind: str
    comparison: str | None
    unit: str | None
    certainty: str
    deadline_text: str | None
    deadline_certainty: str
    units: tuple[BoundUnit, ...]


def targets_of(document: Mapping[str, Any]) -> tuple[PlanTarget, ...]:
    """In the order of the document, whose numbers must be exact: whole or Decimal."""
    measures = {measure["code"]: measure for measure in measures_of(document)}
    units = {unit["key"]: unit for unit in document.get("units", ())}
    return tuple(
        PlanTarget(
            rule=_rule(target),
            statement=target["statement"],
            place=target["place"],
            measure=target["measure"],
            kind=target["kind"],
            comparison=target["comparison"],
            unit=target["unit"],
            certainty=target["certainty"],
            deadline_text=target["deadline_text"],
            deadline_certainty=target.get("deadline_certainty", "none" if target["deadline"] is None else "stated"),
            units=tuple(_bound(target, measures, units)),
        )
        for target in document["targets"]
    )


def measures_of(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every measure, those of the programmes first."""
    for programme in document.get("programmes", ()):
        yield from programme["measures"]
    yield from document.get("measures", ())


def _bound(
    target: Mapping[str, Any], measures: Mapping[str, Mapping[str, Any]], units: Mapping[str, Mapping[str, Any]]
) -> Iterator[BoundUnit]:
    measure = measures.get(target["measure"] or "")
    for assignment in measure["assignments"] if measure else ():
        yield BoundUnit(assignment["organisation"], assignment["role"], measure["place"] if measure else "")
    unit = units.get(target["responsible_unit"] or "")
    if unit:
        yield BoundUnit(unit["organisation"], "responsible", unit["place"])


def _rule(target: Mapping[str, Any]) -> TargetRule:
    yardstick, word = target.get("yardstick"), target.get("unassessable")
    by_standard = yardstick.get("standard") if yardstick else None
    return TargetRule(
        code=target["code"],
        demand=Demand(
            Comparison(target["comparison"] or Comparison.YES), _exact(target["value"]), _exact(target["upper"])
        ),
        yardstick=Yardstick.model_validate(yardstick) if yardstick and by_standard is None else None,
        by_standard=by_standard,
        unassessable=None if word is None else Unassessable(word),
        deadline=None if target["deadline"] is None else date.fromisoformat(target["deadline"]),
        deadline_lost=target.get("deadline_certainty") == "lost",
        restates=target["restates"],
    )


def _exact(number: int | Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def effective_from(document: Mapping[str, Any]) -> date | None:
    """The day from which a yearly target is asked: when the plan came into force, or else the day it is dated."""
    day = document["in_force_from"] or document["document"]["dated"]
    return None if day is None else date.fromisoformat(day)


def outline_of(document: Mapping[str, Any]) -> Branch:
    """The plan as a tree: programmes with their measures, measures without a programme, targets without a measure."""

    def measure(each: Mapping[str, Any]) -> Branch:
        return Branch(NodeKind.MEASURE, each["code"], targets=hanging(each["code"]))

    def hanging(on: str | None) -> tuple[str, ...]:
        return tuple(target["code"] for target in document["targets"] if target["measure"] == on)

    programmes = (
        Branch(NodeKind.PROGRAMME, each["code"], branches=tuple(map(measure, each["measures"])))
        for each in document.get("programmes", ())
    )
    branches = (*programmes, *map(measure, document.get("measures", ())))
    return Branch(NodeKind.PLAN, document["code"], hanging(None), branches)


def titles_of(document: Mapping[str, Any]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What the plan, its programmes and its measures are called, by kind and code."""
    named = {
        NodeKind.PLAN: [document],
        NodeKind.PROGRAMME: document.get("programmes", ()),
        NodeKind.MEASURE: measures_of(document),
    }
    return {(kind.value, each["code"]): each["title"] for kind, found in named.items() for each in found}

"""Yardsticks and requirements of a document, in the language that plans and metrics use too."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from services.audit.domain.closed_document import Node
from services.audit.domain.conditions import Exemption
from services.audit.domain.facts import SchoolKind
from services.audit.domain.measured import Demand
from services.yardsticks.language import PLAIN, TEXT_NUMBERS, Population, Requirement, Yardstick
from services.yardsticks.periods import PeriodKind
from services.yardsticks.words import Reach

Model = TypeVar("Model", bound=BaseModel)


def yardstick_from(node: Node) -> Yardstick:
    """A yardstick of one school year, its numbers exact. Raises StandardRefused at the first fault."""
    _numbers_are_written(node)
    yardstick = _validated(Yardstick, node)
    fields = node.mapping()
    if yardstick.period is not PeriodKind.SCHOOL_YEAR:
        fields["period"].refuse("a standard judges one school year")
    for name in ("change", "accumulate_from", "every_period", "since"):
        if name in fields:
            fields[name].refuse("a standard judges one school year, not several")
    _population_is_known(fields["population"], yardstick.population)
    return yardstick


def requirement_from(node: Node) -> Requirement:
    """A quantity of one organisation held against a number."""
    _numbers_are_written(node)
    return _validated(Requirement, node)


def exemptions_from(node: Node, yardstick: Yardstick, demand: Demand) -> tuple[Exemption, ...]:
    """Other lines for some members; only where each member is held to a plain number by itself."""
    if yardstick.reach is not Reach.EACH or yardstick.population.kind != "school" or yardstick.minimum_sample:
        node.refuse("only schools that are judged one by one can be exempt")
    if demand.comparison not in PLAIN or demand.value is None:
        node.refuse("only a condition with a number can have another one")
    found = []
    for element in node.sequence():
        fields = element.closed("value for")
        whom = fields["for"].closed("", "school_kinds places where")
        found.append(
            Exemption(
                tuple(kind.one_of(SchoolKind).value for kind in _listed(whom, "school_kinds")),
                tuple(place.text() for place in _listed(whom, "places")),
                tuple(requirement_from(each) for each in _listed(whom, "where")),
                fields["value"].number(),
            )
        )
    return tuple(found)


def _listed(fields: Mapping[str, Node], name: str) -> Iterator[Node]:
    return fields[name].sequence() if name in fields else iter(())


def _validated(model: type[Model], node: Node) -> Model:
    try:
        return model.model_validate(node.content, context=TEXT_NUMBERS)
    except ValidationError as refused:
        fault = refused.errors()[0]
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault["loc"])
        return Node(f"{node.path}{place}", None).refuse(fault["msg"])


def _numbers_are_written(node: Node) -> None:
    """Every number of a yardstick is decimal text, as everywhere in the document."""
    if isinstance(node.content, list | tuple):
        for element in node.sequence():
            _numbers_are_written(element)
    elif isinstance(node.content, Mapping):
        for name, member in node.mapping().items():
            if name in {"amount", "over"}:
                for coefficient in member.mapping().values():
                    coefficient.number()
            elif name in {"per", "value"}:
                member.number()
            else:
                _numbers_are_written(member)


def _population_is_known(node: Node, population: Population) -> None:
    fields = node.mapping()
    if population.kind == "school":
        foreign, named = ("functions", "levels"), "school_kinds"
    elif population.kind == "department":
        foreign, named = ("school_kinds", "places"), "functions"
    else:
        fields["kind"].refuse("schools and departments report here")
    for name in foreign:
        if name in fields:
            fields[name].refuse(f"says nothing of a {population.kind}")
    if not getattr(population, named):
        node.refuse(f"must name the {named}")
    for kind in fields["school_kinds"].sequence() if "school_kinds" in fields else ():
        kind.one_of(SchoolKind)

"""The indicators beside the criteria, and what recognition hangs on: conditions in the language of yardsticks."""

import re
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from services.audit.domain.closed_document import Node
from services.audit.domain.facts import SchoolKind
from services.audit.domain.measured import Demand
from services.audit.domain.reading_grounds import ground_from, text_from
from services.audit.domain.standard import Condition, Item, Proviso, SocialRecognition
from services.yardsticks.language import PLAIN, TEXT_NUMBERS, Population, Yardstick
from services.yardsticks.periods import PeriodKind
from services.yardsticks.words import Comparison

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_WITHOUT_NUMBER = frozenset({Comparison.YES, Comparison.ALL})
_RULED, _ASKED = "clause source confidence", "yardstick comparison"


def items_from(node: Node, sources: Mapping[str, str], earlier: Sequence[str]) -> tuple[Item, ...]:
    """The items in their order, numbered on from the indicators whose codes are `earlier`."""
    codes = list(earlier)
    items: list[Item] = []
    for element in node.sequence():
        fields = element.closed(f"code number {_RULED} title conditions")
        code = _code(fields["code"], codes)
        codes.append(code)
        if fields["number"].whole() != len(codes):
            fields["number"].refuse(f"must be {len(codes)}: every indicator has its number, in their order")
        conditions = tuple(
            _condition(each, f"{code}.{place}") for place, each in enumerate(fields["conditions"].sequence(), 1)
        )
        if not conditions:
            fields["conditions"].refuse("must hold a condition")
        items.append(Item(code, len(codes), ground_from(fields, sources), text_from(fields["title"]), conditions))
    return tuple(items)


def preconditions_from(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    """The preconditions; each is met where its condition is."""
    return _provisos(node, sources)


def vetoes_from(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    """The vetoes. Reported is 1 where the fact was found, so each asks that everybody reports less than 1."""
    vetoes = _provisos(node, sources)
    for place, veto in enumerate(vetoes):
        demand = veto.condition.demand
        if demand.comparison is not Comparison.LESS_THAN or demand.value != 1:
            Node(f"{node.path}[{place}].comparison", None).refuse('must be "<" 1: the fact was found nowhere')
    return vetoes


def social_recognition_from(node: Node, sources: Mapping[str, str]) -> SocialRecognition:
    """The survey's condition; `minimum_sample` says what the least number of answers in its yardstick stands on."""
    fields = node.closed(f"{_RULED} title {_ASKED} value minimum_sample")
    condition = _asked(fields, node.path)
    if condition.yardstick.minimum_sample is None:
        Node(f"{node.path}.yardstick.minimum_sample", None).refuse("missing")
    sample = ground_from(fields["minimum_sample"].closed(_RULED), sources)
    return SocialRecognition(condition, ground_from(fields, sources), sample)


def _provisos(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    codes: list[str] = []
    provisos = []
    for element in node.sequence():
        fields = element.closed(f"code {_RULED} title {_ASKED}", "value")
        codes.append(_code(fields["code"], codes))
        provisos.append(Proviso(_asked(fields, codes[-1]), ground_from(fields, sources)))
    return tuple(provisos)


def _code(node: Node, earlier: Sequence[str]) -> str:
    code = node.text()
    if not _CODE.fullmatch(code):
        node.refuse("must be a letter, then letters and digits: it is the path of the clause")
    if code in earlier:
        node.refuse("used by an earlier rule")
    return code


def _condition(node: Node, code: str) -> Condition:
    fields = node.closed(f"code title {_ASKED}", "value")
    fields["code"].exactly(code)
    return _asked(fields, code)


def _asked(fields: Mapping[str, Node], code: str) -> Condition:
    yardstick = _yardstick(fields["yardstick"])
    return Condition(code, text_from(fields["title"]), yardstick, _demand(fields, yardstick))


def _demand(fields: Mapping[str, Node], yardstick: Yardstick) -> Demand:
    comparison = fields["comparison"].one_of(Comparison)
    if comparison not in PLAIN | _WITHOUT_NUMBER:
        fields["comparison"].refuse("a condition of a standard is one of >=, >, <=, <, =, yes, all")
    value = fields.get("value")
    if comparison in _WITHOUT_NUMBER or yardstick.versus is not None:
        if value is not None:
            value.refuse("this comparison is not with a number")
        return Demand(comparison)
    if value is None:
        fields["comparison"].refuse("needs a `value`")
    return Demand(comparison, value.number())


def _yardstick(node: Node) -> Yardstick:
    _numbers_are_written(node)
    try:
        yardstick = Yardstick.model_validate(node.content, context=TEXT_NUMBERS)
    except ValidationError as refused:
        fault = refused.errors()[0]
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault["loc"])
        Node(f"{node.path}{place}", None).refuse(fault["msg"])
    fields = node.mapping()
    if yardstick.period is not PeriodKind.SCHOOL_YEAR:
        fields["period"].refuse("a standard judges one school year")
    for name in ("change", "accumulate_from", "every_period", "since"):
        if name in fields:
            fields[name].refuse("a standard judges one school year, not several")
    _population_is_known(fields["population"], yardstick.population)
    return yardstick


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

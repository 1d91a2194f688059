"""The indicators beside the criteria, and what recognition hangs on: conditions in the language of yardsticks."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from services.audit.domain.closed_document import Node
from services.audit.domain.conditions import Condition, Item, Proviso, SocialRecognition
from services.audit.domain.measured import Demand
from services.audit.domain.reading_grounds import ground_from, text_from
from services.audit.domain.reading_yardsticks import exemptions_from, yardstick_from
from services.yardsticks.language import PLAIN, Yardstick
from services.yardsticks.words import Comparison

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_WITHOUT_NUMBER = frozenset({Comparison.YES, Comparison.ALL})
_RULED, _ASKED = "clause source confidence", "yardstick comparison"


def items_from(node: Node, sources: Mapping[str, str], earlier: Sequence[str]) -> tuple[Item, ...]:
    """The items in their order, numbered on from the indicators whose codes are `earlier`."""
    codes = list(earlier)
    items: list[Item] = []
    for element in node.sequence():
        fields = element.closed(f"code number {_RULED} title conditions", "group")
        code = code_from(fields["code"], codes)
        codes.append(code)
        if fields["number"].whole() != len(codes):
            fields["number"].refuse(f"must be {len(codes)}: every indicator has its number, in their order")
        conditions = tuple(
            _condition(each, f"{code}.{place}") for place, each in enumerate(fields["conditions"].sequence(), 1)
        )
        if not conditions:
            fields["conditions"].refuse("must hold a condition")
        group = text_from(fields["group"]) if "group" in fields else None
        title = text_from(fields["title"])
        items.append(Item(code, len(codes), ground_from(fields, sources), title, conditions, group))
    return tuple(items)


def preconditions_from(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    """The preconditions; each is met where its condition is."""
    return _provisos(node, sources)


def vetoes_from(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    """The vetoes. Reported is 1 where the fact was found, so each asks that everybody reports less than 1."""
    vetoes = _provisos(node, sources)
    for place, veto in enumerate(vetoes):
        found_nowhere(Node(f"{node.path}[{place}]", None), veto.condition)
    return vetoes


def found_nowhere(node: Node, condition: Condition) -> None:
    """Refuse a condition on a fact that does not ask everybody to report less than 1."""
    if condition.demand != Demand(Comparison.LESS_THAN, Fraction(1)):
        Node(f"{node.path}.comparison", None).refuse('must be "<" 1: the fact was found nowhere')


def social_recognition_from(node: Node, sources: Mapping[str, str]) -> SocialRecognition:
    """The survey's condition; `minimum_sample` says what the least number of answers in its yardstick stands on."""
    fields = node.closed(f"{_RULED} title {_ASKED} value minimum_sample")
    condition = condition_from(fields, node.path)
    if condition.yardstick.minimum_sample is None:
        Node(f"{node.path}.yardstick.minimum_sample", None).refuse("missing")
    sample = ground_from(fields["minimum_sample"].closed(_RULED), sources)
    return SocialRecognition(condition, ground_from(fields, sources), sample)


def _provisos(node: Node, sources: Mapping[str, str]) -> tuple[Proviso, ...]:
    codes: list[str] = []
    provisos = []
    for element in node.sequence():
        fields = element.closed(f"code {_RULED} title {_ASKED}", "value")
        codes.append(code_from(fields["code"], codes))
        provisos.append(Proviso(condition_from(fields, codes[-1]), ground_from(fields, sources)))
    return tuple(provisos)


def code_from(node: Node, earlier: Sequence[str]) -> str:
    code = node.text()
    if not _CODE.fullmatch(code):
        node.refuse("must be a letter, then letters and digits: it is the path of the clause")
    if code in earlier:
        node.refuse("used by an earlier rule")
    return code


def _condition(node: Node, code: str) -> Condition:
    fields = node.closed(f"code title {_ASKED}", "value exemptions")
    fields["code"].exactly(code)
    return condition_from(fields, code)


def condition_from(fields: Mapping[str, Node], code: str) -> Condition:
    """The condition whose closed fields hold a title, a yardstick, a comparison, and a value where that needs one."""
    yardstick = yardstick_from(fields["yardstick"])
    demand = _demand(fields, yardstick)
    exemptions = exemptions_from(fields["exemptions"], yardstick, demand) if "exemptions" in fields else ()
    return Condition(code, text_from(fields["title"]), yardstick, demand, exemptions)


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

"""Every kind of rule but the outlier is a condition in the language of formulas; here it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.metrics.domain.formulas.faults import FormulaRefused, fault, near
from services.metrics.domain.formulas.formula import Formula, amount, condition, made_condition
from services.metrics.domain.formulas.nodes import (
    Call,
    Comparison,
    Item,
    Junction,
    Negative,
    Node,
    Not,
    Number,
    Product,
    Sum,
    Truth,
)
from services.metrics.domain.formulas.parsing import parse
from services.metrics.domain.formulas.vocabulary import Vocabulary
from services.metrics.domain.rules.rule import (
    Consistency,
    Outlier,
    PartOfWhole,
    Range,
    Rule,
    RuleFault,
    SumOfParts,
    Whole,
    YearOnYear,
)
from services.yardsticks.periods import PeriodKind


@dataclass(frozen=True)
class Asked:
    """A rule ready to be asked: `formula` must hold; of an outlier it is the amount that is compared."""

    rule: Rule
    formula: Formula
    period: PeriodKind


class RulesRefused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Some rules mean nothing; every fault of each is in it."""

    def __init__(self, faults: Sequence[RuleFault]) -> None:
        super().__init__("; ".join(f"{each.rule}/{each.field}: {each.fault.en}" for each in faults))
        self.faults = tuple(faults)


def asked_of(rules: Sequence[Rule], vocabulary: Vocabulary) -> list[Asked]:
    """Every rule as a formula over the vocabulary. Raises RulesRefused with the faults of all."""
    found, faults = [], []
    for rule in rules:
        unknown = list(_unknown(rule, vocabulary))
        faults += unknown
        if unknown:
            continue
        try:
            found.append(_asked(rule, vocabulary))
        except FormulaRefused as refused:
            faults += [RuleFault(rule.code, _field(rule), each) for each in refused.faults]
    if faults:
        raise RulesRefused(faults)
    return found


def _asked(rule: Rule, vocabulary: Vocabulary) -> Asked:
    test = rule.test
    if isinstance(test, Outlier):
        formula = amount(test.of, vocabulary)
    elif isinstance(test, Consistency):
        formula = condition(test.condition, vocabulary)
    else:
        formula = made_condition(_CONDITIONS[type(test)](test, vocabulary), vocabulary)
    meanings = [vocabulary.items[code] for code in formula.codes]
    if not meanings:
        raise FormulaRefused([fault("no_item", 1)])
    if meanings[0].reporter != rule.population.kind:
        words = {"left": meanings[0].reporter, "right": rule.population.kind}
        words |= {"left_zh": words["left"], "right_zh": words["right"]}
        raise FormulaRefused([fault("other_reporter", formula.items[0].at, given=formula.codes[0], **words)])
    return Asked(rule, formula, meanings[0].period)


def _field(rule: Rule) -> str:
    match rule.test:
        case Outlier():
            return "test/of"
        case Consistency():
            return "test/condition"
    return "test"


def _unknown(rule: Rule, vocabulary: Vocabulary) -> list[RuleFault]:
    """Items that a field of the rule names and nobody knows; those inside formulas are found there."""
    match rule.test:
        case Range(item, _) | Whole(item) | YearOnYear(item, _, _):
            named = {"test/item": item}
        case PartOfWhole(parts, whole):
            named = _places("parts", parts) | _places("whole", whole)
        case SumOfParts(whole, parts):
            named = {"test/whole": whole} | _places("parts", parts)
        case _:
            named = {}
    strange = {field: code for field, code in named.items() if code not in vocabulary.items}
    return [
        RuleFault(rule.code, field, fault("unknown_item", 1, given=code, **near(code, list(vocabulary.items))))
        for field, code in strange.items()
    ]


def _places(field: str, codes: Sequence[str]) -> dict[str, str]:
    return {f"test/{field}/{place}": code for place, code in enumerate(codes)}


def _range(test: Range, vocabulary: Vocabulary) -> Node:
    """if(where, within, if(where, within, …)); true for whom no bounds are meant."""
    found: Node = Truth(value=True)
    for bounds in reversed(test.bounds):
        item, unit = Item(test.item), _unit(test.item, vocabulary)
        within = [
            Comparison(item, sign, _number(bound, unit))
            for sign, bound in ((">=", bounds.least), ("<=", bounds.most))
            if bound is not None
        ]
        kept: Node = within[0] if len(within) == 1 else Junction("and", tuple(within))
        found = kept if bounds.where is None else Call("if", (parse(bounds.where), kept, found))
    return found


def _whole(test: Whole, _: Vocabulary) -> Node:
    return Comparison(Item(test.item), "=", Call("round", (Item(test.item), Number(Decimal(0)))))


def _part_of_whole(test: PartOfWhole, _: Vocabulary) -> Node:
    return Comparison(_sum(test.parts), "<=", _sum(test.whole))


def _sum_of_parts(test: SumOfParts, _: Vocabulary) -> Node:
    return Comparison(Item(test.whole), "=", _sum(test.parts))


def _year_on_year(test: YearOnYear, vocabulary: Vocabulary) -> Node:
    """Held against products and not quotients, so that a zero before needs no division."""
    now, before = Item(test.item), Item(test.item, 1)
    jumps: list[Node] = []
    if test.factor is not None:
        if not vocabulary.items[test.item].not_negative:
            raise FormulaRefused([fault("factor_of_negative", 1, given=test.item)])
        least = Product((Number(test.factor), Call("min", (now, before))), ("*",))
        jumps.append(Comparison(Call("max", (now, before)), ">", least))
    if test.difference is not None:
        away = Call("abs", (Sum((now, before), ("-",)),))
        jumps.append(Comparison(away, ">", _number(test.difference, _unit(test.item, vocabulary))))
    return Not(jumps[0] if len(jumps) == 1 else Junction("and", tuple(jumps)))


def _sum(codes: Sequence[str]) -> Node:
    items = tuple(Item(code) for code in codes)
    return items[0] if len(items) == 1 else Sum(items, ("+",) * (len(items) - 1))


def _number(value: Decimal, unit: str) -> Node:
    number = Number(abs(value), unit)
    return Negative(number) if value < 0 else number


def _unit(code: str, vocabulary: Vocabulary) -> str:
    return str(vocabulary.items[code].kind.unit)


_CONDITIONS: Mapping[type, Callable[[Any, Vocabulary], Node]] = {
    Range: _range,
    Whole: _whole,
    PartOfWhole: _part_of_whole,
    SumOfParts: _sum_of_parts,
    YearOnYear: _year_on_year,
}

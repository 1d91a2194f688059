"""Explains a result: the formula with the numbers in it, and every step that was needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from services.metrics.domain.formulas.evaluation import Evaluation, Values
from services.metrics.domain.formulas.formula import Formula
from services.metrics.domain.formulas.kinds import Kind, Shape
from services.metrics.domain.formulas.nodes import Attribute, Item, Node, Rank, parts_of
from services.metrics.domain.formulas.outcomes import DIVISION_BY_ZERO, TOO_LARGE, Known, Missing, Outcome, Undefined
from services.metrics.domain.formulas.printing import printed
from services.metrics.domain.formulas.showing import shown

Language = Literal["zh", "en"]
_YES_NO = {("zh", True): "是", ("zh", False): "否", ("en", True): "yes", ("en", False): "no"}
_UNKNOWN = {"zh": "未知", "en": "unknown"}
_UNDEFINED = {"zh": "无法计算", "en": "not defined"}
_WHY = {DIVISION_BY_ZERO: ("除数为零", "a division by zero"), TOO_LARGE: ("数字过长", "too many digits")}
NOT_NEEDED = "…"


@dataclass(frozen=True)
class Step:
    """One part: as it stands in the formula, with what its parts came to in it, and what it came to itself."""

    at: int
    formula: str
    with_numbers: str
    outcome: Outcome
    result_zh: str
    result_en: str


@dataclass(frozen=True)
class Explanation:
    """`steps` stand in the order in which they were worked out; a branch not taken is none of them."""

    formula: str
    outcome: Outcome
    steps: tuple[Step, ...]
    line_zh: str
    line_en: str


def explain(formula: Formula, values: Values) -> Explanation:
    evaluation = Evaluation(values)
    outcome = evaluation.of(formula.body)
    seen = evaluation.seen
    steps = tuple(_step(part, seen) for part in _worked(formula.body) if id(part) in seen)
    return Explanation(formula.text, outcome, steps, _line(formula, seen, "zh"), _line(formula, seen, "en"))


def said(outcome: Outcome, kind: Kind | None, language: Language) -> str:
    """An outcome in words, with its unit."""
    if isinstance(outcome, Known):
        return _value(outcome, kind, language)
    if isinstance(outcome, Undefined):
        why = {"division_by_zero": ("除数为零", "a division by zero")}.get(
            outcome.reason, ("数字过长", "too many digits")
        )
        where = f"（第{outcome.at}字：{why[0]}）", f" (column {outcome.at}: {why[1]})"
        return f"无法计算{where[0]}" if language == "zh" else f"not defined{where[1]}"
    lacking = [_missing(each, language) for each in outcome.missing]
    return f"未知（缺{'、'.join(lacking)}）" if language == "zh" else f"unknown (missing {', '.join(lacking)})"


def _missing(missing: Missing, language: Language) -> str:
    code = f"previous({missing.code})" if missing.back else missing.code
    if missing.reason is None:
        return code
    return f"{code}：{missing.reason}" if language == "zh" else f"{code}: {missing.reason}"


def _value(outcome: Known, kind: Kind | None, language: Language) -> str:
    value = outcome.value
    if isinstance(value, bool):
        return _YES_NO[language, value]
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, frozenset):
        return f"({', '.join(sorted(value))})"
    if kind is not None and kind.shape is Shape.GRADE:
        return f'"{kind.words[int(value) - 1]}"'
    unit = "" if kind is None or not kind.unit.powers else str(kind.unit) if language == "zh" else kind.unit.english
    return f"{shown(value)} {unit}".strip()


def _step(part: Node, seen: dict[int, Outcome]) -> Step:
    def instead(below: Node) -> str | None:
        return None if below is part else _number(below, seen, "zh")

    result = seen[id(part)]
    results = said(result, part.kind, "zh"), said(result, part.kind, "en")
    return Step(part.at, printed(part), printed(part, instead), result, *results)


def _line(formula: Formula, seen: dict[int, Outcome], language: Language) -> str:
    def instead(part: Node) -> str | None:
        if id(part) not in seen and not isinstance(part, Rank) and part.kind is not None and _is_branch(part):
            return NOT_NEEDED
        return _number(part, seen, language) if isinstance(part, Item | Attribute) else None

    outcome = seen[id(formula.body)]
    rounded = isinstance(outcome, Known) and formula.kind.shape is Shape.NUMBER and not shown(outcome.number).exact
    equals = "≈" if rounded else "="
    return f"{printed(formula.body, instead)} {equals} {said(outcome, formula.kind, language)}"


def _is_branch(part: Node) -> bool:
    return bool(parts_of(part)) or isinstance(part, Item | Attribute)


def _number(part: Node, seen: dict[int, Outcome], language: Language) -> str:
    outcome = seen.get(id(part))
    if outcome is None:
        return NOT_NEEDED
    if not isinstance(outcome, Known):
        return (_UNDEFINED if isinstance(outcome, Undefined) else _UNKNOWN)[language]
    text = _value(outcome, part.kind, language)
    return f"({text})" if text.startswith("-") else text


def _worked(part: Node) -> Iterator[Node]:
    """Every part that is made of others, what it is made of first."""
    for below in parts_of(part):
        yield from _worked(below)
    if parts_of(part):
        yield part

"""A criterion's formula with the numbers in it, as a line a person can put into a calculator."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.case_numbers import exact_text, readable, terminating
from services.audit.domain.verdict import Verdict

UNKNOWN = "?"


@dataclass(frozen=True)
class Amount:
    """One reported number and what it is multiplied with; `value` None is missing."""

    coefficient: Fraction
    value: Fraction | None


@dataclass(frozen=True)
class Split:
    """The share of a stage: its own weight × pupils over the sum of all."""

    own: Amount
    stages: tuple[Amount, ...]


@dataclass(frozen=True)
class Formula:
    """per × Σ coefficient × value × share ÷ pupils against a line; the value lies in [low, high], None unbounded."""

    terms: tuple[Amount, ...]
    split: Split | None
    per: Fraction
    pupils: Fraction | None
    value: Fraction | None
    low: Fraction
    high: Fraction | None
    line: Fraction
    verdict: Verdict


def formula_text(formula: Formula) -> str:
    """For example "(8316.8 + 740.8) ÷ 888 = 10.2 ≥ 10.2"; "≈" where the value does not end as a decimal."""
    per = "" if formula.per == 1 else f" × {number_text(formula.per)}"
    split = "" if formula.split is None else f" × {_split_text(formula.split)}"
    return f"{sum_text(formula.terms)}{split}{per} ÷ {number_text(formula.pupils)} {_outcome_text(formula)}"


def _outcome_text(formula: Formula) -> str:
    line = number_text(formula.line)
    if formula.value is not None:
        equals = "≈" if terminating(formula.value) is None else "="
        relation = "<" if formula.verdict is Verdict.NOT_MET else "≥"
        return f"{equals} {readable(formula.value, formula.line)} {relation} {line}"
    low = readable(formula.low, formula.line)
    if formula.verdict is Verdict.MET:
        return f"≥ {low} ≥ {line}"
    if formula.verdict is Verdict.NOT_MET and formula.high is not None:
        return f"≤ {readable(formula.high, formula.line)} < {line}"
    high = "∞" if formula.high is None else readable(formula.high, formula.line)
    return f"= {UNKNOWN} ({low} … {high}), {line}"


def sum_text(terms: Sequence[Amount]) -> str:
    """For example "(12 + 3 × 2)"; a difference below nothing counts as nothing, and is written so."""
    known = [term.coefficient * term.value for term in terms if term.value is not None]
    text = "".join(_term_text(term, first=place == 0) for place, term in enumerate(terms))
    if len(known) == len(terms) and sum(known, Fraction(0)) < 0:
        return f"max(0, {text})"
    return text if len(terms) == 1 and "×" not in text else f"({text})"


def _term_text(term: Amount, *, first: bool) -> str:
    size = abs(term.coefficient)
    number = number_text(term.value) if size == 1 else f"{number_text(term.value)} × {number_text(size)}"
    if first:
        return number if term.coefficient > 0 else f"−{number}"
    return f" + {number}" if term.coefficient > 0 else f" − {number}"


def _split_text(split: Split) -> str:
    total = " + ".join(_product(stage) for stage in split.stages)
    return f"({_product(split.own)} ÷ ({total}))"


def _product(amount: Amount) -> str:
    return (
        number_text(amount.value)
        if amount.coefficient == 1
        else f"{number_text(amount.value)} × {number_text(amount.coefficient)}"
    )


def number_text(value: Fraction | None) -> str:
    """A decimal where it ends, else "n/d"; "?" for what is missing."""
    if value is None:
        return UNKNOWN
    return terminating(value) or exact_text(value)

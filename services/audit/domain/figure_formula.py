"""The formula of a figure with the numbers in it, where the readings of its period alone give the figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.case_formula import Amount, number_text, sum_text
from services.audit.domain.case_numbers import readable, terminating
from services.audit.domain.measured import Datum, Demand, Facts, Measurement
from services.audit.domain.measuring_lines import HUNDRED, plain
from services.yardsticks.language import Quantity, Sum, Yardstick
from services.yardsticks.words import Comparison, Reach

_SIGNS = {
    Comparison.AT_LEAST: ("≥", "<"),
    Comparison.MORE_THAN: (">", "≤"),
    Comparison.AT_MOST: ("≤", ">"),
    Comparison.LESS_THAN: ("<", "≥"),
    Comparison.EQUAL: ("=", "≠"),
}


@dataclass(frozen=True)
class FigureFormula:
    """`organisation` is the one whose figure decided, None where all together make one figure."""

    organisation: str | None
    text: str


def figure_formula(yardstick: Yardstick, demand: Demand, measured: Measurement, facts: Facts) -> FigureFormula:
    """For example "95 ÷ 98 × 100 ≈ 96.9388 ≥ 95"; with something missing, between which numbers the figure lies.

    Where more than the readings of one period makes the figure (a change, periods added up, members left out), and
    where something is missing, only what it came to is told: a formula that does not give the figure explains nothing.
    """
    deciding = _deciding(yardstick, measured)
    outcome = _outcome(demand, measured)
    if measured.value is None or outcome is None:
        return FigureFormula(deciding, _open(measured))
    if yardstick.reach is Reach.SHARE:
        kept = measured.concerned - len(measured.failing) - len(measured.undecided)
        gives = measured.concerned and Fraction(kept, measured.concerned) * HUNDRED == measured.value
        text = f"{kept} ÷ {measured.concerned} × 100 {outcome}" if gives else outcome
        return FigureFormula(None, text)
    quantity = yardstick.quantities[measured.quantity]
    among = measured.used if deciding is None else (each for each in measured.used if each.organisation == deciding)
    written = _written(quantity, [each for each in among if each.period == measured.period], facts, measured.value)
    if written == terminating(measured.value):
        return FigureFormula(deciding, outcome.removeprefix("= "))
    return FigureFormula(deciding, outcome if written is None else f"{written} {outcome}")


def _deciding(yardstick: Yardstick, measured: Measurement) -> str | None:
    if yardstick.reach is not Reach.EACH:
        return None
    own = (each for each in measured.members if (each.value, each.line) == (measured.value, measured.line))
    same = sorted(own, key=lambda each: each.verdict is not measured.verdict)
    return same[0].organisation if same else None


def _written(quantity: Quantity, data: Iterable[Datum], facts: Facts, value: Fraction) -> str | None:
    totals: dict[str, Fraction] = {}
    for datum in data:
        reported = facts.values.get(datum)
        if reported is None:
            return None
        totals[datum.item] = totals.get(datum.item, Fraction(0)) + reported
    if not quantity.items <= totals.keys():
        return None
    above, below = _amounts(quantity.amount, totals), _amounts(quantity.over or {}, totals)
    whole = _total(below) if quantity.over else Fraction(1)
    per = Fraction(quantity.per)
    if not whole or per * _total(above) / whole != value:
        return None
    over = f" ÷ {sum_text(below)}" if quantity.over else ""
    times = "" if per == 1 else f" × {number_text(per)}"
    return f"{sum_text(above)}{over}{times}"


def _amounts(terms: Sum, totals: dict[str, Fraction]) -> tuple[Amount, ...]:
    return tuple(Amount(Fraction(coefficient), totals[item]) for item, coefficient in terms.items())


def _total(amounts: Iterable[Amount]) -> Fraction:
    return sum((each.coefficient * (each.value or 0) for each in amounts), Fraction(0))


def _outcome(demand: Demand, measured: Measurement) -> str | None:
    """For example "= 96 ≥ 95": whether the figure keeps its line, not what became of the verdict."""
    if measured.value is None or measured.line is None:
        return None
    comparison = plain(demand.comparison)
    kept, missed = _SIGNS[comparison]
    equals = "≈" if terminating(measured.value) is None else "="
    sign = kept if _keeps(comparison, measured.value, measured.line) else missed
    return f"{equals} {readable(measured.value, measured.line)} {sign} {number_text(measured.line)}"


def _keeps(comparison: Comparison, value: Fraction, line: Fraction) -> bool:
    match comparison:
        case Comparison.AT_LEAST:
            return value >= line
        case Comparison.MORE_THAN:
            return value > line
        case Comparison.AT_MOST:
            return value <= line
        case Comparison.LESS_THAN:
            return value < line
        case _:
            return value == line


def _open(measured: Measurement) -> str:
    """Between which numbers it lies, as far as anything is known; nothing where nobody is concerned."""
    if not measured.concerned:
        return ""
    known = [each for each in (measured.low, measured.high) if each is not None]
    return f"? ({' … '.join(map(number_text, known))})" if known else "?"

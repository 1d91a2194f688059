"""Measuring once more, slowly and from the definitions, where nothing is missing; and filling in what is missing."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Literal

from services.audit.domain.measured import Datum, Demand, Facts
from services.audit.domain.verdict import Verdict, every
from services.yardsticks.language import Quantity, Requirement, Yardstick
from services.yardsticks.periods import preceding
from services.yardsticks.words import Comparison, Reach

HOLDS = {
    Comparison.AT_LEAST: lambda figure, line: figure >= line,
    Comparison.MORE_THAN: lambda figure, line: figure > line,
    Comparison.AT_MOST: lambda figure, line: figure <= line,
    Comparison.LESS_THAN: lambda figure, line: figure < line,
    Comparison.EQUAL: lambda figure, line: figure == line,
    Comparison.INCREASING: lambda figure, line: figure > line,
    Comparison.NON_DECREASING: lambda figure, line: figure >= line,
}
VERY_MUCH, VERY_LITTLE = Fraction(10**9), Fraction(1, 10**9)
OVER_NOTHING: Literal["part over a whole of zero"] = "part over a whole of zero"

Found = Fraction | None | Literal["part over a whole of zero"]
"""A figure; none, where nobody is concerned or there is nothing of a whole of zero; or a contradiction."""


def verdict_of(yardstick: Yardstick, demand: Demand, facts: Facts, period: str) -> Verdict:
    """Of complete facts whose organisations all belong to the population; one quantity at most."""
    members = list(facts.organisations)
    if yardstick.reach is Reach.EACH:
        return every(_held(yardstick, demand, facts, period, [member]) for member in members)
    return _held(yardstick, demand, facts, period, members)


def _held(yardstick: Yardstick, demand: Demand, facts: Facts, period: str, members: list[str]) -> Verdict:
    quantity = yardstick.quantities[0] if yardstick.quantities else None
    lines: set[Found] = {demand.value}
    if demand.comparison in {Comparison.INCREASING, Comparison.NON_DECREASING}:
        lines = set(_figures(yardstick, quantity, facts, preceding(period), members))
    elif yardstick.versus is not None:
        lines = set(_figures(yardstick, yardstick.versus, facts, period, members))
    figures = set(_figures(yardstick, quantity, facts, period, members))
    verdicts = {_judged(demand.comparison, figure, line) for figure in figures for line in lines}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.CANNOT_DECIDE


def _judged(comparison: Comparison, figure: Found, line: Found) -> Verdict:
    if figure is None:
        return Verdict.MET
    if line is None or not isinstance(figure, Fraction) or not isinstance(line, Fraction):
        return Verdict.CANNOT_DECIDE
    return Verdict.MET if HOLDS[comparison](figure, line) else Verdict.NOT_MET


def _figures(
    yardstick: Yardstick, quantity: Quantity | None, facts: Facts, period: str, members: list[str]
) -> Iterator[Found]:
    """Complete facts leave several figures only where they contradict themselves about a condition."""
    for concerned in _concerned(yardstick, facts, period, members):
        if quantity is not None:
            yield _of(quantity, facts, period, concerned)
            continue
        assert yardstick.member is not None
        member = yardstick.member
        asked = [one for one in concerned if _of(member.quantity, facts, period, [one]) is not None]
        kept = [_keeps(member, facts, period, one) for one in asked]
        least, most = kept.count(Verdict.MET), len(kept) - kept.count(Verdict.NOT_MET)
        yield from (Fraction(100 * number, len(asked)) if asked else None for number in range(least, most + 1))


def _concerned(yardstick: Yardstick, facts: Facts, period: str, members: list[str]) -> Iterator[list[str]]:
    kept = {one: every(_keeps(each, facts, period, one) for each in yardstick.where) for one in members}
    unclear = [one for one in members if kept[one] is Verdict.CANNOT_DECIDE]
    for taken in product((True, False), repeat=len(unclear)):
        left = {one for one, is_taken in zip(unclear, taken, strict=True) if not is_taken}
        yield [one for one in members if kept[one] is not Verdict.NOT_MET and one not in left]


def _keeps(requirement: Requirement, facts: Facts, period: str, one: str) -> Verdict:
    figure = _of(requirement.quantity, facts, period, [one])
    if figure is None:
        return Verdict.NOT_MET
    return _judged(requirement.comparison, figure, Fraction(requirement.value))


def _of(quantity: Quantity, facts: Facts, period: str, members: list[str]) -> Found:
    if not members:
        return None
    amount, whole = (
        sum((amount_of(coefficients, facts, period, one) for one in members), Fraction(0))
        for coefficients in (quantity.amount, quantity.over or {})
    )
    if quantity.over is None:
        return Fraction(quantity.per) * amount
    if whole:
        return Fraction(quantity.per) * amount / whole
    return OVER_NOTHING if amount else None


def amount_of(coefficients: Mapping[str, object], facts: Facts, period: str, one: str) -> Fraction:
    known = ((Fraction(str(by)), facts.value(one, item, period)) for item, by in coefficients.items())
    return max(Fraction(0), sum((by * value for by, value in known if value is not None), Fraction(0)))


def completions(facts: Facts, missing: list[Datum], lines: list[Fraction]) -> Iterator[Facts]:
    """Nothing, next to nothing, very much, known values and sums of them, and what lies on a line over any of those."""
    values_known = [value for value in facts.values.values() if value is not None]
    known = {Fraction(total) for total in range(int(sum(values_known)) + 1)} if len(missing) < 2 else set(values_known)
    on_lines = {value * line for value in known for line in lines} | {
        value / line for value in known for line in lines if line
    }
    on_lines |= {abs(value + sign * line) for value in known for line in lines for sign in (1, -1)}
    tried = sorted({Fraction(0), VERY_LITTLE, Fraction(1), VERY_MUCH} | known | on_lines | set(lines))
    for values in product(tried, repeat=len(missing)):
        yield Facts(facts.organisations, {**facts.values, **dict(zip(missing, values, strict=True))})


def allowed(quantities: list[Quantity], facts: Facts, missing: list[Datum]) -> bool:
    """No sum with something missing is below zero, and no part is above its whole where either is not known."""
    for quantity in quantities:
        for one in facts.organisations:
            for period in {datum.period for datum in facts.values}:
                opened = [
                    any(Datum(one, item, period) in missing for item in each)
                    for each in (quantity.amount, quantity.over or {})
                ]
                sums = [amount_of(each, facts, period, one) for each in (quantity.amount, quantity.over or {})]
                if quantity.share and any(opened) and sums[0] > sums[1]:
                    return False
    return True

"""Measuring once more, slowly and from the definitions, where nothing is missing; and filling in what is missing."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

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


def verdict_of(yardstick: Yardstick, demand: Demand, facts: Facts, period: str) -> Verdict:
    """Of complete facts whose organisations all belong to the population; one quantity at most."""
    members = list(facts.organisations)
    if yardstick.reach is Reach.EACH:
        return every(_held(yardstick, demand, facts, period, [member]) for member in members)
    return _held(yardstick, demand, facts, period, members)


def _held(yardstick: Yardstick, demand: Demand, facts: Facts, period: str, members: list[str]) -> Verdict:
    quantity = yardstick.quantities[0] if yardstick.quantities else None
    figure = _figure(yardstick, quantity, facts, period, members)
    if figure is None:
        return Verdict.MET
    line = demand.value
    if demand.comparison in {Comparison.INCREASING, Comparison.NON_DECREASING}:
        line = _figure(yardstick, quantity, facts, preceding(period), members)
    elif yardstick.versus is not None:
        line = _figure(yardstick, yardstick.versus, facts, period, members)
    if line is None:
        return Verdict.CANNOT_DECIDE
    return Verdict.MET if HOLDS[demand.comparison](figure, line) else Verdict.NOT_MET


def _figure(
    yardstick: Yardstick, quantity: Quantity | None, facts: Facts, period: str, members: list[str]
) -> Fraction | None:
    concerned = [one for one in members if all(_keeps(each, facts, period, one) for each in yardstick.where)]
    if quantity is None:
        assert yardstick.member is not None
        asked = [one for one in concerned if _of(yardstick.member.quantity, facts, period, [one]) is not None]
        kept = [one for one in asked if _keeps(yardstick.member, facts, period, one)]
        return Fraction(100 * len(kept), len(asked)) if asked else None
    return _of(quantity, facts, period, concerned)


def _keeps(requirement: Requirement, facts: Facts, period: str, one: str) -> bool:
    figure = _of(requirement.quantity, facts, period, [one])
    return figure is not None and HOLDS[requirement.comparison](figure, Fraction(requirement.value))


def _of(quantity: Quantity, facts: Facts, period: str, members: list[str]) -> Fraction | None:
    if not members:
        return None
    amount, whole = (
        sum((amount_of(coefficients, facts, period, one) for one in members), Fraction(0))
        for coefficients in (quantity.amount, quantity.over or {})
    )
    if quantity.over is None:
        return Fraction(quantity.per) * amount
    return Fraction(quantity.per) * amount / whole if whole else None


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

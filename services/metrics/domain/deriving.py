"""Works derived indicators out over a sheet, and says what another set of formulas moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.metrics.domain.derivations import Derivations
from services.metrics.domain.derived import Derived
from services.metrics.domain.formulas.evaluation import Values, evaluate
from services.metrics.domain.formulas.explaining import Explanation, explain
from services.metrics.domain.formulas.formula import Formula
from services.metrics.domain.formulas.outcomes import TOO_LARGE, Known, Missing, Outcome, Undefined, Unknown
from services.metrics.domain.reading import Key
from services.metrics.domain.sheet import Row, Sheet, beside
from services.yardsticks.membership import belongs, existed
from services.yardsticks.periods import first_day, kind_of, preceding

MOST_BITS = 4_096
"""Of a numerator or denominator. A result of more is left undefined, or a chain of formulas could grow without end."""
NOT_DEFINED = "无法计算 · not defined"


@dataclass(frozen=True)
class Move:
    """One result that is another under other formulas; None where the indicator was not, or is no longer, derived."""

    organisation: str
    indicator: str
    period: str
    before: Outcome | None
    after: Outcome | None


def derive(derivations: Derivations, sheet: Sheet) -> dict[Key, Outcome]:
    """What every derived indicator in force comes to, for each row of its population.

    The period before of a derived indicator is taken from the sheet's own row of that period, where it has one.
    """
    found: dict[Key, Outcome] = {}
    in_force: dict[str, list[Derived]] = {}
    for place in sorted(range(len(sheet.rows)), key=lambda place: first_day(sheet.rows[place].period)):
        row = sheet.rows[place]
        for derived in in_force.setdefault(row.period, derivations.in_force(first_day(row.period))):
            if _is_asked(derived, row):
                key = Key(row.reporter.code, derived.code, row.period)
                formula = derivations.formula(derived)
                found[key] = _worked_out(formula, _values(formula, sheet, place, found), row, found)
    return found


def moved(before: Derivations, after: Derivations, sheet: Sheet) -> list[Move]:
    """Every result that differs, in the order of periods, organisations of the sheet and codes as they depend.

    That something else is missing moves nothing: neither result has a value.
    """
    was, now = derive(before, sheet), derive(after, sheet)
    keys = dict.fromkeys([*was, *now])
    return [
        Move(*key, was.get(key), now.get(key)) for key in keys if _comparable(was.get(key)) != _comparable(now.get(key))
    ]


@dataclass(frozen=True)
class Worked:
    """One result, with its formula and the numbers in it; `values` are what the formula itself names."""

    derived: Derived
    formula: Formula
    outcome: Outcome
    values: Values
    explanation: Explanation


def worked(derivations: Derivations, sheet: Sheet, key: Key) -> Worked | None:
    """None where the indicator is not derived for the organisation and period, of which the sheet has a row."""
    found = derive(derivations, sheet)
    if key not in found:
        return None
    place = next(at for at, row in enumerate(sheet.rows) if (row.reporter.code, row.period) == (key[0], key.period))
    derived = next(each for each in derivations.in_force(first_day(key.period)) if each.code == key.indicator)
    formula = derivations.formula(derived)
    values = _values(formula, sheet, place, found)
    return Worked(derived, formula, found[key], values, explain(formula, values))


def with_derived(derivations: Derivations, sheet: Sheet) -> Sheet:
    """The sheet with what is derived from it, so that rules can be asked of both."""
    found = derive(derivations, sheet)
    return beside(sheet, {key: _number(outcome) for key, outcome in found.items()})


def _is_asked(derived: Derived, row: Row) -> bool:
    """Of its population, for its kind of period, and in being then."""
    return (
        kind_of(row.period) is derived.period
        and belongs(derived.population, row.reporter.kind, row.reporter.attributes)
        and existed(row.reporter.attributes, row.period)
    )


def _values(formula: Formula, sheet: Sheet, place: int, found: Mapping[Key, Outcome]) -> Values:
    """The row's readings and, of what is derived, what was worked out before."""
    values = sheet.values(place, [(item.code, item.back) for item in formula.items])
    numbers, reasons = dict(values.numbers), dict(values.reasons)
    for item in formula.items:
        outcome = found.get(_key(sheet.rows[place], item.code, item.back))
        number = None if outcome is None else _number(outcome)
        if number is not None:
            numbers[item.code, item.back] = number
        elif isinstance(outcome, Undefined):
            reasons[item.code, item.back] = NOT_DEFINED
    return Values(numbers, reasons, values.attributes)


def _worked_out(formula: Formula, values: Values, row: Row, found: Mapping[Key, Outcome]) -> Outcome:
    outcome = evaluate(formula, values)
    if isinstance(outcome, Unknown):
        return Unknown(tuple(dict.fromkeys(_underlying(outcome, row, found))))
    if isinstance(outcome, Known) and not isinstance(outcome.value, bool) and _is_too_large(outcome.number):
        return Undefined(1, TOO_LARGE)
    return outcome


def _underlying(outcome: Unknown, row: Row, found: Mapping[Key, Outcome]) -> Iterator[Missing]:
    """What is missing, by the readings that a derived value lacks and not by its own name."""
    for missing in outcome.missing:
        below = found.get(_key(row, missing.code, missing.back))
        if isinstance(below, Unknown) and not missing.back:
            yield from below.missing
        else:
            yield missing


def _key(row: Row, code: str, back: int) -> Key:
    return Key(row.reporter.code, code, preceding(row.period) if back else row.period)


def _number(outcome: Outcome) -> Fraction | None:
    """As readings keep it: a yes is 1, a no 0."""
    if not isinstance(outcome, Known):
        return None
    return Fraction(outcome.value) if isinstance(outcome.value, bool) else outcome.number


def _is_too_large(number: Fraction) -> bool:
    return max(number.numerator.bit_length(), number.denominator.bit_length()) > MOST_BITS


def _comparable(outcome: Outcome | None) -> object:
    return Unknown(()) if isinstance(outcome, Unknown) else outcome

"""Measuring a condition some of whose members are held to another line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.audit.domain.conditions import Condition
from services.audit.domain.measured import Demand, Facts, Measurement, MemberFigure, Organisation
from services.audit.domain.measuring import measure
from services.audit.domain.measuring_figures import Figures, Looked, population
from services.audit.domain.verdict import Verdict, every
from services.yardsticks.words import Comparison

_ORDER = (Verdict.NOT_MET, Verdict.CANNOT_DECIDE, Verdict.MET)
_DOWNWARDS = frozenset({Comparison.AT_MOST, Comparison.LESS_THAN})


@dataclass(frozen=True)
class _Held:
    """The lines a member may be held to, the strictest last; `looked` is what its exemption was taken from."""

    lines: frozenset[Fraction]
    looked: Looked


def measure_with_exemptions(condition: Condition, facts: Facts, period: str, margin: Fraction) -> Measurement:
    """Each member under its own line. Where it is open whether one is exempt, its verdict stands only if every line
    it may be held to gives it.
    """
    own = condition.demand.value or Fraction(0)
    held = {one.code: _held(condition, own, facts, one, period) for one in population(condition.yardstick, facts)}
    whole = measure(condition.yardstick, condition.demand, facts, period, margin=margin)
    if not whole.members:
        return whole
    found: dict[str, list[MemberFigure]] = {}
    near = False
    for line in sorted({line for each in held.values() for line in each.lines}):
        may = {code for code, each in held.items() if line in each.lines}
        few = Facts({code: one for code, one in facts.organisations.items() if code in may}, facts.values)
        demand = Demand(condition.demand.comparison, line)
        under = measure(condition.yardstick, demand, few, period, margin=margin)
        near |= any(_borders(member, line, condition.demand.comparison, margin) for member in under.members)
        for member in under.members:
            found.setdefault(member.organisation, []).append(member)
    members = tuple(_one(found[each.organisation], held[each.organisation]) for each in whole.members)
    return _together(condition, whole, members, held, borderline=near)


def _held(condition: Condition, own: Fraction, facts: Facts, one: Organisation, period: str) -> _Held:
    figures = Figures(condition.yardstick, facts, (one,))
    lines: set[Fraction] = set()
    for exemption in condition.exemptions:
        if exemption.concerns(one.attributes):
            applies = every(figures.keeps(one, period, each) for each in exemption.where)
            if applies is not Verdict.NOT_MET:
                lines.add(exemption.value)
            if applies is Verdict.MET:
                return _Held(frozenset(lines), figures.looked)
    return _Held(frozenset({*lines, own}), figures.looked)


def _one(under: Sequence[MemberFigure], held: _Held) -> MemberFigure:
    """A member under every line it may be held to."""
    verdicts = {member.verdict for member in under}
    worst = min(under, key=lambda member: _ORDER.index(member.verdict))
    open_ = tuple(datum for datum, value in held.looked.items() if value is None)
    missing = tuple(dict.fromkeys((*worst.missing, *open_))) if len(held.lines) > 1 else worst.missing
    return replace(worst, verdict=verdicts.pop() if len(verdicts) == 1 else Verdict.CANNOT_DECIDE, missing=missing)


def _together(
    condition: Condition,
    whole: Measurement,
    members: tuple[MemberFigure, ...],
    held: Mapping[str, _Held],
    *,
    borderline: bool,
) -> Measurement:
    verdict = every(member.verdict for member in members)
    comparison = condition.demand.comparison
    worst = min(members, key=lambda member: _rank(member, comparison))
    looked = [datum for each in held.values() for datum in each.looked]
    used = tuple(dict.fromkeys((*whole.used, *looked)))
    missing = tuple(dict.fromkeys(datum for member in members for datum in member.missing))
    return replace(
        whole,
        verdict=verdict,
        reason="missing_data" if verdict is Verdict.CANNOT_DECIDE else None,
        borderline=verdict is Verdict.MET and borderline,
        value=worst.value,
        low=worst.low,
        high=worst.high,
        line=worst.line,
        distance=_distance(worst, comparison),
        failing=_codes(members, Verdict.NOT_MET),
        undecided=_codes(members, Verdict.CANNOT_DECIDE),
        missing=missing,
        used=used,
        members=members,
    )


def _rank(member: MemberFigure, comparison: Comparison) -> tuple[int, bool, Fraction]:
    distance = _distance(member, comparison)
    return _ORDER.index(member.verdict), distance is None, distance or Fraction(0)


def _distance(member: MemberFigure, comparison: Comparison) -> Fraction | None:
    if member.value is None or member.line is None:
        return None
    if comparison is Comparison.EQUAL:
        return -abs(member.value - member.line)
    return member.line - member.value if comparison in _DOWNWARDS else member.value - member.line


def _borders(member: MemberFigure, line: Fraction, comparison: Comparison, margin: Fraction) -> bool:
    distance = _distance(member, comparison)
    return distance is not None and 0 <= distance <= abs(line) * margin


def _codes(members: Iterable[MemberFigure], verdict: Verdict) -> tuple[str, ...]:
    return tuple(member.organisation for member in members if member.verdict is verdict)

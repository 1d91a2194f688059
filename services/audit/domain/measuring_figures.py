"""Figures of a yardstick: what is reported, over those concerned, in one period or in all it adds up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from services.audit.domain.interval import ZERO
from services.audit.domain.measured import Datum, Facts, Organisation
from services.audit.domain.measuring_ranges import NO_FIGURE, Part, Range, exactly, minus, range_of, verdict_on
from services.audit.domain.measuring_regions import ONE, Amounts, Region, Vector, amounts_of, region_of
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Quantity, Requirement, Yardstick
from services.yardsticks.membership import belongs, existed
from services.yardsticks.periods import between, first_day
from services.yardsticks.words import Comparison

HUNDRED = Fraction(100)
_KEEPS, _FAILS = (ONE, ONE), (ZERO, ONE)

Looked = dict[Datum, Fraction | None]
"""Every datum looked at so far, with its value."""


def population(yardstick: Yardstick, facts: Facts) -> tuple[Organisation, ...]:
    """Everybody who belongs to the population at any time, before any condition."""
    return tuple(one for one in facts.organisations.values() if belongs(yardstick.population, one.kind, one.attributes))


def begins_before_counting(yardstick: Yardstick, period: str) -> bool:
    """Whether the period lies before the first one that the yardstick adds up, or asks about."""
    starts = (yardstick.accumulate_from, yardstick.since)
    return any(start is not None and first_day(period) < first_day(start) for start in starts)


class Figures:
    """The figures of one group of organisations: all together, or one of them by itself.

    `looked` collects every datum that was needed; data of those who are certainly not concerned are not.
    """

    def __init__(self, yardstick: Yardstick, facts: Facts, among: Sequence[Organisation]) -> None:
        self.yardstick = yardstick
        self.facts = facts
        self.among = among
        self.looked: Looked = {}
        self._read: dict[tuple[int, ...], tuple[Amounts, Region]] = {}

    def alone(self, one: Organisation) -> "Figures":
        """The figures of one organisation; what was read from the yardstick is not read again."""
        figures = Figures(self.yardstick, self.facts, (one,))
        figures._read = self._read  # by identity: quantities live as long as their yardstick
        return figures

    def figure(self, quantity: Quantity | None, period: str) -> Range:
        """The figure of a quantity in a period, all periods from `accumulate_from` added up where there is such; of no
        quantity, the percentage of those concerned that keep what is asked of a member.
        """
        if quantity is None:
            member = self.yardstick.member
            return NO_FIGURE if member is None else self._share(member, period)
        parts = [
            part
            for each in self._added_up(period)
            for one in self._existing(each)
            for part in self._part(one, each, quantity)
        ]
        return range_of(parts, _exact(quantity.per), over=quantity.over is not None)

    def _share(self, requirement: Requirement, period: str) -> Range:
        parts = [part for one in self._existing(period) for part in self._member(one, period, requirement)]
        return range_of(parts, HUNDRED, over=True)

    def concerned(self, period: str) -> int:
        """How many are concerned, or may be."""
        return sum(
            all(self.keeps(one, period, each) is not Verdict.NOT_MET for each in self.yardstick.where)
            for one in self._existing(period)
        )

    def _added_up(self, period: str) -> Iterator[str]:
        first = self.yardstick.accumulate_from
        return iter((period,)) if first is None else between(first, period)

    def _existing(self, period: str) -> Iterator[Organisation]:
        return (one for one in self.among if existed(one.attributes, period))

    def _part(self, one: Organisation, period: str, quantity: Quantity) -> Iterator[Part]:
        """What one organisation adds; nothing where it is certainly not concerned."""
        where = self.yardstick.where
        if not where:
            yield Part(self._region(one, period, quantity))
            return
        kept = [self.keeps(one, period, requirement) for requirement in where]
        if Verdict.NOT_MET in kept:
            return
        if Verdict.CANNOT_DECIDE not in kept:
            yield Part(self._region(one, period, quantity))
            return
        together = self._region(one, period, quantity, *(requirement.quantity for requirement in where))
        concerned = together.cut(
            half for place, each in enumerate(where, 1) for half in _halves(each, place, len(where))
        )
        if concerned.corners:
            shadows = [together.onto(slice(2 * place, 2 * place + 2)) for place in range(1, len(where) + 1)]
            certain = all(_kept(Part(shadow), each) is Verdict.MET for shadow, each in zip(shadows, where, strict=True))
            yield Part(concerned.onto(slice(0, 2)), certain)

    def _member(self, one: Organisation, period: str, requirement: Requirement) -> Iterator[Part]:
        for part in self._part(one, period, requirement.quantity):
            found = _figure(part, requirement.quantity)
            if not found.void:
                verdict = verdict_on(minus(found, exactly(_exact(requirement.value))), requirement.comparison)
                ends = {Verdict.MET: (_KEEPS,), Verdict.NOT_MET: (_FAILS,)}.get(verdict, (_KEEPS, _FAILS))
                yield Part(Region(ends), certain=not found.may_be_void)

    def keeps(self, one: Organisation, period: str, requirement: Requirement) -> Verdict:
        """Whether one organisation reports what is asked of it."""
        return _kept(Part(self._region(one, period, requirement.quantity)), requirement)

    def _region(self, one: Organisation, period: str, *quantities: Quantity) -> Region:
        names = tuple(map(id, quantities))
        if names not in self._read:
            amounts = amounts_of(quantities)
            self._read[names] = amounts, region_of(amounts, dict.fromkeys(amounts.items))
        amounts, unreported = self._read[names]
        values = {item: self._value(one, item, period) for item in amounts.items}
        return unreported if set(values.values()) == {None} else region_of(amounts, values)

    def _value(self, one: Organisation, item: str, period: str) -> Fraction | None:
        datum = Datum(one.code, item, period)
        if datum not in self.looked:
            self.looked[datum] = self.facts.values.get(datum)
        return self.looked[datum]


@lru_cache(maxsize=1024)
def _exact(number: Decimal) -> Fraction:
    """Of a few numbers, each asked for thousands of times."""
    return Fraction(number)


def _figure(part: Part, quantity: Quantity) -> Range:
    return range_of([part], _exact(quantity.per), over=quantity.over is not None)


def _kept(part: Part, requirement: Requirement) -> Verdict:
    """Whether a condition holds; without a figure, such as over a whole of zero, it does not."""
    found = _figure(part, requirement.quantity)
    if found.void:
        return Verdict.NOT_MET
    verdict = verdict_on(minus(found, exactly(_exact(requirement.value))), requirement.comparison)
    return Verdict.CANNOT_DECIDE if found.may_be_void and verdict is Verdict.MET else verdict


def _halves(requirement: Requirement, place: int, requirements: int) -> Iterator[Vector]:
    """The requirement as half spaces; a line that must not be touched is taken as if it might, so nothing is lost."""
    quantity = requirement.quantity
    half = [ZERO] * (2 * requirements + 3)
    half[2 * place] = _exact(quantity.per)
    half[2 * place + 1 if quantity.over else -1] = -_exact(requirement.value)
    if requirement.comparison not in (Comparison.AT_MOST, Comparison.LESS_THAN):
        yield tuple(half)
    if requirement.comparison not in (Comparison.AT_LEAST, Comparison.MORE_THAN):
        yield tuple(-x for x in half)

"""Derived indicators: formulas as data, dated, sourced, in versions.

Nothing is overwritten: a change is a new version. For a day the newest version that has begun counts, so a version of
the same first day corrects its predecessor, and one of a later day amends it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.metrics.domain.formulas.faults import FormulaFault
from services.metrics.domain.formulas.formula import Wanted
from services.metrics.domain.formulas.kinds import TRUTH, Kind, number
from services.metrics.domain.formulas.units import unit_of
from services.metrics.domain.formulas.vocabulary import Meaning
from services.metrics.domain.reference import Reference
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

YES_NO = "是否"
"""The unit of conditions, as indicators of yes and no have it."""


@dataclass(frozen=True)
class Derived:
    """One version. `until` is the first day without it. Worked out for the organisations of `population`."""

    code: str
    version: int
    title_zh: str
    title_en: str
    unit: str
    period: PeriodKind
    population: Population
    formula: str
    since: date
    until: date | None
    reference: Reference

    @property
    def kind(self) -> Kind:
        return TRUTH if self.unit == YES_NO else number(unit_of(self.unit))

    @property
    def wanted(self) -> Wanted:
        """What its formula must give."""
        return Wanted(self.kind, self.period, self.population.kind)

    @property
    def meaning(self) -> Meaning:
        """What it is in the formulas of others."""
        return Meaning(self.kind, self.period, self.population.kind, False, self.title_zh, self.title_en)


@dataclass(frozen=True)
class DerivedFault:
    """What is wrong with one version, and in which of its fields."""

    code: str
    version: int
    field: str
    fault: FormulaFault


class DerivedRefused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Some derived indicators mean nothing together; every fault of each is in it."""

    def __init__(self, faults: Sequence[DerivedFault]) -> None:
        super().__init__("; ".join(f"{each.code}: {each.fault.en}" for each in faults))
        self.faults = tuple(faults)


def revised(known: Iterable[Derived], given: Derived) -> Derived | None:
    """`given` as the next version of its code; None where the newest version says the same already."""
    newest = max((each for each in known if each.code == given.code), key=lambda each: each.version, default=None)
    version = newest.version if newest else 0
    return None if newest == replace(given, version=version) else replace(given, version=version + 1)


def counting(versions: Iterable[Derived], day: date) -> dict[str, Derived]:
    """The newest version of each code that has begun by the day, unless it has ended."""
    newest: dict[str, Derived] = {}
    for each in versions:
        if each.since <= day and (each.code not in newest or newest[each.code].version < each.version):
            newest[each.code] = each
    return {code: each for code, each in newest.items() if each.until is None or day < each.until}

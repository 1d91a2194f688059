"""Derived indicators: formulas as data, dated, sourced, in versions.

A derived indicator keeps its unit, kind of period and kind of organisation in all versions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.metrics.domain.formulas.faults import FormulaFault
from services.metrics.domain.formulas.formula import Wanted
from services.metrics.domain.formulas.kinds import TRUTH, Kind, number
from services.metrics.domain.formulas.units import unit_of
from services.metrics.domain.formulas.vocabulary import Meaning
from services.metrics.domain.reference import Reference
from services.metrics.domain.versions import Version
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

YES_NO = "是否"
"""The unit of conditions, as indicators of yes and no have it."""


@dataclass(frozen=True)
class Derived(Version):
    """One version. Worked out for the organisations of `population`."""

    title_zh: str
    title_en: str
    unit: str
    period: PeriodKind
    population: Population
    formula: str
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

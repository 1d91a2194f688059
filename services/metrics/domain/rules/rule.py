"""Validation rules as data: what must hold of readings, of whom, since when, and who acts where it does not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.metrics.domain.formulas.faults import FormulaFault
from services.metrics.domain.reference import Reference
from services.metrics.domain.versions import Version
from services.yardsticks.language import Population


class Severity(StrEnum):
    """A blocking rule keeps readings out until they are put right; a warning asks to look again."""

    BLOCKING = "blocking"
    WARNING = "warning"


class RuleOwner(StrEnum):
    """Who acts: the organisation that reports, who sends for it, or the bureau that keeps its attributes."""

    SCHOOL = "school"
    SENDER = "sender"
    BUREAU = "bureau"


@dataclass(frozen=True)
class Bounds:
    """Both are kept themselves; `where` is a condition on attributes, None for all who are left."""

    least: Decimal | None
    most: Decimal | None
    where: str | None = None


@dataclass(frozen=True)
class Range:
    """The first bounds whose condition holds count; where none does, every value is good."""

    item: str
    bounds: tuple[Bounds, ...]


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    item: str


@dataclass(frozen=True)
class PartOfWhole:
    """The parts together are not more than the whole."""

    parts: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True)
class SumOfParts:
    """The parts together are the whole, exactly."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class YearOnYear:
    """Not both more than `factor` times (up or down) and more than `difference` away from the period before."""

    item: str
    factor: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True)
class Outlier:
    """Not further from the median of its peers than `factor` times their median distance from it.

    Peers are the organisations of the same county and kind of school with a value for the period, at least `peers` of
    them beside it. With `difference`, it must also be further away than that; without, nobody stands out among peers of
    whom half are alike.
    """

    of: str
    factor: Decimal
    difference: Decimal | None
    peers: int


@dataclass(frozen=True)
class Consistency:
    """A condition in the language of formulas."""

    condition: str


Test = Range | Whole | PartOfWhole | SumOfParts | YearOnYear | Outlier | Consistency


@dataclass(frozen=True)
class Rule(Version):
    """One version. It is asked of the organisations of `population`."""

    severity: Severity
    title_zh: str
    title_en: str
    what_to_do_zh: str
    what_to_do_en: str
    owner: RuleOwner
    population: Population
    test: Test
    reference: Reference

    def binds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class RuleFault:
    """What is wrong with a rule, at which field of it, such as `test/item`."""

    rule: str
    field: str
    fault: FormulaFault

"""Indicators: data items that organisations of a population report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.yardsticks.language import Population
from services.yardsticks.membership import belongs, level_of
from services.yardsticks.periods import PeriodKind

_ASKED_ABOUT = ("school_kind", "place", "function", "opened_on", "closed_on")
_NAMED_BY_FORMULAS = ("boarding", "ownership")


class ValueType(StrEnum):
    """A count, an amount, a fact that holds or does not, or one of named grades."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    GRADE = "grade"

    @property
    def is_number(self) -> bool:
        """Whether its readings are numbers of a unit."""
        return self in (ValueType.INTEGER, ValueType.DECIMAL)


@dataclass(frozen=True)
class Reporter:
    """An organisation that may owe readings; `path` is the chain of codes from the root, each after a slash."""

    code: str
    path: str
    kind: str
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def chain(self) -> tuple[str, ...]:
        """Its own code and those of all organisations above it."""
        return tuple(self.path.strip("/").split("/"))

    @property
    def profile(self) -> tuple[object, ...]:
        """Its kind and the attributes that any population or period asks about."""
        division = self.attributes.get("division_code")
        return (self.kind, level_of(division) if division else None, *map(self.attributes.get, _ASKED_ABOUT))

    @property
    def particulars(self) -> tuple[object, ...]:
        """The attributes beside its profile that formulas may name."""
        return (*map(self.attributes.get, _NAMED_BY_FORMULAS), tuple(self.attributes.get("stages") or ()))


@dataclass(frozen=True)
class Grade:
    """One grade of an indicator; its rank is its place among them, from 1."""

    code: str
    title_zh: str
    title_en: str


@dataclass(frozen=True)
class Indicator:
    """`reported_by` are the organisations that owe it, `population_…` says in words what it counts.

    `grades` stand worst first, and only where the value is one of them. `evidence_needed`: a yes, or any grade, is
    taken only with the document it rests on. `sensitive`: a small count of it may point at a child.
    """

    code: str
    title_zh: str
    title_en: str
    unit: str
    value_type: ValueType
    not_negative: bool
    stage: str | None
    period: PeriodKind
    reported_by: Population
    population_zh: str
    population_en: str
    grades: tuple[Grade, ...] = ()
    evidence_needed: bool = False
    sensitive: bool = False

    def owed_by(self, reporter: Reporter) -> bool:
        """Whether this organisation reports it. The SQL of what is owed states the same rule."""
        return belongs(self.reported_by, reporter.kind, reporter.attributes)

    @property
    def grade_codes(self) -> tuple[str, ...]:
        """Worst first."""
        return tuple(grade.code for grade in self.grades)

    @property
    def meaning(self) -> Mapping[str, str]:
        """What a stored number is read by, by the names of the fields that say it."""
        return {
            "value_type": self.value_type.value,
            "grades": " ".join(self.grade_codes),
            "unit": self.unit,
            "period": self.period.value,
        }

    def reads_as(self, other: "Indicator") -> bool:
        """Whether a stored number means the same under both."""
        return self.meaning == other.meaning

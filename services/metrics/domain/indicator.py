"""Indicators: data items that organisations of certain kinds report."""

from dataclasses import dataclass
from enum import StrEnum


class ValueType(StrEnum):
    INTEGER = "integer"
    DECIMAL = "decimal"


@dataclass(frozen=True)
class Reporter:
    """An organisation that may owe readings; `path` is the chain of codes from the root, each after a slash."""

    code: str
    path: str
    kind: str
    school_kind: str | None = None

    @property
    def chain(self) -> tuple[str, ...]:
        """Its own code and those of all organisations above it."""
        return tuple(self.path.strip("/").split("/"))


@dataclass(frozen=True)
class Indicator:
    """`reported_by` is a kind of organisation; `applies_to` are kinds of school, or of organisation for the others."""

    code: str
    title_zh: str
    title_en: str
    unit: str
    value_type: ValueType
    not_negative: bool
    stage: str | None
    reported_by: str
    applies_to: tuple[str, ...]

    def owed_by(self, reporter: Reporter) -> bool:
        """Whether this organisation's kind reports it. The SQL of obligations states the same rule."""
        return reporter.kind == self.reported_by and (reporter.school_kind or reporter.kind) in self.applies_to

"""Targets in a passage: numbers with populations and deadlines, what is checkable without, what is lost."""

from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.draft import Defect, DraftTarget
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source


@dataclass(frozen=True, slots=True)
class TargetContext:
    """What the passage inherits: the last day and code of its phase, the day of issue (三年内 counts from it)."""

    phase: str | None = None
    phase_ends_on: date | None = None
    issued_on: date | None = None
    measure: str | None = None
    responsible_unit: str | None = None


@dataclass(frozen=True, slots=True)
class TargetsFound:
    targets: tuple[DraftTarget, ...] = ()
    defects: tuple[Defect, ...] = ()


def read_targets(source: Source, passage: Passage, context: TargetContext) -> TargetsFound:
    """The targets of one passage, in the order of the text; codes count from T01 and are given anew by the caller."""
    return TargetsFound()

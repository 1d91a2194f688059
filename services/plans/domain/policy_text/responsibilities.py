"""Who answers for a measure: brackets, clauses and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.draft import Defect, DraftAssignment, StatedRule
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.words import AssignmentRole


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """`spans` are the brackets and clauses that said it: no part of what the measure itself says."""

    assignments: tuple[DraftAssignment, ...] = ()
    open_ended_roles: tuple[AssignmentRole, ...] = ()
    spans: tuple[Span, ...] = ()
    defects: tuple[Defect, ...] = ()


def stated_rules(source: Source, passages: Sequence[Passage]) -> tuple[StatedRule, ...]:
    """The rules that the document states once for all its brackets, wherever they stand."""
    return ()


def read_responsibilities(source: Source, passage: Passage, rules: Sequence[StatedRule]) -> Responsibilities:
    """Of the passage of one measure."""
    return Responsibilities()

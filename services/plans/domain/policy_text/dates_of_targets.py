"""Which of the dates around a target is its deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.deadlines import Sense, When
from services.plans.domain.policy_text.draft import INHERITED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.words import DeadlineCertainty


@dataclass(frozen=True, slots=True)
class Due:
    """`printed` is where the deadline stands in the passage; None where it is the phase's, or there is none."""

    day: date | None = None
    certainty: DeadlineCertainty = DeadlineCertainty.NONE
    printed: tuple[int, int] | None = None
    confidence: float = 1.0
    rule: str = ""


def due_of(clause: Clause, finding: Finding, siblings: Sequence[Finding], phase_ends_on: date | None) -> Due:
    """Its own date first, then that of what stands before it, then the phase's; asked each year it inherits none."""
    own = _own(clause, finding, siblings)
    if own is not None:
        return _by(own, own.confidence, own.rule)
    since = next((when for when in clause.own if when.sense is Sense.FROM), None)
    if since is not None:
        return Due(None, since.certainty, (since.start, since.end), since.confidence, "begins")
    if finding.recurring:
        return Due()
    if clause.inherited is not None:
        return _by(clause.inherited, min(INHERITED, clause.inherited.confidence), "inherited")
    if phase_ends_on is not None:
        return Due(phase_ends_on, DeadlineCertainty.STATED, None, INHERITED, "end_of_phase")
    return Due()


def _by(when: When, confidence: float, rule: str) -> Due:
    return Due(when.day, when.certainty, (when.start, when.end), confidence, rule)


def _own(clause: Clause, finding: Finding, siblings: Sequence[Finding]) -> When | None:
    due = [when for when in clause.own if when.sense is Sense.DUE] or list(clause.several)
    if not due:
        return None
    if len(due) == len(siblings) > 1 and due[-1].end <= siblings[0].at[0]:
        return due[siblings.index(finding)]
    if clause.several and not clause.own:
        return None
    before = [when for when in due if when.end <= finding.at[0]]
    return before[-1] if before else due[0]

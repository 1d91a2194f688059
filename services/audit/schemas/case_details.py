"""What a case of one kind shows beside what all cases show."""

from collections.abc import Mapping
from typing import Any

from services.audit.domain.appraising import Condition
from services.audit.domain.outcome_ladder import TWICE, Subject
from services.audit.rules import accountability_rules
from services.audit.schemas.common import Actor, Figure, Words
from services.kernel.fields import Shown


class SubjectShown(Shown):
    """Who is held to account: the unit itself, or whoever holds a post in it. `earlier` are decisions of the year
    before; `aggravated_by` makes for a stricter one."""

    kind: Subject
    post: str | None
    trigger: str
    title: Words
    on_cases: list[str]
    earlier: list[str]
    aggravated_by: list[str]


class InspectionShown(Shown):
    """A visit: under which entry of the list it stands, who makes it, and what is to be checked."""

    inspection: str
    entry: str
    sample: str | None
    team: list[Actor]
    standard: str | None
    checklist: list[str]


class GradeShown(Shown):
    code: str
    title: str
    at_least: Figure


class AppliedShown(Shown):
    """A consequence that applied: one grade lower, or none above `not_above`."""

    condition: Condition
    not_above: str | None


class ProposalShown(Shown):
    """Shares as "n/d" where all that is open were missed (`low`) or met (`high`). `grade` null: `reason` is nothing_due
    or cannot_decide."""

    low: str | None
    high: str | None
    base: str | None
    grade: str | None
    reason: str | None
    applied: list[AppliedShown]


class AppraisalShown(Shown):
    """The year, the grades of the jurisdiction, what happened in the year (cases by condition) and what follows."""

    year: int
    assessment: str
    grades: list[GradeShown]
    happened: dict[Condition, list[str]]
    late: int
    proposal: ProposalShown


def shown_subject(details: Mapping[str, Any]) -> SubjectShown:
    rule = next(each for each in accountability_rules() if each.code == details["rule"])
    return SubjectShown(
        **details["subject"],
        trigger=details["trigger"],
        title=Words.model_validate(rule.triggers[details["trigger"]]),
        on_cases=details["on_cases"],
        earlier=details["earlier"],
        aggravated_by=[*details["aggravated_by"], *([TWICE] if details["earlier"] else [])],
    )

"""What the targets of a plan came to: the tree of its verdicts, and every target with its figures."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from services.audit.schemas.common import Figure, Named, Words, named
from services.kernel.fields import Shown


class NodeShown(Shown):
    """A plan, programme or measure. Its verdict is that of all targets below it together; nothing is averaged.

    `verdict` null means that it has no target. A target that restates another is shown with it and counted once.
    """

    kind: Literal["plan", "programme", "measure"]
    code: str
    title: Words
    parent: str | None
    parent_kind: str | None
    verdict: str | None
    targets: int
    met: int
    not_met: int
    cannot_decide: int
    overdue: int = Field(description="not met though the deadline has passed · 逾期未达")
    not_assessable: int = Field(description="the source lost what would be needed · 原文缺失，无法评估")
    borderline: int = Field(description="met, but close to the line · 临界")
    failing: list[str]
    undecided: list[str]


class PlanSummary(Shown):
    """The plan first, then its programmes and measures in the order of the document."""

    subject: Literal["plan"]
    since: date | None = Field(default=None, description="from which day the plan counts · 方案起算日")
    nodes: list[NodeShown]


class TrendPoint(Shown):
    period: str
    verdict: str
    reason: str | None
    value: Figure | None
    exact: str | None
    line: Figure | None


class MissingDatum(Shown):
    organisation: str
    indicator: str
    period: str


class BoundUnitShown(Shown):
    """A unit the plan itself binds to the target, with the place where it does."""

    organisation: Named
    role: str
    place: str


class RestsOnAssessment(Shown):
    """The assessment of a standard that a target asking for all of it takes its verdict from."""

    assessment: str
    standard: str
    standard_version: str
    period: str


class TargetResult(Shown):
    """A target under the assessment. `distance` is how far the figure lies on the good side of its line.

    `deadline_state`: none, ahead, passed or lost. Not met and ahead is on the way; not met and passed is overdue; a
    lost deadline is never overdue. `units` is empty where the plan names no unit.
    """

    code: str
    statement: Words
    place: str
    measure: str | None
    kind: str
    comparison: str | None
    unit: str | None
    certainty: str
    deadline: date | None
    deadline_text: str | None
    deadline_certainty: str
    deadline_state: str
    overdue: bool
    late: bool
    restates: str | None
    verdict: str
    reason: str | None
    borderline: bool
    period: str | None
    value: Figure | None
    exact: str | None
    low: str | None
    high: str | None
    line: Figure | None
    upper: Figure | None
    distance: Figure | None
    concerned: int
    failing: list[str]
    failing_count: int
    undecided: list[str]
    undecided_count: int
    missing: list[MissingDatum]
    missing_count: int
    failed_periods: list[str]
    trend: list[TrendPoint]
    units: list[BoundUnitShown]
    rests_on: RestsOnAssessment | None


def shown_target(detail: dict[str, Any], names: dict[str, tuple[str, str]]) -> TargetResult:
    """From the detail of a row; `names` are those of the organisations bound, by code."""
    units = [
        {**unit, "organisation": named(unit["organisation"], *names.get(unit["organisation"], ("", "")))}
        for unit in detail["units"]
    ]
    return TargetResult.model_validate({**detail, "units": units})

"""Units by what they were bound to."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from services.audit.domain.unit_work import Bond, WorkKind
from services.audit.repository.unit_assessments import KeptUnitAssessment
from services.audit.schemas.common import Actor, Figure, Named, Words, example, named
from services.kernel.fields import Closed, Code, Day, Shown


class UnitAssessmentGiven(Closed):
    """A unit, on the day `as_of`; tasks that were over before `since` are left out. 单位、起止日期。"""

    unit: Code
    since: Day
    as_of: Day

    model_config = ConfigDict(
        json_schema_extra=example({"unit": "640221-finance", "since": "2021-01-01", "as_of": "2021-12-31"})
    )

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.since > self.as_of:
            raise ValueError("`since` is not after `as_of`")
        return self


class ProofShown(Shown):
    """Where a proof of a report is found; `proves` names the line of evidence that was wanted."""

    title: str
    proves: str | None
    sha256: str | None
    reference: str | None


class TaskReportProof(Shown):
    """A report of the unit that stands, by its task and number. 任务进展报告。"""

    kind: Literal["task_report"]
    task: str
    number: int
    as_of: date
    by: str
    proofs: list[ProofShown]


class TargetResultProof(Shown):
    """What a target came to in an assessment of its plan. 目标评估结果。"""

    kind: Literal["target_result"]
    assessment: str
    target: str
    verdict: str
    reason: str | None
    period: str | None
    value: Figure | None
    line: Figure | None


class StatementProof(Shown):
    """A responsibility statement that names it, and how that stood on the day. 目标责任状。"""

    kind: Literal["statement"]
    statement: str
    year: int
    state: str
    line: str


Proof = Annotated[TaskReportProof | TargetResultProof | StatementProof, Field(discriminator="kind")]


class WorkShown(Shown):
    """A task, measure or target. `verdict` null: nothing can be held against the unit; `reason` says why.

    `reason`: not_due, withdrawn, on_the_way, no_target, plan_not_binding; beside a verdict done_late, not_assessed,
    other_revision_assessed, or that of the target's figure. `evidence` empty: nobody has shown anything.
    """

    kind: WorkKind
    bond: Bond
    plan: str
    code: str
    title: Words
    place: str | None
    due_on: date | None
    state: str | None
    verdict: str | None
    reason: str | None
    late: bool
    evidence: list[Proof]


class PortionShown(Shown):
    """Everything of one bond; one failure is never averaged away. `open` counts what nothing can be said of yet.

    `verdict` null with `reason` nothing_bound (no plan gives the unit anything) or nothing_due (nothing to judge yet).
    """

    verdict: str | None
    reason: str | None
    met: int
    not_met: int
    cannot_decide: int
    open: int
    late: int
    works: list[WorkShown]


class UnitAssessmentLine(Shown):
    """`verdict` is that of what the unit leads. `plans_version` is of the feed of plans that it rests on."""

    id: str
    unit: Named
    since: date
    as_of: date
    plans_version: int
    verdict: str | None
    reason: str | None
    actor: Actor
    recorded_at: datetime


class UnitAssessmentShown(UnitAssessmentLine):
    """`assessments` are those of plans whose results were used, by plan. 牵头与配合分列。"""

    assessments: dict[str, str]
    lead: PortionShown
    cooperating: PortionShown


def shown_unit_line(kept: KeptUnitAssessment) -> UnitAssessmentLine:
    return UnitAssessmentLine(**_line(kept))


def shown_unit_assessment(kept: KeptUnitAssessment) -> UnitAssessmentShown:
    return UnitAssessmentShown.model_validate({**_line(kept), **kept.document})


def _line(kept: KeptUnitAssessment) -> dict[str, Any]:
    return {
        "id": kept.id,
        "unit": named(kept.unit, kept.name_zh, kept.name_en),
        "since": kept.since,
        "as_of": kept.as_of,
        "plans_version": kept.plans_version,
        "verdict": kept.verdict,
        "reason": kept.reason,
        "actor": Actor(id=kept.actor_id, name=kept.actor_name),
        "recorded_at": kept.recorded_at,
    }

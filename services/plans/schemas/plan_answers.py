"""What is said about a plan beside its document, and the bodies of publication and of lists."""

from collections.abc import Sequence
from typing import Any, Literal, Self

from pydantic import ConfigDict

from services.kernel.fields import Bilingual, Closed, Day, Reason, Shown
from services.plans.domain.words import AssignmentRole, Certainty, DeadlineCertainty, LegalStatus, OwnRole
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_standing import EndingShown, StandingShown
from services.plans.schemas.plan_structure import Measure
from services.plans.schemas.plan_targets import PlanTarget


class PlanState(Shown):
    """Which revision is shown; a draft has no day of publication.

    `ending` is null unless the plan was superseded or withdrawn, `standing` unless a day was asked about.
    """

    revision: int
    status: Literal["draft", "published"]
    published_on: Day | None
    ending: EndingShown | None = None
    standing: StandingShown | None = None


class AssignmentCounts(Shown):
    """Assignments by role: one (measure, unit, role) each."""

    total: int
    lead: int
    cooperating: int
    responsible: int

    @classmethod
    def of(cls, measures: Sequence[Measure]) -> Self:
        by_role = {role.value: sum(len(measure.of_role(role)) for measure in measures) for role in AssignmentRole}
        return cls(total=sum(by_role.values()), **by_role)


class TargetCounts(Shown):
    """Targets by what the source gives; `deadline_lost` counts across these."""

    total: int
    number: int
    checkable: int
    lost: int
    deadline_lost: int

    @classmethod
    def of(cls, targets: Sequence[PlanTarget]) -> Self:
        by_certainty = {
            certainty.value: sum(target.certainty is certainty for target in targets) for certainty in Certainty
        }
        lost = sum(target.deadline_certainty is DeadlineCertainty.LOST for target in targets)
        return cls(total=len(targets), deadline_lost=lost, **by_certainty)


class PlanCounts(Shown):
    phases: int
    programmes: int
    measures: int
    guarantees: int
    assignments: AssignmentCounts
    units: int
    duties: int
    targets: TargetCounts
    accountability: int
    systems: int

    @classmethod
    def of(cls, plan: PlanDocument) -> Self:
        measures = [measure for _, measure in plan.measures_with_pointers()]
        return cls(
            phases=len(plan.phases),
            programmes=len(plan.programmes),
            measures=len(measures),
            guarantees=len(plan.guarantees),
            assignments=AssignmentCounts.of(measures),
            units=len(plan.units),
            duties=sum(len(unit.duties) for unit in plan.units),
            targets=TargetCounts.of(plan.targets),
            accountability=len(plan.accountability),
            systems=len(plan.systems),
        )


class PlanShown(PlanDocument, Shown):
    """The document with its state; `version` is what `If-Match` compares.

    方案全文及其状态；version 供 If-Match 比对。
    """

    model_config = ConfigDict(json_schema_extra={})

    state: PlanState
    counts: PlanCounts
    version: int

    @classmethod
    def of(cls, plan: PlanDocument, state: PlanState, version: int, **more: Any) -> Self:
        parts = {name: getattr(plan, name) for name in PlanDocument.model_fields}
        return cls(**parts, state=state, counts=PlanCounts.of(plan), version=version, **more)


class PlanPut(PlanShown):
    """`unchanged` says that the document was already stored as it stands; `state` what has become of it.

    unchanged 表示所存内容本来就与此相同；state 说明它现在是草稿还是已发布。
    """

    unchanged: bool


class PublicationBody(Closed):
    """Publishing needs a day, never taken from the machine's clock, and a reason.

    发布须写明日期和理由；日期不取自系统时钟。
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"published_on": "2021-09-01", "reason": "Issued by the county government · 县政府印发"}]
        }
    )

    published_on: Day
    reason: Reason


class DateConfirmationBody(Closed):
    """What the date of the document is after all, on which day that was confirmed, and by what.

    文件的实际日期、确认之日以及依据。
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dated": "2021-05-23",
                    "confirmed_on": "2021-10-08",
                    "reason": "Compared with the official gazette · 已与政府公报核对",
                }
            ]
        }
    )

    dated: Day
    confirmed_on: Day
    reason: Reason


class PlanListed(Shown):
    code: str
    title: Bilingual
    jurisdiction: str
    legal_status: LegalStatus
    state: PlanState


class DutyShown(Shown):
    """A duty clause of a published revision of a plan: the newest, or that of the day asked about."""

    plan: str
    revision: int
    unit: str
    organisation: str
    code: str
    summary: Bilingual
    own_role: OwnRole
    mixed: bool
    partners: list[str]
    unnamed_partners: bool
    place: str
    standing: StandingShown | None = None


class TargetShown(PlanTarget, Shown):
    """A target of the revision named; `standing` is that of the plan, null unless a day was asked about."""

    plan: str
    revision: int
    standing: StandingShown | None = None

    @classmethod
    def of(cls, target: PlanTarget, plan: str, revision: int, standing: StandingShown | None = None) -> Self:
        parts = {name: getattr(target, name) for name in PlanTarget.model_fields}
        return cls(**parts, plan=plan, revision=revision, standing=standing)

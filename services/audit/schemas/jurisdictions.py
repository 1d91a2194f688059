"""How the plans of a jurisdiction stand together."""

from datetime import date

from pydantic import Field

from services.audit.domain.case_force import REASONS
from services.audit.repository.organisations import Place
from services.audit.schemas.assessments import WhyNotBinding
from services.audit.schemas.common import Named, named
from services.audit.schemas.plan_assessments import NodeShown
from services.audit.use_cases.survey_jurisdiction import Survey
from services.kernel.fields import Shown


class PlanStanding(Shown):
    """A plan in its newest assessment; `node` counts its targets by verdict."""

    plan: str
    revision: int
    assessment: str
    organisation: Named
    as_of: date
    verdict: str
    information_only: list[WhyNotBinding]
    node: NodeShown


class JurisdictionShown(Shown):
    """`verdict` is that of all plans together, null where none was assessed; the figures are sums over the plans."""

    organisation: Named
    as_of: date
    verdict: str | None
    targets: int
    met: int
    not_met: int
    cannot_decide: int
    overdue: int = Field(description="not met though the deadline has passed · 逾期未达")
    plans: list[PlanStanding]


def shown_jurisdiction(place: Place, as_of: date, survey: Survey) -> JurisdictionShown:
    plans = [
        PlanStanding(
            plan=kept.plan or "",
            revision=kept.plan_revision or 0,
            assessment=kept.id,
            organisation=named(kept.organisation, kept.name_zh, kept.name_en),
            as_of=kept.as_of,
            verdict=kept.verdict,
            information_only=[
                WhyNotBinding(code=code, zh=REASONS[code].zh, en=REASONS[code].en) for code in kept.information_only
            ],
            node=NodeShown.model_validate(kept.summary["nodes"][0]),
        )
        for kept in survey.plans
    ]
    return JurisdictionShown(
        organisation=named(place.code, place.zh, place.en),
        as_of=as_of,
        verdict=None if survey.verdict is None else survey.verdict.value,
        targets=sum(each.node.targets for each in plans),
        met=sum(each.node.met for each in plans),
        not_met=sum(each.node.not_met for each in plans),
        cannot_decide=sum(each.node.cannot_decide for each in plans),
        overdue=sum(each.node.overdue for each in plans),
        plans=plans,
    )

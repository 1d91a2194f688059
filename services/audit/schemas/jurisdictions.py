"""How the plans of a jurisdiction stand together."""

from datetime import date

from pydantic import Field

from services.audit.domain.case_force import REASONS
from services.audit.repository.organisations import Place
from services.audit.schemas.assessments import WhyNotBinding
from services.audit.schemas.common import Named, Words, named
from services.audit.schemas.plan_assessments import NodeShown
from services.audit.use_cases.survey_jurisdiction import Standing, Survey
from services.kernel.fields import Shown


class PlanStanding(Shown):
    """A published plan: whether it binds on the day, and its newest assessment in its own jurisdiction.

    `assessment` null: nobody has assessed it. An empty `information_only` means that it binds.
    """

    plan: str
    revision: int
    title: Words
    jurisdiction: Named
    legal_status: str
    information_only: list[WhyNotBinding]
    assessment: str | None
    as_of: date | None
    verdict: str | None
    node: NodeShown | None


class JurisdictionShown(Shown):
    """`verdict` is that of all plans that bind, null where none does; the figures are sums over those assessed."""

    organisation: Named
    as_of: date
    verdict: str | None
    targets: int
    met: int
    not_met: int
    cannot_decide: int
    overdue: int = Field(description="not met though the deadline has passed · 逾期未达")
    not_assessable: int
    failing: list[str] = Field(description="plans that fail · 未达的方案")
    undecided: list[str] = Field(description="plans that cannot be decided · 无法判定的方案")
    plans: list[PlanStanding]


def shown_jurisdiction(place: Place, as_of: date, survey: Survey) -> JurisdictionShown:
    together = survey.together
    return JurisdictionShown(
        organisation=named(place.code, place.zh, place.en),
        as_of=as_of,
        verdict=None if survey.verdict is None else survey.verdict.value,
        targets=together.targets,
        met=together.met,
        not_met=together.not_met,
        cannot_decide=together.cannot_decide,
        overdue=together.overdue,
        not_assessable=together.not_assessable,
        failing=list(together.failing),
        undecided=list(together.undecided),
        plans=[_standing(each) for each in survey.plans],
    )


def _standing(each: Standing) -> PlanStanding:
    kept, place = each.assessed, each.jurisdiction
    return PlanStanding(
        plan=each.plan.code,
        revision=each.plan.revision,
        title=Words.model_validate(each.plan.document["title"]),
        jurisdiction=named(place.code, place.zh, place.en),
        legal_status=each.plan.document["legal_status"],
        information_only=[WhyNotBinding(code=code, zh=REASONS[code].zh, en=REASONS[code].en) for code in each.reasons],
        assessment=None if kept is None else kept.id,
        as_of=None if kept is None else kept.as_of,
        verdict=None if kept is None else kept.verdict,
        node=None if kept is None else NodeShown.model_validate(kept.summary["nodes"][0]),
    )

"""A plan in one line: which it is, which revision, and whether it binds."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.bearing import Bearing, bearing_on
from services.plans.domain.words import LegalStatus
from services.plans.schemas.plan_document import PlanDocument


class PlanHead(Shown):
    """`number` is that of the printed document. What does not bind on the day is shown for information."""

    plan: str
    title: Bilingual
    number: str | None
    jurisdiction: str
    revision: int
    published_on: Day | None
    legal_status: LegalStatus
    in_force_from: Day | None
    bearing: Annotated[Bearing, Field(description="what the plan is on the day · 当日效力")]
    binding: bool

    @classmethod
    def of(cls, plan: PlanDocument, revision: int, published_on: date | None, day: date, **more: Any) -> Self:
        bearing = bearing_on(plan, day)
        return cls(
            plan=plan.code,
            title=plan.title,
            number=plan.document.number,
            jurisdiction=plan.jurisdiction,
            revision=revision,
            published_on=published_on,
            legal_status=plan.legal_status,
            in_force_from=plan.in_force_from,
            bearing=bearing,
            binding=bearing is Bearing.BINDING,
            **more,
        )

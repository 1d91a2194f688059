"""How the plans of a jurisdiction stand: the newest assessment of each, and the verdict of all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.audit.domain.verdict import Verdict, every
from services.audit.repository.assessments import Kept, newest_of_plans
from services.audit.repository.organisations import Place
from services.kernel.routes import Session


@dataclass(frozen=True)
class Survey:
    """`verdict` None: no plan was assessed there."""

    verdict: Verdict | None
    plans: Sequence[Kept]


async def survey_jurisdiction(session: Session, place: Place, as_of: date) -> Survey:
    """One failed plan fails the jurisdiction; one that cannot be decided leaves it open."""
    plans = await newest_of_plans(session, place.path, as_of)
    return Survey(every(Verdict(each.verdict) for each in plans) if plans else None, plans)

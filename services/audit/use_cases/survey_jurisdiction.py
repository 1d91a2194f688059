"""How the plans of a jurisdiction stand: those that bind decide together, the others stand beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.audit.domain.case_force import why_not_binding
from services.audit.domain.kept_nodes import node_of
from services.audit.domain.rollup import Node, roll_up_plans
from services.audit.domain.verdict import Verdict, every
from services.audit.repository.assessments import Kept, newest_of_plans
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import Plan, plans_within
from services.kernel.routes import Session


@dataclass(frozen=True)
class Standing:
    """A published plan on the day; `reasons` says why it does not bind, `assessed` is None where nobody assessed it."""

    plan: Plan
    jurisdiction: Place
    reasons: tuple[str, ...]
    assessed: Kept | None

    @property
    def node(self) -> Node | None:
        return None if self.assessed is None else node_of(self.assessed.summary["nodes"][0])


@dataclass(frozen=True)
class Survey:
    """`together` counts the plans that bind and were assessed; `verdict` None: no plan binds there."""

    verdict: Verdict | None
    together: Node
    plans: Sequence[Standing]


async def survey_jurisdiction(session: Session, place: Place, as_of: date) -> Survey:
    """One failed plan fails the jurisdiction; one that was never assessed leaves it open.

    Each plan counts once: by the newest assessment of its own jurisdiction.
    """
    plans = await plans_within(session, place.path, as_of)
    places = await places_of(session, {plan.jurisdiction for plan in plans})
    kept = await newest_of_plans(session, {plan.code: plan.jurisdiction for plan in plans}, as_of)
    standings = [_standing(plan, places[plan.jurisdiction], kept.get(plan.code), as_of) for plan in plans]
    binding = [each for each in standings if not each.reasons]
    together = roll_up_plans(place.code, [each.node for each in binding if each.node is not None])
    verdicts = [] if together.verdict is None else [together.verdict]
    verdicts += [Verdict.CANNOT_DECIDE for each in binding if each.assessed is None]
    return Survey(every(verdicts) if verdicts else None, together, standings)


def _standing(plan: Plan, jurisdiction: Place, kept: Kept | None, as_of: date) -> Standing:
    reasons = why_not_binding(None, plan.document, jurisdiction.path, jurisdiction.path, as_of, plan.ending)
    return Standing(plan, jurisdiction, reasons, kept)

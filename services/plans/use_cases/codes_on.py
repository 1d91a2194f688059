"""What a code that somebody named on one day is called on another: plans are often numbered anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.kernel.routes import Session
from services.plans.domain.revision_changes.change import Part
from services.plans.domain.revision_changes.comparing import later_codes
from services.plans.domain.stored_plan import counting_on
from services.plans.repository.revision_documents import Numbered, days_of_revisions, documents_of
from services.plans.schemas.plan_document import PlanDocument

Codes = Mapping[Part, Mapping[str, str]]


@dataclass(frozen=True)
class CodesOn:
    """Of a day. `codes` holds the revisions in which something is called otherwise than in the one of the day."""

    days: Mapping[str, list[tuple[int, date]]]
    codes: Mapping[Numbered, Codes] = field(default_factory=dict)

    def called(self, plan: str, part: Part, code: str, since: date) -> str | None:
        """What was named on the day `since`; None where the revision of the day has it no more."""
        found = self.codes.get((plan, counting_on(self.days.get(plan, ()), since)))
        return code if found is None else found[part].get(code)


async def codes_on(session: Session, named: Mapping[str, Collection[date]], day: date) -> CodesOn:
    """For what was `named` of each plan on some days."""
    days = await days_of_revisions(session, named)
    present = {plan: counting_on(known, day) for plan, known in days.items()}
    then = {(plan, counting_on(days[plan], each)) for plan in days for each in named[plan]}
    differing = {(plan, number) for plan, number in then if number != present[plan]}
    needed = differing | {(plan, present[plan]) for plan, _ in differing}
    bodies = {key: _plain(document) for key, document in (await documents_of(session, needed)).items()}
    codes = {key: later_codes(bodies[key], bodies[key[0], present[key[0]]]) for key in differing}
    return CodesOn(days, codes)


def _plain(document: Mapping[str, Any]) -> dict[str, Any]:
    return PlanDocument.model_validate(document).model_dump(mode="json")

"""A kept assessment against a standard, with the version of the standard that it used."""

from services.access.caller import Guard
from services.audit.domain.standard import Standard
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import is_of_many
from services.audit.use_cases.given import given_again
from services.kernel.routes import Session


async def assessed_standard(
    session: Session, guard: Guard, rulebook: Rulebook, assessment: str
) -> tuple[Kept, Standard]:
    """Refused as unknown where there is none. Whoever calls this must still ask the guard for what it shows."""
    kept = await assessment_of(session, assessment)
    if kept is None:
        guard.asked = True
        raise guard.refusal()
    if kept.standard is None or kept.standard_version is None:
        guard.asked = True
        raise NotScored("the targets of a plan were assessed, no criteria of a standard")
    if is_of_many(kept):
        guard.asked = True
        raise NotScored("many counties were assessed at once; assess the county that you ask about by itself")
    return kept, given_again(rulebook, kept).standard

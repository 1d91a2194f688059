"""A kept assessment against a standard, with the version of the standard that it used."""

from services.access.caller import Guard
from services.audit.domain.standard import Standard
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import Source, alone
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
    return kept, given_again(rulebook, kept).standard


async def assessed_county(
    session: Session, guard: Guard, rulebook: Rulebook, assessment: str, *, organisation: str | None
) -> tuple[Kept, Standard, Source]:
    """The same of one county with its results; `organisation` names it where many were assessed. Refused as unknown
    where the caller may not see the whole county."""
    kept, standard = await assessed_standard(session, guard, rulebook, assessment)
    own, source = await alone(session, guard, rulebook, kept, organisation)
    await guard.require(own.organisation)
    if organisation not in (None, own.organisation):
        raise NotScored(f"{organisation} is not the county that was assessed")
    return own, standard, source

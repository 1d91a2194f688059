"""What every assessment pins before it scores: where it stands, its plan, and how far the copies have come."""

from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.case_force import why_not_binding
from services.audit.domain.standard import Standard
from services.audit.errors import PlanUnknown
from services.audit.repository.assessments import assessment_of
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import Plan, plan_as_of
from services.audit.repository.snapshots import followed_version
from services.kernel.routes import Session


@dataclass(frozen=True)
class Wanted:
    """What is asked: an organisation, a day, and a plan where one is named. `snapshot_of` names an assessment whose
    readings and organisations are taken instead of those of now."""

    organisation: str
    as_of: date
    plan: str | None
    at_least_readings_version: int
    snapshot_of: str | None = None


@dataclass(frozen=True)
class Pinned:
    """`reasons` says why nothing binds, `jurisdiction` is where the plan holds; versions are those of the feeds."""

    place: Place
    plan: Plan | None
    jurisdiction: Place | None
    reasons: tuple[str, ...]
    snapshot: int
    organisations: int


async def pin(session: Session, guard: Guard, copies: Copies, standard: Standard | None, wanted: Wanted) -> Pinned:
    """Refused where the caller may not assess there, or not see what the snapshot is of.

    The connection goes back to the pool while copies catch up.
    """
    await guard.require(wanted.organisation)
    if wanted.snapshot_of is None:
        await session.rollback()
        await copies.catch_up(wanted.at_least_readings_version)
    place = (await places_of(session, [wanted.organisation]))[wanted.organisation]
    plan = None if wanted.plan is None else await plan_as_of(session, wanted.plan, wanted.as_of)
    if plan is None and wanted.plan is not None:
        raise PlanUnknown()
    jurisdiction = None if plan is None else (await places_of(session, [plan.jurisdiction])).get(plan.jurisdiction)
    reasons = why_not_binding(
        standard,
        None if plan is None else plan.document,
        place.path,
        None if jurisdiction is None else jurisdiction.path,
        wanted.as_of,
        None if plan is None else plan.ending,
    )
    return Pinned(
        place,
        plan,
        jurisdiction,
        reasons,
        *await _versions(session, guard, wanted.snapshot_of),
    )


async def _versions(session: Session, guard: Guard, snapshot_of: str | None) -> tuple[int, int]:
    """Of readings and of organisations. Only where an assessment stood: within a page of a feed the wide rows of many
    counties and the long ones of one do not tell the same."""
    if snapshot_of is None:
        return await followed_version(session, "readings"), await followed_version(session, "organisations")
    kept = await assessment_of(session, snapshot_of)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    return kept.snapshot_version, kept.organisations_version

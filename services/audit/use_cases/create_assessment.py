"""Scores a county: waits until the copies are current, pins a snapshot, keeps every result and its findings."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.assess import assess
from services.audit.domain.case_findings import FindingDraft, findings_of
from services.audit.domain.case_force import why_not_binding
from services.audit.domain.case_results import ENGINE_VERSION, ResultRow, fingerprint, rows_of
from services.audit.domain.case_summary import summary_of
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict
from services.audit.errors import PlanUnknown
from services.audit.repository.assessments import Kept, NewAssessment, add_assessment, assessment_of
from services.audit.repository.findings import add_findings
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import Plan, plan_as_of
from services.audit.repository.results import add_results
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.gather_facts import Facts, gather_facts
from services.kernel.feed import publish
from services.kernel.routes import Session

SCHOOLS_SCORED_IN_PLACE = 200


@dataclass(frozen=True)
class WantedAssessment:
    organisation: str
    period: str
    as_of: date
    plan: str | None
    at_least_readings_version: int


@dataclass(frozen=True)
class Scored:
    """All that an assessment is kept as, still without ids."""

    verdict: Verdict
    rows: Sequence[ResultRow]
    findings: Sequence[FindingDraft]
    summary: Mapping[str, Any]
    sha256: str


async def create_assessment(
    session: Session, guard: Guard, copies: Copies, standard: Standard, wanted: WantedAssessment
) -> Kept:
    """The assessment as it was kept. The connection goes back to the pool while the copies catch up."""
    await guard.require(wanted.organisation)
    await session.rollback()
    await copies.catch_up(wanted.at_least_readings_version)
    place = (await places_of(session, [wanted.organisation]))[wanted.organisation]
    plan, reasons = await _plan(session, standard, place, wanted)
    snapshot = await followed_version(session, "readings")
    organisations = await followed_version(session, "organisations")
    facts = await gather_facts(session, standard, place, wanted.period, snapshot)
    scored = await _scored(standard, place.code, facts, binding=not reasons)
    new = NewAssessment(
        id=f"asm_{secrets.token_hex(8)}",
        standard=standard.code,
        standard_version=standard.version,
        engine_version=ENGINE_VERSION,
        plan=None if plan is None else plan.code,
        plan_revision=None if plan is None else plan.revision,
        organisation=place.code,
        period=wanted.period,
        as_of=wanted.as_of,
        snapshot_version=snapshot,
        organisations_version=organisations,
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
        verdict=scored.verdict.value,
        information_only=reasons,
        summary=scored.summary,
        result_sha256=scored.sha256,
    )
    return await _keep(session, new, scored)


async def _plan(
    session: Session, standard: Standard, place: Place, wanted: WantedAssessment
) -> tuple[Plan | None, tuple[str, ...]]:
    """The plan, if one is named, and why the assessment is for information only, if it is."""
    if wanted.plan is None:
        return None, why_not_binding(standard, None, place.path, None, wanted.as_of)
    plan = await plan_as_of(session, wanted.plan, wanted.as_of)
    if plan is None:
        raise PlanUnknown()
    jurisdiction = (await places_of(session, [plan.jurisdiction])).get(plan.jurisdiction)
    path = None if jurisdiction is None else jurisdiction.path
    return plan, why_not_binding(standard, plan.document, place.path, path, wanted.as_of)


async def _scored(standard: Standard, county: str, facts: Facts, *, binding: bool) -> Scored:
    if len(facts.schools) <= SCHOOLS_SCORED_IN_PLACE:
        return _score(standard, county, facts, binding=binding)
    return await asyncio.to_thread(_score, standard, county, facts, binding=binding)


def _score(standard: Standard, county: str, facts: Facts, *, binding: bool) -> Scored:
    assessed = assess(standard, facts.schools)
    findings = findings_of(standard, county, assessed) if binding else ()
    rows = rows_of(standard, county, assessed, facts.readings)
    summary = summary_of(assessed, len(findings))
    return Scored(assessed.verdict, rows, findings, summary, fingerprint(assessed.verdict, rows))


async def _keep(session: Session, new: NewAssessment, scored: Scored) -> Kept:
    await add_assessment(session, new)
    await add_results(session, new.id, scored.rows)
    ids = [f"fnd_{secrets.token_hex(8)}" for _ in scored.findings]
    await add_findings(session, new.id, scored.findings, ids)
    await publish(session, "assessment", new.id, _published(new))
    kept = await assessment_of(session, new.id)
    if kept is None:
        raise LookupError("an assessment that was just kept is not there")
    return kept


def _published(new: NewAssessment) -> dict[str, Any]:
    return {
        "standard": new.standard,
        "standard_version": new.standard_version,
        "plan": new.plan,
        "organisation": new.organisation,
        "period": new.period,
        "as_of": new.as_of,
        "snapshot_version": new.snapshot_version,
        "verdict": new.verdict,
        "information_only": list(new.information_only),
        "schools": new.summary["schools"]["counts"],
        "findings": new.summary["findings"],
        "result_sha256": new.result_sha256,
    }

"""Keeps an assessment as it came out: the run, its rows, its findings, and a change in the feed."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Guard
from services.audit.domain.case_findings import FindingDraft
from services.audit.domain.case_results import ENGINE_VERSION, ResultRow, fingerprint
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict
from services.audit.repository.assessments import Kept, NewAssessment, add_assessment, assessment_of
from services.audit.repository.findings import add_findings
from services.audit.repository.results import add_results
from services.audit.use_cases.pinning import Pinned, Wanted
from services.kernel.feed import publish
from services.kernel.routes import Session


@dataclass(frozen=True)
class Scored:
    """All that an assessment is kept as, still without ids."""

    verdict: Verdict
    rows: Sequence[ResultRow]
    findings: Sequence[FindingDraft]
    summary: Mapping[str, Any]


async def keep(
    session: Session,
    guard: Guard,
    wanted: Wanted,
    pinned: Pinned,
    scored: Scored,
    *,
    standard: Standard | None = None,
    period: str | None = None,
) -> Kept:
    """The assessment as it was kept."""
    new = NewAssessment(
        id=f"asm_{secrets.token_hex(8)}",
        standard=None if standard is None else standard.code,
        standard_version=None if standard is None else standard.version,
        engine_version=ENGINE_VERSION,
        plan=None if pinned.plan is None else pinned.plan.code,
        plan_revision=None if pinned.plan is None else pinned.plan.revision,
        organisation=pinned.place.code,
        period=period,
        as_of=wanted.as_of,
        snapshot_version=pinned.snapshot,
        organisations_version=pinned.organisations,
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
        verdict=scored.verdict.value,
        information_only=pinned.reasons,
        summary=scored.summary,
        result_sha256=fingerprint(scored.verdict, scored.rows),
    )
    await add_assessment(session, new)
    await add_results(session, new.id, scored.rows)
    ids = [f"fnd_{secrets.token_hex(8)}" for _ in scored.findings]
    await add_findings(session, new.id, scored.findings, ids)
    await publish(session, "assessment", new.id, published(new, len(ids)))
    kept = await assessment_of(session, new.id)
    if kept is None:
        raise LookupError("an assessment that was just kept is not there")
    return kept


def published(new: NewAssessment, findings: int) -> dict[str, Any]:
    """An assessment as the feed of audit tells of it."""
    return {
        "standard": new.standard,
        "standard_version": new.standard_version,
        "plan": new.plan,
        "plan_revision": new.plan_revision,
        "organisation": new.organisation,
        "period": new.period,
        "as_of": new.as_of,
        "snapshot_version": new.snapshot_version,
        "verdict": new.verdict,
        "information_only": list(new.information_only),
        "findings": findings,
        "result_sha256": new.result_sha256,
    }

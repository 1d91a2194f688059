"""Findings: what failed, what is lacking, whose duty it is."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.endpoints.filters import AssessmentFilter, OrganisationFilter, UnitFilter
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.bindings import bound_to
from services.audit.repository.findings import FindingFilter, KeptFinding
from services.audit.repository.findings import list_findings as find_findings
from services.audit.rulebook import Rules
from services.audit.schemas.findings import FindingShown, shown_finding
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/findings", route_class=OneTransaction, tags=["audit.findings"])


@router.get("", operation_id="audit_list_findings", summary="问题清单 · List findings")
async def list_findings(
    session: Session,
    guard: TheGuard,
    rules: Rules,
    assessment: AssessmentFilter = None,
    unit: UnitFilter = None,
    organisation: OrganisationFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[FindingShown]:
    """A school sees its own, a unit those that name it. 学校看到本校的问题，单位看到指明本单位的问题。"""
    after = position(cursor, FIRST)
    wanted = FindingFilter(assessment=assessment, organisation=organisation, unit=unit)
    told = await find_findings(session, await guard.reach(), wanted, after=after, limit=limit + 1)
    found = [each for each, _ in told]
    hidden = {code for each, whole in told if not whole for code in each.shortage.get("organisations", ())}
    hidden -= await guard.allowed(hidden)
    bound = await bound_to(session, {key for each in found[:limit] if (key := _key(each)) is not None})
    items = []
    for each, whole in told[:limit]:
        shipped = rules.standards.get(each.standard)
        standard = None if shipped is None else shipped.rule
        named = list(bound.get(_key(each) or ("", "", ""), ()))
        items.append(shown_finding(each, standard, named, () if whole else hidden))
    return Page[FindingShown](items=items, next=next_cursor([each.number for each in found], limit))


def _key(finding: KeptFinding) -> tuple[str, str, str] | None:
    return None if finding.plan is None else (finding.plan, finding.standard, finding.criterion)

"""Standards in force, and who answers for the text of their unverified clauses."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.access.caller import TheGuard
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.confirmations import confirmations_of
from services.audit.rulebook import Rules
from services.audit.schemas.standards import (
    ConfirmationGiven,
    ConfirmationShown,
    StandardLine,
    StandardShown,
    VersionLine,
    shown_confirmation,
    shown_line,
    shown_standard,
    shown_version,
)
from services.audit.use_cases.confirm_clause import confirm_clause
from services.kernel.errors import NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/standards", route_class=OneTransaction, tags=["audit.standards"])
StandardCode = Annotated[Code, Path(examples=["compulsory-balanced-2017"])]
StandardVersion = Annotated[Code, Path(examples=["2017.2"])]


@router.get("", operation_id="audit_list_standards", summary="标准清单 · List standards")
async def list_standards(rules: Rules) -> Page[StandardLine]:
    """Shipped and published standards by code, each in the version that came into force last, then the local variants.
    `unverified_clauses` are those no outcome may rest on yet.

    随产品提供和在此发布的标准，各列最近施行的版本，其后为地方变通规定；unverified_clauses 为文本尚未核实的条款。
    """
    variants = {each.rule.code: each for each in rules.variants}
    found = [shown_line(rules, each) for _, each in sorted(rules.standards.items())]
    beside = [shown_line(rules, each) for _, each in sorted(variants.items())]
    return Page[StandardLine](items=[*found, *beside])


@router.get("/{code}", operation_id="audit_get_standard", summary="查看标准全文 · Show a standard")
async def get_standard(code: StandardCode, rules: Rules) -> StandardShown:
    """Every criterion, line and clause with its source, as an official wrote it; of a local variant, what it changes.

    各项指标、标准值和条款及其出处；地方变通规定则列明其所变更之处。
    """
    found = rules.versions_of(code)
    if not found:
        raise NotFound()
    return shown_standard(rules, found[-1])


@router.get(
    "/{code}/versions", operation_id="audit_list_standard_versions", summary="标准的各版本 · Versions of a standard"
)
async def list_versions(code: StandardCode, rules: Rules) -> Page[VersionLine]:
    """Oldest first, each with the days it is in force. 按施行先后排列，列明施行期间。"""
    found = rules.versions_of(code)
    if not found:
        raise NotFound()
    return Page[VersionLine](items=[shown_version(rules, each) for each in found])


@router.get(
    "/{code}/versions/{version}",
    operation_id="audit_get_standard_version",
    summary="查看标准的某一版本 · Show a version of a standard",
)
async def get_version(code: StandardCode, version: StandardVersion, rules: Rules) -> StandardShown:
    """As it was published: it never changes. 已发布版本的全文，发布后不再更改。"""
    for each in rules.versions_of(code):
        if each.rule.version == version:
            return shown_standard(rules, each)
    raise NotFound()


@router.post(
    "/{code}/confirmations",
    operation_id="audit_confirm_clause",
    summary="确认条款文本 · Confirm the text of a clause",
    status_code=201,
    responses={200: {"model": ConfirmationShown, "description": "it was confirmed before · 此前已确认"}},
)
async def confirm(
    code: StandardCode,
    body: ConfirmationGiven,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    response: Response,
    _: DryRun,
) -> ConfirmationShown:
    """Holds for the organisation and all below it. The first confirmation stands. A change of a local variant is
    confirmed with the standard it changes, as `variants.<code>.<version>.<change>`.

    首次确认有效。地方变通规定的条款在其所变通的标准下确认。
    """
    standard = rules.confirmable(code, body.version)
    kept, created = await confirm_clause(
        session,
        guard,
        standard,
        body.clause,
        organisation=body.organisation,
        reason=body.reason,
        on=body.confirmed_on,
    )
    response.status_code = 201 if created else 200
    return shown_confirmation(standard.code, standard.version, kept)


@router.get(
    "/{code}/confirmations", operation_id="audit_list_confirmations", summary="条款确认记录 · List confirmations"
)
async def list_confirmations(
    code: StandardCode, session: Session, rules: Rules, cursor: Cursor = None, limit: Limit = 200
) -> Page[ConfirmationShown]:
    """Of the version that came into force last, oldest first."""
    standard = rules.confirmable(code, None)
    after = position(cursor, FIRST)
    found = await confirmations_of(session, standard.code, standard.version, after=after, limit=limit + 1)
    items = [shown_confirmation(standard.code, standard.version, each) for each in found[:limit]]
    return Page[ConfirmationShown](items=items, next=next_cursor([each.id for each in found], limit))

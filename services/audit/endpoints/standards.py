"""Standards as shipped, and who answers for the text of their unverified clauses."""

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
    shown_confirmation,
    shown_line,
    shown_standard,
)
from services.audit.use_cases.confirm_clause import confirm_clause
from services.kernel.errors import NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/standards", route_class=OneTransaction, tags=["audit.standards"])
StandardCode = Annotated[Code, Path(examples=["compulsory-balanced-2017"])]


@router.get("", operation_id="audit_list_standards", summary="标准清单 · List standards")
async def list_standards(rules: Rules) -> Page[StandardLine]:
    """All standards shipped, by code; `unverified_clauses` are those no outcome may rest on yet."""
    found = [shown_line(shipped.standard) for _, shipped in sorted(rules.standards.items())]
    return Page[StandardLine](items=found)


@router.get("/{code}", operation_id="audit_get_standard", summary="查看标准全文 · Show a standard")
async def get_standard(code: StandardCode, rules: Rules) -> StandardShown:
    """Every criterion, line and clause with its source, as an official wrote it."""
    if code not in rules.standards:
        raise NotFound()
    return shown_standard(rules.standards[code])


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
    """Holds for the organisation and all below it. The first confirmation stands. 首次确认有效。"""
    if code not in rules.standards:
        raise NotFound()
    standard = rules.standard(code)
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
    return shown_confirmation(standard, kept)


@router.get(
    "/{code}/confirmations", operation_id="audit_list_confirmations", summary="条款确认记录 · List confirmations"
)
async def list_confirmations(
    code: StandardCode, session: Session, rules: Rules, cursor: Cursor = None, limit: Limit = 200
) -> Page[ConfirmationShown]:
    """Of the version in force now, oldest first."""
    if code not in rules.standards:
        raise NotFound()
    standard = rules.standard(code)
    after = position(cursor, FIRST)
    found = await confirmations_of(session, standard.code, standard.version, after=after, limit=limit + 1)
    items = [shown_confirmation(standard, each) for each in found[:limit]]
    return Page[ConfirmationShown](items=items, next=next_cursor([each.id for each in found], limit))

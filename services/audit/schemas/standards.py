"""Bodies of standards and of the confirmations of their clauses."""

from datetime import date, datetime
from typing import Any

from pydantic import ConfigDict

from services.audit.domain.case_clauses import Clause, clauses_of
from services.audit.domain.standard import Standard
from services.audit.repository.confirmations import Confirmation
from services.audit.rulebook import Shipped
from services.audit.schemas.common import Actor, ClausePath, Words, example
from services.kernel.fields import Closed, Code, Day, Reason, Shown


class StandardLine(Shown):
    """A standard in one line."""

    code: str
    version: str
    title: Words
    authority: Words
    document_number: str
    in_force_from: date
    indicators: int
    unverified_clauses: list[str]


class ClauseShown(Shown):
    """A clause by its path in the document, with what it stands on."""

    path: str
    clause: str
    source: str
    confidence: str


class StandardShown(StandardLine):
    """A standard with its clauses and the whole document as data."""

    clauses: list[ClauseShown]
    document: dict[str, Any]


class ConfirmationGiven(Closed):
    """Who confirms has read the clause in the official text and answers for it, for an organisation and all below."""

    clause: ClausePath
    organisation: Code
    reason: Reason
    confirmed_on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "clause": "splits",
                "organisation": "640221",
                "reason": "与正式文本核对一致 · compared with the official text",
                "confirmed_on": "2021-11-20",
            }
        )
    )


class ConfirmationShown(Shown):
    standard: str
    version: str
    clause: str
    organisation: str
    reason: str
    confirmed_on: date
    confirmed_by: Actor
    recorded_at: datetime


def shown_line(standard: Standard) -> StandardLine:
    return StandardLine(**_line(standard))


def shown_standard(shipped: Shipped) -> StandardShown:
    clauses = [shown_clause(clause) for clause in clauses_of(shipped.standard).values()]
    return StandardShown(**_line(shipped.standard), clauses=clauses, document=dict(shipped.document))


def shown_clause(clause: Clause) -> ClauseShown:
    return ClauseShown(path=clause.path, clause=clause.clause, source=clause.source, confidence=clause.confidence.value)


def shown_confirmation(standard: Standard, kept: Confirmation) -> ConfirmationShown:
    return ConfirmationShown(
        standard=standard.code,
        version=standard.version,
        clause=kept.clause,
        organisation=kept.organisation,
        reason=kept.reason,
        confirmed_on=kept.confirmed_on,
        confirmed_by=Actor(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )


def _line(standard: Standard) -> dict[str, Any]:
    doubtful = [path for path, clause in clauses_of(standard).items() if clause.confidence.value == "unverified"]
    return {
        "code": standard.code,
        "version": standard.version,
        "title": Words.model_validate(standard.title),
        "authority": Words.model_validate(standard.authority),
        "document_number": standard.document_number,
        "in_force_from": standard.in_force_from.date,
        "indicators": len(standard.titles),
        "unverified_clauses": doubtful,
    }

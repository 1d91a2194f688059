"""Bodies of standards, of their versions and of the confirmations of their clauses."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from services.audit.domain.case_clauses import Clause, clauses_of
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant, local_changes
from services.audit.editions import Edition
from services.audit.repository.confirmations import Confirmation
from services.audit.repository.editions import KeptEdition
from services.audit.rulebook import Rulebook
from services.audit.schemas.common import Actor, ClausePath, Words, example
from services.audit.standards.marks import shown_document
from services.kernel.fields import Closed, Code, Day, Reason, Shown


class VersionLine(Shown):
    """A version in one line. It is in force from `in_force_from` until the day before `in_force_until`, null: open.

    `shipped` versions come with the product, the others were published here.
    """

    code: str
    version: str
    kind: Literal["standard", "variant"]
    variant_of: str | None = Field(description="the standard that a local variant changes · 所变通的标准")
    title: Words
    authority: Words
    document_number: str
    in_force_from: date
    in_force_until: date | None
    shipped: bool
    published_on: date | None
    published_by: str | None
    reason: str | None
    sha256: str = Field(description="of what the document says, whatever its layout · 文件内容摘要")


class StandardLine(VersionLine):
    """A standard, or a local variant, in its newest version; `unverified_clauses` are those no outcome may rest on."""

    level: str | None
    indicators: int
    variants: list[str] = Field(description="codes of its local variants · 地方变通规定代码")
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


class DraftShown(Shown):
    """A draft as it was written; `revision` counts the writings and is the ETag."""

    code: str
    version: str
    state: Literal["draft"]
    revision: int
    drafted_by: Actor
    sha256: str
    document: dict[str, Any]


class PublicationGiven(Closed):
    """From which day the version is in force, and why it is published. The version before it ends there."""

    in_force_from: Day
    published_on: Day
    reason: Reason

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "in_force_from": "2026-12-01",
                "published_on": "2026-11-28",
                "reason": "与正式文本核对后发布 · published after comparison with the official text",
            }
        )
    )


class ConfirmationGiven(Closed):
    """Who confirms has read the clause in the official text and answers for it, for an organisation and all below.

    `version` is the newest where it is left out.
    """

    clause: ClausePath
    version: Code | None = None
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


def shown_line(rules: Rulebook, edition: Edition[Standard] | Edition[Variant]) -> StandardLine:
    return StandardLine(**_line(rules, edition))


def shown_standard(rules: Rulebook, edition: Edition[Standard] | Edition[Variant]) -> StandardShown:
    clauses = [shown_clause(clause) for clause in _clauses(edition)]
    return StandardShown(**_line(rules, edition), clauses=clauses, document=dict(edition.document))


def shown_version(rules: Rulebook, edition: Edition[Standard] | Edition[Variant]) -> VersionLine:
    return VersionLine(**_version(rules, edition))


def shown_draft(kept: KeptEdition) -> DraftShown:
    return DraftShown(
        code=kept.code,
        version=kept.version,
        state="draft",
        revision=kept.revision,
        drafted_by=Actor(id=kept.drafter_id, name=kept.drafter_name),
        sha256=kept.sha256,
        document=dict(shown_document(kept.text)),
    )


def shown_clause(clause: Clause) -> ClauseShown:
    return ClauseShown(path=clause.path, clause=clause.clause, source=clause.source, confidence=clause.confidence.value)


def shown_confirmation(standard: str, version: str, kept: Confirmation) -> ConfirmationShown:
    return ConfirmationShown(
        standard=standard,
        version=version,
        clause=kept.clause,
        organisation=kept.organisation,
        reason=kept.reason,
        confirmed_on=kept.confirmed_on,
        confirmed_by=Actor(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )


def _clauses(edition: Edition[Standard] | Edition[Variant]) -> list[Clause]:
    """Of a variant: its changes, each under the path by which it can be confirmed."""
    rule = edition.rule
    if isinstance(rule, Standard):
        return list(clauses_of(rule).values())
    return [Clause(each.path, each.clause, each.source, each.confidence) for each in local_changes(rule)]


def _line(rules: Rulebook, edition: Edition[Standard] | Edition[Variant]) -> dict[str, Any]:
    rule = edition.rule
    return {
        **_version(rules, edition),
        "level": rule.level.value if isinstance(rule, Standard) else None,
        "indicators": len(rule.titles) if isinstance(rule, Standard) else 0,
        "variants": sorted({each.rule.code for each in rules.variants if each.rule.variant_of == rule.code}),
        "unverified_clauses": [each.path for each in _clauses(edition) if each.confidence.value == "unverified"],
    }


def _version(rules: Rulebook, edition: Edition[Standard] | Edition[Variant]) -> dict[str, Any]:
    rule, issue = edition.rule, edition.issue
    return {
        "code": rule.code,
        "version": rule.version,
        "kind": "standard" if isinstance(rule, Standard) else "variant",
        "variant_of": rule.variant_of if isinstance(rule, Variant) else None,
        "title": Words.model_validate(rule.title),
        "authority": Words.model_validate(rule.authority),
        "document_number": rule.document_number,
        "in_force_from": issue.in_force_from,
        "in_force_until": rules.until(edition),
        "shipped": issue.shipped,
        "published_on": issue.published_on,
        "published_by": issue.publisher,
        "reason": issue.reason,
        "sha256": edition.sha256,
    }

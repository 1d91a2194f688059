"""Standards and local variants on their way into force: drafted, corrected, published."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.access.caller import TheGuard
from services.access.policy import ROOT_ORGANISATION
from services.audit.endpoints.if_match import SeenRevision, refuse_unseen, tag_of
from services.audit.endpoints.standards import StandardCode, StandardVersion
from services.audit.repository.editions import drafts_of
from services.audit.rulebook import Rules, refreshed
from services.audit.schemas.standards import (
    DraftShown,
    PublicationGiven,
    StandardShown,
    shown_draft,
    shown_standard,
)
from services.audit.standards.marks import shown_document
from services.audit.use_cases.draft_standard import draft_standard, rewrite_draft
from services.audit.use_cases.publish_standard import publish_standard
from services.kernel.paging import Page
from services.kernel.routes import DryRun, OneTransaction, Session, takes

router = APIRouter(prefix="/api/v1/audit/standards", route_class=OneTransaction, tags=["audit.standards"])
YAML, JSON = "application/yaml", "application/json"
EXAMPLE = """code: qinghe-inspection-2026
version: "1"
title: {zh: 青禾县办学条件核查标准（虚构）, en: Fictitious inspection standard of Qinghe}
authority: {zh: 青禾县教育局, en: Education bureau of Qinghe}
document_number: 青教〔2026〕1号
in_force_from: {date: 2026-09-01, source: article_1, confidence: verified}
sources: {article_1: Article 1 of the fictitious text.}
doubts: []
borderline_margin: {share: 0.02, source: article_1}
indicators: 1
quality:
  - code: Q1
    number: 1
    clause: 第一条 (Art. 1)
    source: article_1
    confidence: verified
    title: {zh: 每校有章程, en: Every school has a charter}
    conditions:
      - code: Q1.1
        title: {zh: 学校章程, en: School charter}
        yardstick:
          period: school_year
          population: {kind: school, school_kinds: [primary]}
          reach: each
          quantities: [{amount: {school_charter: 1}}]
        comparison: "yes"
"""
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        YAML: {"schema": {"type": "string"}, "example": EXAMPLE},
        JSON: {"schema": {"type": "object"}, "examples": {"a standard": {"value": shown_document(EXAMPLE)}}},
    },
}


@router.post(
    "",
    operation_id="audit_draft_standard",
    summary="起草标准或地方变通规定 · Draft a standard or a local variant",
    status_code=201,
    openapi_extra={"requestBody": _BODY},
)
@takes(YAML, JSON)
async def draft(
    request: Request, session: Session, guard: TheGuard, rules: Rules, response: Response, _: DryRun
) -> DraftShown:
    """The document is the body, YAML or JSON, against the closed schema of shipped ones: what is unknown, missing or
    inexact is refused with its place and line. A local variant must fit its standard, old value by old value.

    请求体即标准文件（YAML 或 JSON），按封闭格式核对；未知、缺少或不精确之处注明位置和行号后退回。
    地方变通规定须与所变通标准的原值逐一相符。
    """
    kept = await draft_standard(session, guard, rules, await request.body())
    response.headers["ETag"] = tag_of(kept.revision)
    return shown_draft(kept)


@router.put(
    "/{code}/versions/{version}",
    operation_id="audit_put_draft",
    summary="修改标准草稿 · Rewrite a draft",
    openapi_extra={"requestBody": _BODY},
)
@takes(YAML, JSON)
async def rewrite(
    code: StandardCode,
    version: StandardVersion,
    request: Request,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    seen: SeenRevision,
    response: Response,
    _: DryRun,
) -> DraftShown:
    """While it is a draft; a published version never changes, its correction is a new one.

    仅限草稿；已发布的版本不得更改，更正须另立新版本。
    """
    kept = await rewrite_draft(session, guard, rules, (code, version), await request.body())
    refuse_unseen(seen, kept.revision - 1)
    response.headers["ETag"] = tag_of(kept.revision)
    return shown_draft(kept)


@router.post(
    "/{code}/versions/{version}/publish",
    operation_id="audit_publish_standard",
    summary="发布标准 · Publish a version",
    status_code=201,
)
async def publish(
    code: StandardCode,
    version: StandardVersion,
    body: PublicationGiven,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    seen: SeenRevision,
    _: DryRun,
) -> StandardShown:
    """In force from a day on; the version before it ends there. Assessments made by that one keep it.

    自指定之日起施行，前一版本自该日起停止施行；此前的评估仍以其所用版本为准。
    """
    kept = await publish_standard(
        session,
        guard,
        rules,
        (code, version),
        in_force_from=body.in_force_from,
        on=body.published_on,
        reason=body.reason,
    )
    refuse_unseen(seen, kept.revision)
    now = await refreshed(rules, session)
    return shown_standard(now, next(each for each in now.versions_of(code) if each.rule.version == version))


@router.get("/{code}/drafts", operation_id="audit_list_drafts", summary="标准草稿清单 · List drafts")
async def list_drafts(code: StandardCode, session: Session, guard: TheGuard) -> Page[DraftShown]:
    """Of one standard, by version; a hundred at most. 按版本排列，最多一百份。"""
    await guard.require(ROOT_ORGANISATION)
    return Page[DraftShown](items=[shown_draft(each) for each in await drafts_of(session, code)])

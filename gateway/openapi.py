"""One OpenAPI 3.1 document of all processes: merged without collisions, with security and problems filled in."""

import json
from collections.abc import Mapping
from typing import Any

from services.access.policy import POLICY

Document = dict[str, Any]
PROBLEM: Document = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457; `code` is stable, `errors` holds every fault at once. 错误说明。",
    "required": ["type", "title", "status", "code", "detail", "action_owner", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "action_owner": {"type": "string", "enum": ["sender", "school", "administrator", "operator"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "pointer", "expected"],
                "properties": {
                    "code": {"type": "string"},
                    "pointer": {"type": "string"},
                    "expected": {"type": "string"},
                    "given": {"type": ["string", "null"]},
                },
            },
        },
        "request_id": {"type": ["string", "null"]},
    },
}
SECURITY: Document = {
    "people": {
        "type": "oauth2",
        "description": "人员登录（授权码与 PKCE），client_secret 留空。 People sign in; leave client_secret empty.",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": "/api/v1/identity/authorize",
                "tokenUrl": "/api/v1/identity/token",
                "scopes": {},
            }
        },
    },
    "machines": {
        "type": "oauth2",
        "description": "机器使用客户端凭据。 Machines use the id and secret they were registered with.",
        "flows": {"clientCredentials": {"tokenUrl": "/api/v1/identity/token", "scopes": {}}},
    },
}
TAGS = {
    "plans.organisations": "机构 · Organisations",
    "plans.plans": "方案 · Plans",
    "plans.assignments": "任务分工 · Assignments of measures",
    "plans.duties": "职责 · Duties",
    "plans.targets": "目标 · Targets",
    "plans.imports": "政策文件导入 · Import of policy texts",
    "plans.tasks": "任务清单 · Tasks",
    "plans.cascade": "上下衔接 · Cascade",
    "plans.statements": "目标责任状 · Responsibility statements",
    "metrics.indicators": "指标 · Indicators",
    "metrics.derived": "派生指标 · Derived indicators",
    "metrics.rules": "校验规则 · Validation rules",
    "metrics.collections": "填报任务 · Collections",
    "metrics.obligations": "应报事项 · What is owed",
    "metrics.code-mappings": "自编代码对照 · Senders' own codes",
    "metrics.official-statistics": "统计数据与差异 · Official statistics and differences",
    "metrics.submissions": "报送与审核 · Submissions and review",
    "metrics.reviews": "批量审核 · Review of many parts",
    "metrics.locks": "期间锁定 · Locked periods",
    "metrics.corrections": "审核后的更正 · Corrections after approval",
    "metrics.readings": "读数 · Readings",
    "metrics.tables": "批量取数与汇总 · Files, series and pivots",
    "metrics.publications": "敏感指标公布 · Publications",
    "audit.standards": "标准 · Standards",
    "audit.assessments": "评估与解释 · Assessments and why",
    "audit.uses": "读数的用处与重评建议 · What readings were used for, and what to assess again",
    "audit.plans": "方案目标完成情况 · How plans and their targets stand",
    "audit.shortages": "缺口与差异系数分解 · Shortages and carriers",
    "audit.evaluation": "过程、增值、综合评价与单位考核 · Process, value added, composite, units",
    "audit.samples": "抽样与估计 · Samples and estimates",
    "audit.bindings": "责任对应 · Bindings of criteria to duties",
    "audit.findings": "问题 · Findings",
    "audit.inspections": "督导检查 · Inspections",
    "audit.ledger": "缺口台账 · The ledger of shortages",
    "audit.cases": "整改、延期、复核与申诉 · Orders, extensions, reviews and appeals",
    "identity": "身份与权限 · Identity and access",
    "plans.changes": "方案变更流 · Change feed of plans",
    "metrics.changes": "读数变更流 · Change feed of metrics",
    "audit.changes": "审计变更流 · Change feed of audit",
    "identity.changes": "权限变更流 · Change feed of the policy",
}
TITLE = "督导 Dudao"
DESCRIPTION = (
    "方案、指标读数与督导审计的统一接口。先点 Authorize 登录，再用 Try it out 试用。"
    "权限见 /docs/access，错误代码见 /docs/errors。\n\n"
    "Plans, indicator readings and audit behind one door. Authorize first, then try any operation. "
    "Who may do what: /docs/access. Error codes: /docs/errors."
)


def merge(documents: Mapping[str, Document], version: str) -> Document:
    """`documents` by process name, the gateway's own among them. A schema two processes name alike but write
    differently gets the process's name in front; equal ones are kept once."""
    merged: Document = {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": version, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "paths": {},
        "components": {"schemas": {"Problem": PROBLEM}, "securitySchemes": SECURITY},
    }
    tags: set[str] = set()
    for process, document in sorted(documents.items()):
        own = _without_collisions(document, merged["components"]["schemas"], process)
        merged["components"]["schemas"].update(own.get("components", {}).get("schemas", {}))
        for path, operations in own.get("paths", {}).items():
            merged["paths"][path] = {method: _finished(operation) for method, operation in operations.items()}
            tags |= {tag for operation in operations.values() for tag in operation["tags"]}
    merged["tags"] = [{"name": tag, "description": TAGS[tag]} for tag in TAGS if tag in tags]
    return merged


def _without_collisions(document: Document, taken: Document, process: str) -> Document:
    schemas = document.get("components", {}).get("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    renamed = {
        name: f"{process.capitalize()}{name}"
        for name, schema in schemas.items()
        if name in taken and taken[name] != schema
    }
    if not renamed:
        return document
    text = json.dumps(document, ensure_ascii=False)
    for old, new in renamed.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    moved: Document = json.loads(text)
    found = moved["components"]["schemas"]
    for old, new in renamed.items():
        found[new] = {**found.pop(old), "title": new}
    return moved


def _finished(operation: Document) -> Document:
    """Security, the roles that may call, and the one shape of refusals."""
    row = POLICY[operation["operationId"]]
    responses = {code: body for code, body in operation.get("responses", {}).items() if code != "422"}
    responses["default"] = {
        "description": "拒绝 · A refusal (RFC 9457)",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    roles = {role.value: sorted(relations) for role, relations in row.roles.items()}
    return {
        **operation,
        "responses": responses,
        "security": [] if row.public else [{"people": []}, {"machines": []}],
        "x-access": {"public": row.public, "anywhere": row.anywhere, "roles": roles},
    }

"""Applies the policy feed of the gateway and the organisation feed of plans to the local copies."""

import json
from collections.abc import Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql

POLICY_TOPIC = "principal"
ORGANISATION_TOPIC = "organisation"


async def apply_policy(session: AsyncSession, changes: Sequence[dict[str, Any]]) -> None:
    """Principals with their grants: the newest body of each replaces what was known."""
    newest = {change["key"]: change["body"] for change in changes if change["topic"] == POLICY_TOPIC}
    for key, body in newest.items():
        await write_principal(session, key, body)


async def write_principal(session: AsyncSession, key: str, body: dict[str, Any]) -> None:
    await run_sql(
        session,
        """insert into {schema}.principal (id, kind, name, active) values (:id, :kind, :name, :active)
           on conflict (id) do update set kind = excluded.kind, name = excluded.name, active = excluded.active""",
        id=key,
        kind=body["kind"],
        name=body["name"],
        active=body["active"],
    )
    await run_sql(session, "delete from {schema}.principal_grant where principal_id = :id", id=key)
    for grant in body["grants"]:
        await run_sql(
            session,
            "insert into {schema}.principal_grant (principal_id, role, organisation_code) values (:id, :role, :code)",
            id=key,
            role=grant["role"],
            code=grant["organisation"],
        )


async def apply_organisations(session: AsyncSession, changes: Sequence[dict[str, Any]]) -> None:
    """Organisations as plans publishes them, with their path in the tree."""
    newest = {change["key"]: change["body"] for change in changes if change["topic"] == ORGANISATION_TOPIC}
    for key, body in newest.items():
        await run_sql(
            session,
            """insert into {schema}.organisation (code, parent_code, path, kind, name_zh, name_en, attributes)
               values (:code, :parent, :path, :kind, :zh, :en, cast(:attributes as jsonb))
               on conflict (code) do update set parent_code = excluded.parent_code, path = excluded.path,
                 kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
                 attributes = excluded.attributes""",
            code=key,
            parent=body["parent"],
            path=body["path"],
            kind=body["kind"],
            zh=body["name"]["zh"],
            en=body["name"]["en"],
            attributes=json.dumps(body["attributes"], ensure_ascii=False),
        )

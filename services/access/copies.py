"""Applies the policy feed of the gateway and the organisation feed of plans to the local copies."""

import json
from collections.abc import Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.kernel.moves import move

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


# Not an upsert: that would draw a number from the sequence of a process that numbers its organisations, each time.
_GIVEN = """with given as (
    select code, parent, path, kind, name ->> 'zh' as zh, name ->> 'en' as en, attributes
    from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, parent text, path text, kind text, name jsonb, attributes jsonb)) """
_CHANGED = (
    _GIVEN  # noqa: S608 - no value in it
    + """update {schema}.organisation o set parent_code = parent, path = given.path, kind = given.kind, name_zh = zh,
      name_en = en, attributes = given.attributes
    from given where o.code = given.code"""
)
_NEW = (
    _GIVEN  # noqa: S608 - no value in it
    + """insert into {schema}.organisation (code, parent_code, path, kind, name_zh, name_en, attributes)
    select code, parent, path, kind, zh, en, attributes from given
    where not exists (select from {schema}.organisation o where o.code = given.code) order by path
    on conflict do nothing"""
)

ORGANISATIONS_MOVED = "organisations moved"
"""The cursor that counts how often the copy of organisations has changed, for those who remember some of it."""


async def apply_organisations(session: AsyncSession, changes: Sequence[dict[str, Any]]) -> None:
    """Organisations as plans publishes them, with their path in the tree."""
    newest = {change["key"]: change["body"] for change in changes if change["topic"] == ORGANISATION_TOPIC}
    if not newest:
        return
    names = ("parent", "path", "kind", "name", "attributes")
    rows = [{"code": key, **{name: body[name] for name in names}} for key, body in newest.items()]
    said = json.dumps(rows, ensure_ascii=False)
    await run_sql(session, _CHANGED, rows=said)
    await run_sql(session, _NEW, rows=said)
    await move(session, ORGANISATIONS_MOVED)

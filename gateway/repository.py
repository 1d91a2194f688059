"""SQL of identity."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from gateway.models import Account, AuthorizationCode, ClientSecret, CredentialEvent
from services.access.caller import Reach
from services.access.copies import POLICY_TOPIC, write_principal
from services.kernel.database import run_sql
from services.kernel.feed import publish

CODE_SECONDS = 60


async def register(session: AsyncSession, principal: str, kind: str, name: str, grants: list[dict[str, str]]) -> None:
    """Write a principal with its grants and publish it; an existing one is replaced."""
    body = {"kind": kind, "name": name, "active": True, "grants": grants}
    await write_principal(session, principal, body)
    await publish(session, POLICY_TOPIC, principal, body)


async def deactivate(session: AsyncSession, principal: str) -> None:
    """Take a principal out of use, in the tables and in the feed. Its grants stay, for the record."""
    await run_sql(session, "update {schema}.principal set active = false where id = :id", id=principal)
    row = (await run_sql(session, "select kind, name from {schema}.principal where id = :id", id=principal)).one()
    grants = await grants_of(session, principal)
    await publish(
        session, POLICY_TOPIC, principal, {"kind": row.kind, "name": row.name, "active": False, "grants": grants}
    )


async def grants_of(session: AsyncSession, principal: str) -> list[dict[str, str]]:
    found = await run_sql(
        session,
        """select role, organisation_code as organisation from {schema}.principal_grant
           where principal_id = :id order by role, organisation_code""",
        id=principal,
    )
    return [dict(row) for row in found.mappings()]


async def kind_of(session: AsyncSession, principal: str) -> str | None:
    found = await run_sql(session, "select kind from {schema}.principal where id = :id", id=principal)
    kind = found.scalar_one_or_none()
    return None if kind is None else str(kind)


async def is_active(session: AsyncSession, principal: str) -> bool:
    found = await run_sql(session, "select active from {schema}.principal where id = :id", id=principal)
    return bool(found.scalar_one_or_none())


async def policy_version(session: AsyncSession, principal: str) -> int | None:
    """The feed version of the newest change of a principal; None while it is not numbered yet."""
    found = await run_sql(
        session,
        """select version from {schema}.change where topic = :topic and key = :key order by id desc limit 1""",
        topic=POLICY_TOPIC,
        key=principal,
    )
    version = found.scalar_one_or_none()
    return None if version is None else int(version)


async def put_secret(session: AsyncSession, principal: str, secret_hash: bytes) -> None:
    await session.merge(ClientSecret(principal_id=principal, secret_hash=secret_hash))
    await session.flush()


async def secret_of(session: AsyncSession, principal: str) -> bytes | None:
    found = await session.get(ClientSecret, principal)
    return found.secret_hash if found else None


async def add_account(session: AsyncSession, principal: str, username: str, password_hash: str) -> None:
    session.add(Account(principal_id=principal, username=username, password_hash=password_hash))
    await session.flush()


async def account_named(session: AsyncSession, username: str) -> Account | None:
    return (await session.exec(select(Account).where(Account.username == username))).one_or_none()


async def add_code(
    session: AsyncSession, code_hash: bytes, principal: str, client: str, redirect: str, challenge: str
) -> None:
    await run_sql(session, "delete from {schema}.authorization_code where ends_at < now()")
    session.add(
        AuthorizationCode(
            code_hash=code_hash,
            principal_id=principal,
            client_id=client,
            redirect_uri=redirect,
            challenge=challenge,
            ends_at=datetime.now(UTC) + timedelta(seconds=CODE_SECONDS),
        )
    )
    await session.flush()


async def take_code(session: AsyncSession, code_hash: bytes) -> AuthorizationCode | None:
    """The code, removed so that it works once; None when unknown or too old."""
    found = await session.get(AuthorizationCode, code_hash, with_for_update=True)
    if found is None:
        return None
    await session.delete(found)
    await session.flush()
    return found if found.ends_at > datetime.now(UTC) else None


async def record(session: AsyncSession, principal: str, what: str, actor: str, reason: str) -> None:
    session.add(
        CredentialEvent(principal_id=principal, what=what, actor=actor, reason=reason, recorded_at=datetime.now(UTC))
    )
    await session.flush()


async def principals_within(
    session: AsyncSession, kind: str, reach: Reach, after: str, limit: int
) -> list[dict[str, Any]]:
    """Principals of a kind with a grant within reach, by id; grants elsewhere are not shown."""
    found = await run_sql(
        session,
        """select p.id, p.name, p.active, a.username,
             json_agg(json_build_object('role', g.role, 'organisation', g.organisation_code)
               order by g.role, g.organisation_code) as grants
           from {schema}.principal p
           join {schema}.principal_grant g on g.principal_id = p.id
           join {schema}.organisation o on o.code = g.organisation_code
           left join {schema}.account a on a.principal_id = p.id
           where p.kind = :kind and p.id > :after and (o.code = any(:codes) or o.path like any(:patterns))
           group by p.id, p.name, p.active, a.username order by p.id limit :limit""",
        kind=kind,
        after=after,
        codes=list(reach.codes),
        patterns=reach.patterns,
        limit=limit,
    )
    rows = [dict(row) for row in found.mappings()]
    return [{**row, "grants": _decoded(row["grants"])} for row in rows]


def _decoded(value: Any) -> Any:
    """JSON read by plain SQL arrives as text or as what it says, as the driver's codec has it."""
    return json.loads(value) if isinstance(value, str) else value

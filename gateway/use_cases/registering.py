"""Registers and revokes machines and people."""

import uuid
from collections.abc import Sequence
from typing import Any

from gateway import repository
from gateway.domain.secrets import SecretHasher, new_secret
from gateway.errors import GrantNotAllowed, RoleNotForKind, UsernameTaken
from gateway.passwords import hash_password
from gateway.schemas import AccountBody, ClientBody, GrantBody
from services.access.caller import Guard
from services.access.policy import Role
from services.kernel.errors import Fault, NotFound
from services.kernel.routes import Session

MACHINE_ROLES = frozenset({Role.SENDER, Role.DASHBOARD})
PERSON_ROLES = frozenset(Role) - MACHINE_ROLES - {Role.SERVICE}


async def register_client(session: Session, guard: Guard, hasher: SecretHasher, body: ClientBody) -> dict[str, Any]:
    """The new machine with its secret, which nobody can read again."""
    grants = await _checked(guard, body.grants, MACHINE_ROLES)
    client_id, secret = "cli_" + uuid.uuid4().hex, new_secret()
    await repository.register(session, client_id, "client", body.name, grants)
    await repository.put_secret(session, client_id, hasher.hash(secret))
    await repository.record(session, client_id, "registered", guard.caller.id, "registration")
    return {"client_id": client_id, "client_secret": secret, "name": body.name, "grants": grants}


async def create_account(session: Session, guard: Guard, body: AccountBody) -> dict[str, Any]:
    grants = await _checked(guard, body.grants, PERSON_ROLES)
    if await repository.account_named(session, body.username):
        raise UsernameTaken()
    account_id = "acc_" + uuid.uuid4().hex
    password_hash = await hash_password(body.password)
    await repository.register(session, account_id, "person", body.name, grants)
    await repository.add_account(session, account_id, body.username, password_hash)
    await repository.record(session, account_id, "registered", guard.caller.id, "registration")
    return {"id": account_id, "username": body.username, "name": body.name, "active": True, "grants": grants}


async def revoke(session: Session, guard: Guard, principal: str, kind: str, reason: str) -> None:
    """Take a machine or person out of use; whoever may grant all its roles may take them away."""
    if await repository.kind_of(session, principal) != kind:
        raise NotFound()
    grants = await repository.grants_of(session, principal)
    organisations = {grant["organisation"] for grant in grants}
    if not grants or await guard.allowed(organisations) != organisations:
        raise NotFound()
    if await repository.is_active(session, principal):
        await repository.deactivate(session, principal)
        await repository.record(session, principal, "revoked", guard.caller.id, reason)


async def _checked(guard: Guard, grants: Sequence[GrantBody], roles: frozenset[Role]) -> list[dict[str, str]]:
    wrong = [
        Fault("role_not_for_kind", f"/grants/{n}/role", "one of " + ", ".join(sorted(roles)), grant.role)
        for n, grant in enumerate(grants)
        if grant.role not in roles
    ]
    if wrong:
        raise RoleNotForKind(faults=wrong)
    allowed = await guard.allowed({grant.organisation for grant in grants})
    foreign = [
        Fault("organisation_out_of_reach", f"/grants/{n}/organisation", "an organisation you administer")
        for n, grant in enumerate(grants)
        if grant.organisation not in allowed
    ]
    if foreign:
        raise GrantNotAllowed(faults=foreign)
    distinct = {(grant.role.value, grant.organisation) for grant in grants}
    return [{"role": role, "organisation": organisation} for role, organisation in sorted(distinct)]

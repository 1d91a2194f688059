"""Machines and people: registration, list, revocation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from gateway import repository
from gateway.schemas import (
    AccountBody,
    AccountShown,
    ClientBody,
    ClientRegistered,
    ClientShown,
    GrantShown,
    Me,
    RevocationBody,
)
from gateway.use_cases import registering
from gateway.use_cases.signing_in import Identity
from services.access.caller import TheGuard
from services.kernel.errors import NotFound
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session

router = APIRouter(prefix="/api/v1/identity", route_class=OneTransaction, tags=["identity"])


def identity_of(request: Request) -> Identity:
    identity: Identity = request.app.state.identity
    return identity


@router.post(
    "/clients",
    operation_id="identity_register_client",
    status_code=201,
    summary="登记机器客户端 · Register a machine client",
)
async def register_client(
    body: ClientBody,
    session: Session,
    guard: TheGuard,
    identity: Annotated[Identity, Depends(identity_of)],
    response: Response,
) -> ClientRegistered:
    """The secret is shown in this answer only. · 密钥仅在本次响应中显示。"""
    response.headers["Cache-Control"] = "no-store"
    return ClientRegistered.model_validate(await registering.register_client(session, guard, identity.hasher, body))


@router.get("/clients", operation_id="identity_list_clients", summary="列出机器客户端 · List machine clients")
async def list_clients(
    session: Session, guard: TheGuard, limit: Limit = 100, cursor: Cursor = None
) -> Page[ClientShown]:
    after = (decode_cursor(cursor, 1) or [""])[0]
    found = await repository.principals_within(session, "client", await guard.reach(), after, limit)
    items = [ClientShown.model_validate({**row, "client_id": row["id"]}) for row in found]
    return Page(items=items, next=encode_cursor(items[-1].client_id) if len(items) == limit else None)


@router.post(
    "/clients/{client_id}/revocation",
    operation_id="identity_revoke_client",
    status_code=204,
    summary="吊销机器客户端 · Revoke a machine client",
)
async def revoke_client(client_id: str, body: RevocationBody, session: Session, guard: TheGuard) -> None:
    """Takes effect everywhere within seconds, whatever the tokens say. · 数秒内全局生效。"""
    await registering.revoke(session, guard, client_id, "client", body.reason)


@router.post(
    "/accounts",
    operation_id="identity_create_account",
    status_code=201,
    summary="开设人员账号 · Open a person's account",
)
async def create_account(body: AccountBody, session: Session, guard: TheGuard, response: Response) -> AccountShown:
    """The password is stored as an argon2 hash only. · 口令仅以 argon2 散列保存。"""
    response.headers["Cache-Control"] = "no-store"
    return AccountShown.model_validate(await registering.create_account(session, guard, body))


@router.get("/accounts", operation_id="identity_list_accounts", summary="列出人员账号 · List accounts")
async def list_accounts(
    session: Session, guard: TheGuard, limit: Limit = 100, cursor: Cursor = None
) -> Page[AccountShown]:
    after = (decode_cursor(cursor, 1) or [""])[0]
    found = await repository.principals_within(session, "person", await guard.reach(), after, limit)
    items = [AccountShown.model_validate(row) for row in found]
    return Page(items=items, next=encode_cursor(items[-1].id) if len(items) == limit else None)


@router.post(
    "/accounts/{username}/revocation",
    operation_id="identity_revoke_account",
    status_code=204,
    summary="停用人员账号 · Close a person's account",
)
async def revoke_account(username: str, body: RevocationBody, session: Session, guard: TheGuard) -> None:
    account = await repository.account_named(session, username)
    if account is None:
        raise NotFound()
    await registering.revoke(session, guard, account.principal_id, "person", body.reason)


@router.get("/me", operation_id="identity_me", summary="我是谁 · Who am I")
async def me(guard: TheGuard) -> Me:
    caller = guard.caller
    grants = [GrantShown(role=grant.role, organisation=grant.organisation) for grant in caller.grants]
    return Me(id=caller.id, kind=caller.kind, name=caller.name, grants=grants)

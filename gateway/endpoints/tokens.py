"""The token endpoint, the key set, the policy table, and the page where people sign in."""

import base64
import binascii
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from gateway.endpoints.page import PAGE_HEADERS, pages
from gateway.endpoints.registrations import identity_of
from gateway.errors import CredentialsWrong, GrantTypeUnknown, TooManyAttempts
from gateway.schemas import PolicyRow, TokenAnswer
from gateway.use_cases import signing_in
from gateway.use_cases.signing_in import AuthorizationRequest, Identity
from services.access.policy import POLICY
from services.kernel.routes import OneTransaction, Session

router = APIRouter(prefix="/api/v1/identity", route_class=OneTransaction, tags=["identity"])
IdentityOf = Annotated[Identity, Depends(identity_of)]
Short = Annotated[str, Query(max_length=600)]
Given = Annotated[str, Form(max_length=600)]


def basic_credentials(request: Request) -> tuple[str, str] | None:
    """Client id and secret of an `Authorization: Basic` header."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret


@router.post("/token", operation_id="identity_token", summary="取得访问令牌 · Fetch an access token")
async def token(
    request: Request,
    response: Response,
    session: Session,
    identity: IdentityOf,
    grant_type: Given,
    client_id: Given = "",
    client_secret: Given = "",
    code: Given = "",
    redirect_uri: Given = "",
    code_verifier: Given = "",
    scope: Given = "",  # noqa: ARG001 - sent by every OAuth client; what a caller may do is not in the token
) -> TokenAnswer:
    """Client credentials (Basic or form) for machines; authorization code with PKCE for people.

    机器使用客户端凭据；人员使用授权码与 PKCE。
    """
    response.headers["Cache-Control"] = "no-store"
    if grant_type == "client_credentials":
        name, secret = basic_credentials(request) or (client_id, client_secret)
        access = await signing_in.token_for_client(session, identity, name, secret)
    elif grant_type == "authorization_code":
        name = (basic_credentials(request) or (client_id, ""))[0]
        access = await signing_in.token_for_code(session, identity, code, name, redirect_uri, code_verifier)
    else:
        raise GrantTypeUnknown(extra={"error": "unsupported_grant_type"})
    return TokenAnswer(access_token=access, expires_in=identity.signer.seconds)


@router.get("/keys", operation_id="identity_keys", summary="令牌验签公钥 · Keys that verify tokens")
async def keys(identity: IdentityOf) -> dict[str, object]:
    return identity.signer.public_keys()


@router.get("/policy", operation_id="identity_policy", summary="权限表 · Who may do what")
async def policy() -> list[PolicyRow]:
    """The table that the processes judge by. · 各进程据以判定的权限表。"""
    return [
        PolicyRow(
            operation=row.operation,
            public=row.public,
            anywhere=row.anywhere,
            hidden=row.hidden,
            roles={role.value: sorted(relations) for role, relations in row.roles.items()},
        )
        for row in POLICY.values()
    ]


def _asked(
    response_type: Short,
    client_id: Short,
    redirect_uri: Short,
    code_challenge: Short,
    code_challenge_method: Short,
    state: Short = "",
    scope: Short = "",  # noqa: ARG001
) -> AuthorizationRequest:
    return AuthorizationRequest(response_type, client_id, redirect_uri, code_challenge, code_challenge_method, state)


@router.get(
    "/authorize",
    operation_id="identity_authorize",
    summary="登录页 · The sign-in page",
    response_class=HTMLResponse,
)
async def authorize(
    request: Request, identity: IdentityOf, asked: Annotated[AuthorizationRequest, Depends(_asked)]
) -> Response:
    signing_in.check_request(identity, asked)
    return pages.TemplateResponse(request, "sign_in.html", {"asked": asked, "fault": ""}, headers=PAGE_HEADERS)


@router.post(
    "/sign-in",
    operation_id="identity_sign_in",
    summary="提交登录 · Sign in",
    response_class=RedirectResponse,
    status_code=303,
)
async def sign_in(
    request: Request,
    session: Session,
    identity: IdentityOf,
    username: Given,
    password: Given,
    response_type: Given,
    client_id: Given,
    redirect_uri: Given,
    code_challenge: Given,
    code_challenge_method: Given,
    state: Given = "",
) -> Response:
    """Leads back to the client with a one-time code. · 携一次性授权码返回客户端。"""
    asked = AuthorizationRequest(response_type, client_id, redirect_uri, code_challenge, code_challenge_method, state)
    try:
        code = await signing_in.sign_in(session, identity, asked, username, password)
    except (CredentialsWrong, TooManyAttempts) as refusal:
        context = {"asked": asked, "fault": f"{refusal.title_zh} · {refusal.title_en}"}
        return pages.TemplateResponse(request, "sign_in.html", context, refusal.status, PAGE_HEADERS | refusal.headers)
    return RedirectResponse(f"{redirect_uri}?{urlencode({'code': code, 'state': state})}", status_code=303)

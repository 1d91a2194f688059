"""OAuth 2.1 as far as it is needed: client credentials for machines, authorization code with PKCE for people."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from gateway import repository
from gateway.domain.attempts import Attempts
from gateway.domain.secrets import SecretHasher, challenge_of, new_code
from gateway.errors import AuthorizationInvalid, CodeInvalid, CredentialsWrong, TooManyAttempts
from gateway.passwords import verify_password
from gateway.signing import Signer
from services.kernel.errors import Fault
from services.kernel.feed import Feed
from services.kernel.routes import Session

DOCS_CLIENT = "dudao-docs"
DOCS_REDIRECT = "/docs/oauth2-redirect"


@dataclass(frozen=True)
class Identity:
    """What identity stands on; kept at `app.state.identity`."""

    hasher: SecretHasher
    signer: Signer
    feed: Feed
    attempts: Attempts
    redirect_uris: Sequence[str]


@dataclass(frozen=True)
class AuthorizationRequest:
    """What a client asks of the sign-in page."""

    response_type: str
    client_id: str
    redirect_uri: str
    code_challenge: str
    code_challenge_method: str
    state: str


def check_request(identity: Identity, request: AuthorizationRequest) -> None:
    """Every fault of an authorization request at once; nothing is ever sent to an unknown address."""
    checks = [
        ("response_type", request.response_type == "code", "code"),
        ("client_id", request.client_id == DOCS_CLIENT, DOCS_CLIENT),
        ("redirect_uri", request.redirect_uri in identity.redirect_uris, " or ".join(identity.redirect_uris)),
        ("code_challenge", 43 <= len(request.code_challenge) <= 128, "an S256 challenge of RFC 7636"),
        ("code_challenge_method", request.code_challenge_method == "S256", "S256"),
        ("state", len(request.state) <= 500, "at most 500 characters"),
    ]
    faults = [Fault("parameter_invalid", f"?{name}", expected) for name, holds, expected in checks if not holds]
    if faults:
        raise AuthorizationInvalid(faults=faults)


async def sign_in(
    session: Session, identity: Identity, request: AuthorizationRequest, username: str, password: str
) -> str:
    """A one-time code for who knows the password; `CredentialsWrong` tells nothing about the name."""
    check_request(identity, request)
    now = time.monotonic()
    if identity.attempts.blocked(username, now):
        raise TooManyAttempts(headers={"Retry-After": "60"})
    identity.attempts.failed(username, now)  # until it has succeeded: guesses made at once count as well
    account = await repository.account_named(session, username)
    principal, stored = (account.principal_id, account.password_hash) if account else ("", None)
    await session.rollback()  # hashing takes its turn; a connection must not wait with it
    right = await verify_password(password, stored)
    if not right or not await repository.is_active(session, principal):
        raise CredentialsWrong()
    identity.attempts.succeeded(username)
    code = new_code()
    await repository.add_code(
        session,
        identity.hasher.hash(code),
        principal,
        request.client_id,
        request.redirect_uri,
        request.code_challenge,
    )
    return code


async def token_for_client(session: Session, identity: Identity, client_id: str, secret: str) -> str:
    stored = await repository.secret_of(session, client_id)
    if stored is None or not identity.hasher.matches(secret, stored):
        raise _wrong_client()
    if not await repository.is_active(session, client_id):
        raise _wrong_client()
    return await _token(session, identity, client_id)


async def token_for_code(
    session: Session, identity: Identity, code: str, client_id: str, redirect_uri: str, verifier: str
) -> str:
    taken = await repository.take_code(session, identity.hasher.hash(code))
    fits = (
        taken is not None
        and taken.client_id == client_id
        and taken.redirect_uri == redirect_uri
        and taken.challenge == challenge_of(verifier)
    )
    if taken is None or not fits:
        raise CodeInvalid(extra={"error": "invalid_grant"})
    return await _token(session, identity, taken.principal_id)


async def _token(session: Session, identity: Identity, principal: str) -> str:
    """A token that names the policy version its principal is part of, numbering it now if that is still to come."""
    version = await repository.policy_version(session, principal)
    if version is None:
        await identity.feed.sequence()
        version = await repository.policy_version(session, principal)
    return identity.signer.token(principal, version or 0)


def _wrong_client() -> CredentialsWrong:
    return CredentialsWrong(extra={"error": "invalid_client"}, headers={"WWW-Authenticate": 'Basic realm="dudao"'})

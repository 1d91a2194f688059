"""Verifies access tokens: ES256 signed JWTs of the gateway (RFC 9068), keys by their id from its key set.

A token says who calls, never what the caller may do. `policy_version` names the version of the policy feed that
the caller's registration is part of, so that a process knows whether its copy is new enough to judge.
"""

import asyncio
import base64
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.kernel.errors import TokenInvalid, TokenMissing, Unavailable

ISSUER = "dudao-gateway"
AUDIENCE = "dudao"
ALGORITHM = "ES256"
TYPE = "at+jwt"
LEEWAY = 60
KEYS_AGAIN_AFTER = 5.0
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Claims:
    """What a verified token says."""

    subject: str
    policy_version: int
    issued_at: int


class TokenVerifier:
    """Verifies against a key set that it fetches when it meets an unknown key id.

    A machine shows one token a thousand times: what was verified is remembered until it runs out or keys change.
    """

    def __init__(self, fetch_keys: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        self._fetch = fetch_keys
        self._keys: KeySet | None = None
        self._ids: set[str] = set()
        self._fetched = 0.0
        self._verified: dict[str, tuple[Claims, float]] = {}

    async def verify(self, authorization: str | None) -> Claims:
        """The claims of `Authorization: Bearer …`; `TokenMissing` or `TokenInvalid` otherwise."""
        if not authorization:
            raise TokenMissing()
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise TokenMissing("send Authorization: Bearer followed by the token")
        return self._remembered(token.strip()) or self._claims(token.strip(), await self._keys_for(token.strip()))

    def _remembered(self, token: str) -> Claims | None:
        claims, until = self._verified.get(token, (None, 0.0))
        return claims if time.time() < until else None

    async def prefetch(self) -> None:
        """Fetch the keys before the first token comes, so that no request waits for the gateway's answer."""
        while self._keys is None:
            try:
                await self._load()
            except Unavailable:
                await asyncio.sleep(0.5)

    async def _load(self) -> KeySet:
        found = await self._fetch()
        self._verified.clear()
        self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type]
        self._ids = {str(key["kid"]) for key in found["keys"]}
        self._fetched = time.monotonic()
        return self._keys

    async def _keys_for(self, token: str) -> KeySet:
        try:
            header = jwt_header(token)
        except (ValueError, RecursionError, JoseError) as error:
            raise TokenInvalid() from error
        if header.get("typ") != TYPE or header.get("alg") != ALGORITHM:
            raise TokenInvalid()
        unknown = header.get("kid") not in self._ids
        keys = self._keys
        if keys is None or (unknown and time.monotonic() - self._fetched > KEYS_AGAIN_AFTER):
            keys = await self._load()
        if header.get("kid") not in self._ids:
            raise TokenInvalid()
        return keys

    def _claims(self, token: str, keys: KeySet) -> Claims:
        try:
            claims = jwt.decode(token, keys, algorithms=[ALGORITHM]).claims
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": ISSUER},
                aud={"essential": True, "value": AUDIENCE},
                exp={"essential": True},
                sub={"essential": True},
            ).validate(claims)
            said = Claims(str(claims["sub"]), int(claims.get("policy_version", 0)), int(claims.get("iat", 0)))
        except (JoseError, ValueError, KeyError, TypeError) as error:
            expired = type(error).__name__ == "ExpiredTokenError"
            raise TokenInvalid("the token has expired; fetch a new one" if expired else "") from error
        if len(self._verified) >= MOST_REMEMBERED:
            self._verified.clear()
        self._verified[token] = said, float(claims["exp"])
        return said


def jwt_header(token: str) -> dict[str, Any]:
    """The unverified header of a compact JWT."""
    head = token.split(".", maxsplit=1)[0]
    if token.count(".") != 2 or len(token) > 8000:
        raise ValueError("not a compact JWT")
    found = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    if not isinstance(found, dict) or "crit" in found:
        raise ValueError("not a JWT header")
    return found

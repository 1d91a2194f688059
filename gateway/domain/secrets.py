"""Secrets of machines and codes: made here, stored as keyed hashes only.

A 256-bit random secret needs no slow hash: nobody guesses it, and argon2 on every token request would be a denial of
service made by ourselves.
"""

import base64
import hashlib
import hmac
import secrets


class SecretHasher:
    """Hashes with a key that the database does not hold."""

    def __init__(self, key_hex: str) -> None:
        self._key = bytes.fromhex(key_hex)
        if len(self._key) < 32:
            raise ValueError("the secret key needs 32 bytes")

    def hash(self, secret: str) -> bytes:
        return hmac.digest(self._key, secret.encode(), "sha256")

    def matches(self, secret: str, stored: bytes) -> bool:
        return hmac.compare_digest(self.hash(secret), stored)


def new_secret() -> str:
    return "dds_" + secrets.token_urlsafe(32)


def new_code() -> str:
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """The S256 code challenge of a PKCE verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")

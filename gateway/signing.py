"""Signs access tokens with the gateway's private key and shows the public one."""

import json
import time
import uuid
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from services.kernel.tokens import ALGORITHM, AUDIENCE, ISSUER, TYPE


class Signer:
    """One signing key; its id is the thumbprint unless the key names one."""

    def __init__(self, key_json: str, seconds: int) -> None:
        self._key = ECKey.import_key(json.loads(key_json))
        self._key.ensure_kid()
        self.seconds = seconds

    def token(self, subject: str, policy_version: int) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "iat": now,
            "exp": now + self.seconds,
            "jti": uuid.uuid4().hex,
            "policy_version": policy_version,
        }
        return jwt.encode({"alg": ALGORITHM, "typ": TYPE, "kid": self._key.kid}, claims, self._key)

    def public_keys(self) -> dict[str, Any]:
        key = self._key.as_dict(private=False)
        return {"keys": [{**key, "kid": self._key.kid, "use": "sig", "alg": ALGORITHM}]}

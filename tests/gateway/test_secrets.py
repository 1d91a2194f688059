"""Secrets, codes and attempts."""

import pytest

from gateway.domain.attempts import ALLOWED, WINDOW_SECONDS, Attempts
from gateway.domain.secrets import SecretHasher, challenge_of, new_secret


def test_a_secret_is_long_random_and_matches_only_its_own_hash() -> None:
    hasher, secret = SecretHasher("ab" * 32), new_secret()
    assert len(secret) >= 43
    assert secret != new_secret()
    assert hasher.matches(secret, hasher.hash(secret))
    assert not hasher.matches(secret + "x", hasher.hash(secret))
    assert not SecretHasher("cd" * 32).matches(secret, hasher.hash(secret))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SecretHasher("ab")


def test_the_challenge_is_that_of_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_name_is_blocked_after_too_many_failures_and_free_again_later() -> None:
    attempts = Attempts()
    for n in range(ALLOWED):
        assert not attempts.blocked("a", n)
        attempts.failed("a", float(n))
    assert attempts.blocked("a", float(ALLOWED))
    assert not attempts.blocked("b", float(ALLOWED))
    assert not attempts.blocked("a", WINDOW_SECONDS + ALLOWED)
    attempts.failed("a", WINDOW_SECONDS + ALLOWED)
    attempts.succeeded("a")
    assert not attempts.blocked("a", WINDOW_SECONDS + ALLOWED)

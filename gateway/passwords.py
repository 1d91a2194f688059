"""Passwords of people: argon2, at most two at a time and off the event loop (one hash takes 64 MiB and a fifth of a
second)."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pwdlib import PasswordHash

from gateway.errors import TooManyAttempts

T = TypeVar("T")

_hasher = PasswordHash.recommended()
_two_at_once = asyncio.Semaphore(2)
_waiting = 0
LONGEST_QUEUE = 20
_nobody = _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    """The hash to store; `TooManyAttempts` when too many wait for one already."""
    return await _in_turn(_hasher.hash, password)


async def verify_password(password: str, stored: str | None) -> bool:
    """Takes the same time whether or not the account exists (`stored` is None)."""
    right = await _in_turn(_hasher.verify, password, stored or _nobody)
    return right and stored is not None


async def _in_turn(work: Callable[..., T], *arguments: str) -> T:
    global _waiting  # noqa: PLW0603 - one queue a process
    if _waiting >= LONGEST_QUEUE:
        raise TooManyAttempts(headers={"Retry-After": "5"})
    _waiting += 1
    try:
        async with _two_at_once:
            return await asyncio.to_thread(work, *arguments)
    finally:
        _waiting -= 1

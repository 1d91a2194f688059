"""Passwords of people: argon2, at most two at a time and off the event loop (one hash takes 64 MiB and a fifth of a
second)."""

import asyncio

from pwdlib import PasswordHash

_hasher = PasswordHash.recommended()
_two_at_once = asyncio.Semaphore(2)
_nobody = _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    async with _two_at_once:
        return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password: str, stored: str | None) -> bool:
    """Takes the same time whether or not the account exists (`stored` is None)."""
    async with _two_at_once:
        right = await asyncio.to_thread(_hasher.verify, password, stored or _nobody)
    return right and stored is not None

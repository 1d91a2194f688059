"""Sends hostile documents through the gateway: each ends as a draft or as a refusal that says why, and none hangs."""

import asyncio
from collections import Counter
from collections.abc import Callable

from deploy.demo.door import Door
from tests.hostile.documents import documents

IMPORTS = "/api/v1/plans/imports"
LONGEST = 330.0
"""Seconds until even a document that the reader gives up on has been refused."""


async def send_all(
    door: Door, jurisdiction: str, seed: int, count: int, say: Callable[[str], None], *, share: int = 1
) -> Counter[str]:
    """How many became drafts and how many were refused, by the reason. Raises AssertionError for a fault.

    `share` divides the large ones.
    """
    ends: Counter[str] = Counter()
    for number, (way, content_type, body) in enumerate(documents(seed, count, share)):
        end = await _end_of(door, jurisdiction, content_type, body, f"{way}, seed {seed}, number {number}")
        ends[end] += 1
        if number % 50 == 49:
            say(f"{number + 1} documents: {dict(ends)}")
    return ends


async def _end_of(door: Door, jurisdiction: str, content_type: str, body: bytes, which: str) -> str:
    async with asyncio.timeout(LONGEST):
        answer = await door.http.post(
            IMPORTS,
            params={"jurisdiction": jurisdiction},
            content=body,
            headers={"Content-Type": content_type},
            timeout=LONGEST,
        )
        assert answer.status_code in {200, 201, 202, 413, 415, 422}, (
            f"{which}: {answer.status_code} {answer.text[:500]}"
        )
        told = answer.json()
        if answer.status_code >= 400:
            assert told["action_owner"] == "sender", which
            return str(told["errors"][0]["code"] if told.get("errors") else told["code"])
        while told["state"] == "queued":
            await asyncio.sleep(0.5)
            told = await door.get(f"{IMPORTS}/{told['id']}")
    if told["state"] == "refused":
        return f"later {told['refusal']}"
    assert told["draft"] is not None, which
    return "draft"

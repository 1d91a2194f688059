"""Policy texts of hundreds of thousands of characters, and nested as deeply: each is read to its end."""

import asyncio
import time
from collections.abc import Callable

from services.plans.domain.policy_text.reading import read_plan
from tests.hostile.texts import long_responsibilities, long_texts
from tests.plans.plain_sources import plain_source
from tests.plans.policy_texts.texts import responsibilities_in

Say = Callable[[str], None]


async def rounds(_: int, say: Say) -> None:
    for text in long_texts(share=1):
        begun = time.monotonic()
        await asyncio.to_thread(read_plan, plain_source(text))
        say(f"{len(text):,} characters, {text[:12]!r} …: {time.monotonic() - begun:.1f} s")
    for name, (text, count) in long_responsibilities(share=1).items():
        begun = time.monotonic()
        assert await asyncio.to_thread(responsibilities_in, text) == count, name
        say(f"{len(text):,} characters, {name}: {time.monotonic() - begun:.1f} s")

"""What must hold of every county, asked of hundreds of counties."""

import asyncio
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.reference.test_properties import LAWS

COUNTIES = 400


async def rounds(seed: int, say: Callable[[str], None]) -> None:
    many = settings(
        max_examples=COUNTIES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    for law, asked_of in LAWS:
        await asyncio.to_thread(many(seeded(seed)(given(*asked_of)(law.hypothesis.inner_test))))
        say(f"{law.__name__}: {COUNTIES} counties")

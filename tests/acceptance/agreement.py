"""An independent slow reading of the 31 indicators on ten thousand made-up counties, and mistakes it would notice."""

import asyncio
import random
import time
from collections.abc import Callable

from services.audit.standards import shipped_standard
from tests.reference.agreement import Agreement, compare, first_disagreement
from tests.reference.arrays import disagreements
from tests.reference.mutants import CODE, MUTANTS

COUNTIES = 10_000
LEAST = 20
"""Every verdict of every subject must be told at least so often, or agreement on it says little."""
WITHIN = 600
"""Counties within which a mistake in the standard must show."""
Say = Callable[[str], None]


async def rounds(seed: int, say: Say) -> None:
    """The engine and the reference say the same of every county, school, coefficient, indicator and proviso, and so do
    arrays of many counties."""
    begun = time.monotonic()
    found = await asyncio.to_thread(compare, shipped_standard(CODE), _seeds(seed, COUNTIES))
    for line in _figures(found, time.monotonic() - begun):
        say(line)
    assert not found.disagreements, "\n".join(found.disagreements[:20])
    seldom = found.seldom(LEAST)
    assert not seldom, f"told fewer than {LEAST} times: {'; '.join(seldom)}"
    begun = time.monotonic()
    differ = await asyncio.to_thread(lambda: list(disagreements(shipped_standard(CODE), _seeds(seed, COUNTIES))))
    say(f"arrays: {COUNTIES} counties, {len(differ)} disagreements, {time.monotonic() - begun:.0f} s")
    assert not differ, "\n".join(differ[:20])


async def control(seed: int, say: Say) -> None:
    """One mistake in a copy of the standard makes the two disagree, each mistake by itself."""
    slipped = []
    for mutant in MUTANTS:
        standard = mutant.standard()
        shown = await asyncio.to_thread(first_disagreement, standard, _seeds(seed, WITHIN), mutant.noticed_in)
        say(f"{mutant.name}: {shown or 'NOT NOTICED'}")
        slipped += [] if shown else [mutant.name]
    assert not slipped, f"not noticed within {WITHIN} counties: {'; '.join(slipped)}"
    say(f"{len(MUTANTS)} mistakes in the standard, each noticed")


def _seeds(seed: int, counties: int) -> list[int]:
    return random.Random(seed).sample(range(2**32), counties)


def _figures(found: Agreement, seconds: float) -> list[str]:
    lines = [f"{subject}: {_told(found, subject)}" for subject in found.told]
    total = f"{found.counties()} counties, {found.compared} verdicts compared, {len(found.disagreements)} disagreements"
    return [*lines, f"{total}, {seconds:.0f} s"]


def _told(found: Agreement, subject: str) -> str:
    counted = found.told[subject]
    return f"met {counted['met']}, not met {counted['not_met']}, undecided {counted['cannot_decide']}"

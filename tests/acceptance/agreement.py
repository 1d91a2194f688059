"""An independent slow reading of the 31 indicators on ten thousand made-up counties, and mistakes it would notice."""

import asyncio
import os
import random
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process

from tests.reference.agreement import first_disagreement
from tests.reference.corners import CORNERS
from tests.reference.mutants import MUTANTS
from tests.reference.three_ways import ThreeWays, three_ways

COUNTIES = 10_000
AT_ONCE = 40
"""Counties a process takes at a time: some seconds, so that whoever waits for it to end does not wait long."""
TELL_EVERY = 1_000
LEAST = 20
"""Every verdict of every subject must be told at least so often, or agreement on it says little; every corner, too."""
WITHIN = 10_000
"""Counties within which a mistake in the standard must show. Most show in a few; the rarest, whole numbers just below a
line, in one of a thousand."""
Say = Callable[[str], None]


async def rounds(seed: int, say: Say) -> None:
    """The engine and the reference say the same of every county, school, coefficient, indicator and proviso, and so do
    arrays of many counties."""
    found = ThreeWays()
    async for share in _shares(_seeds(seed, COUNTIES)):
        before = found.agreement.counties() // TELL_EVERY
        found.add(share)
        if found.agreement.counties() // TELL_EVERY > before:
            say(_counted(found))
    for subject in found.agreement.told:
        say(f"{subject}: {_told(found, subject)}")
    say(f"corners: {', '.join(f'{corner} {found.stood[corner]}' for corner in CORNERS)}")
    say(f"patterns of missing items: {len(found.silent)}")
    say(_counted(found))
    assert not found.agreement.disagreements, "\n".join(found.agreement.disagreements[:20])
    assert not found.arrays, "\n".join(found.arrays[:20])
    seldom = found.agreement.seldom(LEAST)
    seldom += [f"{corner}: {found.stood[corner]}" for corner in CORNERS if found.stood[corner] < LEAST]
    assert not seldom, f"fewer than {LEAST} times: {'; '.join(seldom)}"


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


async def _shares(seeds: list[int]) -> AsyncIterator[ThreeWays]:
    """What is found in some counties after the other, as many at a time as there are processors."""
    loop = asyncio.get_running_loop()
    pool = ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _end_with_parent)
    try:
        parts = [seeds[start : start + AT_ONCE] for start in range(0, len(seeds), AT_ONCE)]
        for share in asyncio.as_completed([loop.run_in_executor(pool, three_ways, part) for part in parts]):
            yield await share
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Who waits for work from a pool waits for ever when the process of the pool is killed."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _seeds(seed: int, counties: int) -> list[int]:
    return random.Random(seed).sample(range(2**32), counties)


def _counted(found: ThreeWays) -> str:
    agreement = found.agreement
    compared = f"{agreement.counties()} counties, {agreement.compared} verdicts compared"
    return f"{compared}, {len(agreement.disagreements)} disagreements, {len(found.arrays)} of arrays"


def _told(found: ThreeWays, subject: str) -> str:
    counted = found.agreement.told[subject]
    return f"met {counted['met']}, not met {counted['not_met']}, undecided {counted['cannot_decide']}"

"""`python -m tests.acceptance [NAME …] [--seed N]`: the long suites, one after another; status 1 if any fails."""

import argparse
import asyncio
import secrets
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.acceptance import agreement, crash, hostile, laws, national, readings, texts, value_added

Say = Callable[[str], None]


@dataclass(frozen=True)
class Suite:
    """`run` takes the seed and where to tell its progress, and raises AssertionError for a fault it found."""

    name: str
    run: Callable[[int, Say], Awaitable[None]]
    longest_seconds: float


SUITES = (
    Suite("crash", crash.rounds, 900),
    Suite("crash-control", crash.control, 300),
    Suite("agreement", agreement.rounds, 1800),
    Suite("agreement-control", agreement.control, 600),
    Suite("laws", laws.rounds, 1800),
    Suite("documents", hostile.rounds, 1500),
    Suite("texts", texts.rounds, 600),
    Suite("readings", readings.rounds, 2400),
    Suite("national", national.rounds, 1200),
    Suite("value-added", value_added.rounds, 300),
)


async def run_suite(suite: Suite, seed: int) -> bool:
    """Whether it passed; why not is told."""
    begun = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - begun:5.0f} s  {suite.name}: {line}", flush=True)

    try:
        async with asyncio.timeout(suite.longest_seconds):
            await suite.run(seed, say)
    except Exception as error:  # noqa: BLE001 - one suite's end must not keep the others from running
        traceback.print_exception(error, limit=-4)
        say(f"FAILED: {error or type(error).__name__}")
        return False
    say("passed")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance", description=__doc__)
    parser.add_argument("suites", nargs="*", help="all, unless some are named", metavar="NAME")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    given = parser.parse_args()
    unknown = set(given.suites) - {suite.name for suite in SUITES}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(suite.name for suite in SUITES)}")
    chosen = [suite for suite in SUITES if suite.name in given.suites or not given.suites]
    print(f"seed {given.seed}; again with --seed {given.seed}", flush=True)
    passed = [asyncio.run(run_suite(suite, given.seed)) for suite in chosen]
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()

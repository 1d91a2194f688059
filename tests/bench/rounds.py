"""Rounds in turn: every variant once a round, the order turning, ratios taken inside a round, their median reported.

So a machine that slows down for a while slows all variants of a round alike.
"""

import asyncio
import json
import statistics
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import TypeVar

from tests.bench.load import CUT_OFF_SECONDS, Outcome, Plan

ROUNDS = 7
WARM_UP_SECONDS = 0.3
T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """One line of build/bench.json: the median ratio over the rounds, and its range."""

    name: str
    value: float
    low: float
    high: float
    rounds: int
    unit: str
    note: str


class Generator:
    """The load generator's process, one plan at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def run(self, plan: Plan) -> Outcome:
        """Raises RuntimeError for whatever is not the expected answer."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        pipe_in.write(json.dumps(asdict(plan)).encode() + b"\n")
        async with asyncio.timeout(plan.seconds + 3 * CUT_OFF_SECONDS):
            answer = json.loads(await pipe_out.readline())
        if "error" in answer:
            raise RuntimeError(f"{plan.method} {plan.path} on port {plan.port}: {answer['error']}")
        return Outcome(**answer)

    async def in_turn(self, plans: Mapping[str, Plan], rounds: int = ROUNDS) -> dict[str, list[Outcome]]:
        """The outcomes of every variant, round by round."""
        for plan in plans.values():
            await self.run(_warm_up(plan))
        return await in_turn({name: partial(self.run, plan) for name, plan in plans.items()}, rounds)


async def in_turn(acts: Mapping[str, Callable[[], Awaitable[T]]], rounds: int = ROUNDS) -> dict[str, list[T]]:
    """What every act gave, round by round; who begins changes from round to round."""
    found: dict[str, list[T]] = {name: [] for name in acts}
    order = list(acts)
    for _ in range(rounds):
        order = order[1:] + order[:1]
        for name in order:
            found[name].append(await acts[name]())
    return found


@asynccontextmanager
async def generator() -> AsyncIterator[Generator]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.load"), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Generator(process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def ratio(name: str, these: Sequence[Outcome], those: Sequence[Outcome], note: str) -> Figure:
    """How many times as many answers a second `these` gave as `those`."""
    note = f"{note}; {_told(these)} against {_told(those)}"
    return compared(name, [each.rate for each in these], [each.rate for each in those], note)


def compared(name: str, these: Sequence[float], those: Sequence[float], note: str) -> Figure:
    """How many times as much `these` are as `those`, round by round."""
    ratios = [this / that for this, that in zip(these, those, strict=True)]
    value, low, high = (round(each, 3) for each in (statistics.median(ratios), min(ratios), max(ratios)))
    return Figure(name, value, low, high, len(ratios), "ratio", note)


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def _told(outcomes: Sequence[Outcome]) -> str:
    rate, p50, p99 = (
        statistics.median(values)
        for values in zip(*((each.rate, each.p50_ms, each.p99_ms) for each in outcomes), strict=True)
    )
    return f"{rate:,.0f}/s p50 {p50:.2f} ms p99 {p99:.2f} ms"


def _warm_up(plan: Plan) -> Plan:
    return Plan(**{**asdict(plan), "seconds": WARM_UP_SECONDS})

"""Crash rounds in full: forty kills, more than forty thousand acknowledged readings; and what they would miss."""

import statistics
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from deploy.ground import ROOT
from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES
from tests.kill.checker import Event, Verdict, check
from tests.kill.controls import CONTROLS
from tests.kill.crash_rounds import Size, crash_rounds, unsafe_rounds
from tests.kill.fsyncs import commits_without_waiting
from tests.kill.history import History
from tests.kill.killer import Healed

FULL = Size(rounds=40, schools=240, periods=50)
ENOUGH = 40_000
KINDS = ("lost", "doubled", "unexpected", "torn", "feed", "answer", "unanswered")
CONTROL = Size(rounds=6, schools=120, periods=15)
HISTORIES = ROOT / "build" / "acceptance"
Say = Callable[[str], None]


async def rounds(seed: int, say: Say) -> None:
    """Nothing acknowledged is lost, nothing is there twice, nothing unexpected, in any place that shows readings."""
    history = History(HISTORIES / f"crash-{seed}.jsonl")
    async with durable_house() as house:
        outcome = await crash_rounds(house, history, seed, FULL, say)
    events = history.events()
    history.close()
    verdict = check(events)
    for line in (*_figures(verdict, outcome.healed), *_answers(events), f"history: {history.file.relative_to(ROOT)}"):
        say(line)
    _refuse(verdict.told() + [f"stuck: {each}" for each in outcome.stuck])
    _require_enough(verdict, len(outcome.healed))
    missed = [control.name for control in CONTROLS if not check(control.spoiled(events)).count(control.kind)]
    _refuse([f"the checker did not report {name}" for name in missed])
    say(f"negative controls: {len(CONTROLS)} faults put into this history, each reported")


async def control(seed: int, say: Say) -> None:
    """The same rounds on a database that acknowledges before its log is on disk must lose what was acknowledged."""
    history = History(HISTORIES / f"crash-control-{seed}.jsonl")
    async with durable_house() as house, commits_without_waiting(house):
        await unsafe_rounds(house, history, seed, CONTROL, say)
    verdict = check(history.events())
    history.close()
    say(f"acknowledged {verdict.acknowledged}, lost {verdict.count('lost')} of them, as must be")
    _refuse([] if verdict.count("lost") else ["nothing was lost: the rounds would not notice an unsafe database"])


@asynccontextmanager
async def durable_house() -> AsyncIterator[House]:
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=True) as house:
            yield house


def _figures(verdict: Verdict, healed: Sequence[Healed]) -> list[str]:
    seconds = [each.seconds for each in healed]
    kinds = {
        kind: [each.seconds for each in healed if each.victim == kind] for kind in Counter(h.victim for h in healed)
    }
    by_kind = ", ".join(f"{kind} {statistics.median(found):.1f}/{max(found):.1f}" for kind, found in kinds.items())
    seen = ", ".join(f"{place} {count}" for place, count in verdict.places.items())
    return [
        f"rounds {len(healed)}, batches {verdict.batches}, acknowledged readings {verdict.acknowledged}",
        ", ".join(f"{kind} {verdict.count(kind)}" for kind in KINDS),
        f"seen: {seen}",
        f"attempts {verdict.attempts}, batches repeated {verdict.repeated}, of them replayed {verdict.replayed}",
        f"slowest answer {verdict.slowest:.1f} s",
        f"recovery median {statistics.median(seconds):.1f} s, max {max(seconds):.1f} s; by victim {by_kind}",
    ]


def _answers(events: Sequence[Event]) -> list[str]:
    """How often which answer was not an acknowledgement."""
    told = Counter(f"{each['status']} {each['code']}" for each in events if each["event"] == "info")
    return [f"  {count} × {what}" for what, count in told.most_common()]


def _require_enough(verdict: Verdict, kills: int) -> None:
    """Kills that met nobody at work prove nothing."""
    if verdict.acknowledged < ENOUGH:
        _refuse([f"only {verdict.acknowledged} readings were acknowledged"])
    if verdict.repeated < 2 * kills:
        _refuse([f"only {verdict.repeated} batches were struck by {kills} kills"])
    if not verdict.replayed:
        _refuse(["no batch was acknowledged by a kept answer: no crash came between a commit and its answer"])


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise AssertionError("\n".join(faults))

"""One short run of the crash rounds; `make acceptance` runs forty rounds of the same code."""

import os
import random
import secrets
from pathlib import Path

from deploy.supervisor import House
from tests.kill.checker import check
from tests.kill.controls import CONTROLS
from tests.kill.crash_rounds import Size, crash_rounds, victims
from tests.kill.history import History
from tests.kill.supply import Way

SHORT = Size(rounds=1, schools=24, periods=12)


async def test_what_was_acknowledged_is_there_once_whatever_was_killed(durable_house: House, tmp_path: Path) -> None:
    seed = int(os.environ.get("DUDAO_TEST_SEED", secrets.randbits(32)))
    print(f"seed {seed}: set DUDAO_TEST_SEED to run it again")
    history = History(tmp_path / "history.jsonl")
    outcome = await crash_rounds(durable_house, history, seed, SHORT, print)
    events = history.events()
    history.close()
    verdict = check(events)
    assert verdict.told() == []
    assert outcome.stuck == []
    assert verdict.acknowledged == verdict.places["versions"] == verdict.places["copy"] > SHORT.readings
    assert {each["way"] for each in events if each["event"] == "batch"} == set(Way)
    for control in CONTROLS:
        assert check(control.spoiled(events)).count(control.kind) > 0, control.name


def test_each_kind_of_victim_is_drawn_equally_often() -> None:
    drawn = victims(random.Random(1), 42)
    assert {drawn.count(victim) for victim in drawn} == {7}

"""Crash rounds: eight senders at work, one victim killed after another, and everything read back at the end."""

import asyncio
import random
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deploy.supervisor import House
from tests.kill.county import ITEMS, County, settle
from tests.kill.feed import Reader
from tests.kill.history import History
from tests.kill.killer import BACKEND, VICTIMS, Healed, Killer
from tests.kill.observe import assess, read_feed, read_histories, read_list, read_tables, stuck_transactions
from tests.kill.senders import Senders
from tests.kill.supply import Batch


@dataclass(frozen=True)
class Size:
    """How many rounds, and what is sent in them: some items of each school for each period."""

    rounds: int
    schools: int
    periods: int

    @property
    def readings(self) -> int:
        return self.schools * self.periods * ITEMS


@dataclass(frozen=True)
class Outcome:
    """What was killed and healed; the rest is in the history."""

    healed: list[Healed]
    stuck: list[str]


def victims(draw: random.Random, rounds: int) -> list[str]:
    """Each kind equally often, in random order."""
    drawn: list[str] = []
    while len(drawn) < rounds:
        drawn += draw.sample(VICTIMS, len(VICTIMS))
    return drawn[:rounds]


async def crash_rounds(house: House, history: History, seed: int, size: Size, say: Callable[[str], None]) -> Outcome:
    """Run them in a county of its own and read everything back into the history."""
    draw = random.Random(seed)
    code = f"k{secrets.token_hex(4)}"
    county = await settle(house, code, draw, schools=size.schools, periods=size.periods)
    witness = Reader(county, history, "follower")
    door = await witness.door()
    async with asyncio.TaskGroup() as group:
        group.create_task(witness.follow(door))
        healed, repeated = await _rounds(county, history, draw, victims(draw, size.rounds), say)
        stuck = await stuck_transactions(county)
        await read_list(county, history)
        await read_histories(county, history, repeated)
        head = await read_feed(county, history)
        witness.finish(head)
        await assess(county, head)
        await read_tables(county, history)
    await county.close()
    return Outcome(healed, stuck)


async def unsafe_rounds(house: House, history: History, seed: int, size: Size, say: Callable[[str], None]) -> None:
    """Kill only the database, and read only the list: on an unsafe database the neighbours' copies run ahead of it."""
    draw = random.Random(seed)
    county = await settle(house, f"u{secrets.token_hex(4)}", draw, schools=size.schools, periods=size.periods)
    await _rounds(county, history, draw, ["database", BACKEND] * (size.rounds // 2), say)
    await read_list(county, history)
    await county.close()


async def _rounds(
    county: County, history: History, draw: random.Random, order: Sequence[str], say: Callable[[str], None]
) -> tuple[list[Healed], list[Batch]]:
    """One kill a round, while an equal share of the batches is being sent; at the end all of them have been."""
    killer, healed = Killer(county.house, draw, history), []
    async with Senders(county, history) as senders:
        for number, victim in enumerate(order):
            senders.add(county.batches[number :: len(order)])
            healed.append(await killer.strike(victim, senders.nearly_done))
            say(f"round {number + 1} of {len(order)}: {victim} healed after {healed[-1].seconds:.1f} s")
    return healed, senders.repeated

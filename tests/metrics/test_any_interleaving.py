"""Submissions, corrections, reviews at all levels, returns and locks, at once: always the state of some order."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from services.kernel.database import Database
from tests.metrics.desk_model import SEATS, Act, Decide, Desk, Lock, Send, after
from tests.metrics.ladder import Ladder, open_ladder
from tests.metrics.test_as_of import now

NUMBERS = itertools.count(1)
SCHOOLS = ("s1", "s2")
CHAINS = {(): [], ("county", "prefecture"): [1, 2], ("county", "prefecture", "province"): [1, 2, 3], ("province",): [3]}
sends = st.tuples(st.just("send"), st.sampled_from(SCHOOLS), st.integers(1, 3), st.booleans())
decides = st.tuples(
    st.just("decide"),
    st.integers(0, 5),
    st.sampled_from(("approved", "approved", "returned")),
    st.sampled_from([*SEATS]),
)
locks = st.tuples(
    st.just("lock"), st.sampled_from(("s1", "county", "city")), st.sampled_from(("county", "prefecture")), st.booleans()
)
rounds = st.lists(st.lists(st.one_of(sends, decides, decides, locks), min_size=1, max_size=3), min_size=2, max_size=8)


@dataclass
class Run:
    """A county that is worked on, the ids of what was sent by their names, and every state it may be in."""

    ladder: Ladder
    desks: list[Desk]
    ids: dict[str, str] = field(default_factory=dict)

    async def round(self, number: int, drawn: list[tuple[Any, ...]]) -> None:
        acts = [act for place, one in enumerate(drawn) if (act := self._act(f"{number}.{place}", *one))]
        answers = await asyncio.gather(*(self._do(act) for act in acts))
        self.desks = after(self.desks, acts, list(answers))
        assert self.desks, (acts, answers)

    def _act(self, name: str, kind: str, *drawn: Any) -> Act | None:
        if kind == "send":
            return Send(name, *drawn)
        if kind == "lock":
            return Lock(*drawn)
        sent = sorted(self.ids)
        return Decide(sent[drawn[0] % len(sent)], *drawn[1:]) if sent else None

    async def _do(self, act: Act) -> str:
        if isinstance(act, Send):
            return await self._send(act)
        if isinstance(act, Decide):
            return await self.ladder.decided(self.ids[act.name], act.decision, act.by)
        answer = await self.ladder.lock(self._code(act.place), act.by, locked=act.locked)
        return {201: "done", 200: "same"}.get(answer.status) or str(answer.body["code"])

    async def _send(self, act: Send) -> str:
        reading = {**self.ladder.reading(1, act.value), "organisation": self._code(act.school)}
        reason: dict[str, Any] = {"correction_reason": "重测"} if act.reasoned else {}
        answer = await self.ladder.submit(reading, **reason)
        if answer.status == 422:
            (code,) = answer.conflicts
            return str(code)
        if answer.status == 201:
            self.ids[act.name] = answer.body["submission"]
        (said,) = [name for name, count in answer.body["counts"].items() if count]
        return str(said)

    def _code(self, place: str) -> str:
        named = {"county": self.ladder.code, "city": self.ladder.city}
        return named.get(place, f"{self.ladder.code}-{place}")

    async def seen(self, **params: Any) -> dict[str, Any]:
        """What stands and what is approved, by school."""
        found = {}
        for name, only in (("stands", False), ("approved", True)):
            items = await self.ladder.get(
                "/readings", by="auditor", below=self.ladder.code, approved_only=only, **params
            )
            found[name] = {item["organisation"][-2:]: item["value"] for item in items.body["items"]}
        return found

    async def parts(self) -> dict[str, tuple[str, int]]:
        """Of each submission the state of its part, and how many acts decided on it."""
        found = {}
        for name, submission in self.ids.items():
            (part,) = (await self.ladder.get(f"/submissions/{submission}", by="sender")).body["parts"]
            found[name] = part["state"], len(part["reviews"])
        return found


def standing(desk: Desk) -> dict[str, Any]:
    told = {"stands": ("pending", "approved"), "approved": ("approved",)}
    return {
        name: {school: value for school in SCHOOLS if (value := desk.value(school, *states)) is not None}
        for name, states in told.items()
    }


CORRECTED = [
    [("send", "s1", 1, False)],
    [("decide", 0, "approved", "mayor"), ("decide", 0, "approved", "prefecture")],
    [("decide", 0, "approved", "mayor"), ("send", "s1", 2, False)],
    [("send", "s1", 2, True), ("lock", "city", "prefecture", True)],
    [("lock", "city", "prefecture", False), ("lock", "county", "county", True), ("send", "s1", 3, True)],
    [("lock", "county", "county", False), ("decide", 1, "returned", "county"), ("decide", 0, "returned", "province")],
    [("decide", 0, "returned", "province"), ("decide", 0, "approved", "colleague"), ("send", "s1", 1, True)],
]


# Nothing is shrunk: each example takes a second, and the acts of the round that fails are told.
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.generate],
)
@given(chain=st.sampled_from([*CHAINS]), drawn=rounds)
@example(chain=(), drawn=CORRECTED)
@example(chain=("county", "prefecture"), drawn=CORRECTED)
async def test_any_interleaving_leaves_the_state_of_some_order(
    database: Database, door: httpx.AsyncClient, chain: tuple[str, ...], drawn: list[list[tuple[Any, ...]]]
) -> None:
    ladder = await open_ladder(database, door, f"any{next(NUMBERS)}")
    assert (await ladder.ask(*chain)).status in (200, 201)
    run = Run(ladder, [Desk(CHAINS[chain])])
    kept = []
    for number, acts in enumerate(drawn):
        await run.round(number, acts)
        seen, parts = await run.seen(), await run.parts()
        run.desks = [desk for desk in run.desks if standing(desk) == seen and _parts(desk) == parts]
        assert run.desks, (acts, seen, parts)
        kept.append((await now(ladder), seen))
    for moment, seen in kept:
        assert await run.seen(as_of=moment) == seen


def _parts(desk: Desk) -> dict[str, tuple[str, int]]:
    return {name: (part.state, len(part.acts)) for name, part in desk.parts.items()}

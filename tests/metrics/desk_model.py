"""What the desk may do, written down a second time and as plainly as can be: one county, one period, one indicator."""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import permutations
from typing import NamedTuple

SEATS = {"county": [1], "colleague": [1], "prefecture": [2], "province": [3], "mayor": [1, 2]}
"""How high each reviewer sits; schools sit at 0."""
ABOVE = {"s1": ("s1", "county", "city"), "s2": ("s2", "county", "city")}
HEIGHT = {"s1": 0, "s2": 0, "county": 1, "city": 2}


class Send(NamedTuple):
    name: str
    school: str
    value: int
    reasoned: bool


class Decide(NamedTuple):
    name: str
    decision: str
    by: str


class Lock(NamedTuple):
    place: str
    by: str
    locked: bool


Act = Send | Decide | Lock


@dataclass
class Part:
    """What one school sent in one submission."""

    school: str
    value: int
    state: str = "pending"
    approvals: list[int] = field(default_factory=list)
    acts: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Desk:
    """Parts by the names of their submissions, in the order in which they came; locks by place, with who holds them."""

    chain: list[int]
    parts: dict[str, Part] = field(default_factory=dict)
    locks: dict[str, int] = field(default_factory=dict)

    def do(self, act: Act) -> str:
        """What is answered."""
        if isinstance(act, Send):
            return self._send(act)
        return self._decide(act) if isinstance(act, Decide) else self._lock(act)

    def value(self, school: str, *states: str) -> int | None:
        said = [part.value for part in self.parts.values() if part.school == school and part.state in states]
        return said[-1] if said else None

    def _locked(self, school: str) -> bool:
        return any(place in self.locks for place in ABOVE[school])

    def _send(self, act: Send) -> str:
        if self._locked(act.school):
            return "period_locked"
        standing, approved = self.value(act.school, "pending", "approved"), self.value(act.school, "approved")
        if act.value == standing:
            return "unchanged"
        if approved not in (None, act.value) and not act.reasoned:
            return "reason_needed"
        self.parts[act.name] = Part(act.school, act.value)
        return "created" if standing is None else "updated"

    def _decide(self, act: Decide) -> str:
        if act.name not in self.parts:
            return "not_found"
        answers = []
        for seat in SEATS[act.by]:
            answer = self._from(seat, act, self.parts[act.name])
            if answer in ("pending", "approved", "returned"):
                return answer
            answers.append(answer)
        return answers[-1]

    def _from(self, seat: int, act: Decide, part: Part) -> str:
        approves = act.decision == "approved"
        if part.state == "returned" or (
            approves and (part.state == "approved" or (self.chain and seat in part.approvals))
        ):
            return "already_reviewed"
        if not approves and part.approvals and seat <= max(part.approvals):
            return "already_reviewed"
        if any(person == act.by and other != seat for person, other in part.acts):
            return "reviewed_elsewhere"
        if self._locked(part.school):
            return "period_locked"
        if approves and self.chain and seat != self.chain[len(part.approvals)]:
            return "not_awaited"
        part.acts.append((act.by, seat))
        if approves:
            part.approvals.append(seat)
            done = len(part.approvals) >= max(1, len(self.chain))
            part.state = "approved" if done else "pending"
        else:
            part.state = "pending" if part.approvals else "returned"
            part.approvals = []
        return part.state

    def _lock(self, act: Lock) -> str:
        seat, holder = SEATS[act.by][0], self.locks.get(act.place)
        if seat < HEIGHT[act.place]:
            return "not_allowed"
        if act.locked:
            if holder is not None and holder >= seat:
                return "same"
            self.locks[act.place] = seat
            return "done"
        if holder is None:
            return "same"
        if holder > seat:
            return "lock_held_above"
        del self.locks[act.place]
        return "done"


def after(desks: list[Desk], acts: list[Act], answers: list[str]) -> list[Desk]:
    """The states in which some order of the acts gives these answers."""
    found: list[Desk] = []
    for desk in desks:
        for order in permutations(range(len(acts))):
            tried = deepcopy(desk)
            told = {place: tried.do(acts[place]) for place in order}
            if all(told[place] == answers[place] for place in order) and tried not in found:
                found.append(tried)
    return found

"""What a review does to parts: by arrays, for a bulk review decides on two hundred thousand of them."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from services.metrics.domain.chain import FIRST
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.part import Decision
from services.metrics.domain.taking import APPROVED, PENDING, RETURNED


class Barrier(IntEnum):
    """Why a part cannot be reviewed so; of several the first is told."""

    NONE = 0
    OWN = 1
    SETTLED = 2
    TWO_LEVELS = 3
    LOCKED = 4
    FINDINGS = 5
    REPLACES = 6
    NOT_AWAITED = 7


@dataclass(frozen=True)
class Seat:
    """From where somebody acts: the organisation of a grant, how deep it stands in the tree, the bit of its level."""

    number: int
    code: str
    path: str
    depth: int
    bit: int


@dataclass(frozen=True)
class Parts:
    """Columns of one length. `states` as of readings, `needs` and `approvals` in bits of levels; `depths` says how deep
    the place stands that approved last. `own`: sent by the reviewer; `elsewhere`: the reviewer has decided on the part
    from another place; `locked`: a period of its readings is; `failing`: a rule speaks against it; `replacing`: it
    would change an approved value for no reason that anybody gave.
    """

    submissions: Places
    organisations: Places
    states: Places
    needs: Places
    approvals: Places
    depths: Places
    own: Truths
    elsewhere: Truths
    locked: Truths
    failing: Truths
    replacing: Truths

    def __len__(self) -> int:
        return len(self.submissions)


@dataclass(frozen=True)
class Decided:
    """What becomes of each part where no barrier stands: its state, and who of the chain has approved."""

    barriers: Places
    states: Places
    approvals: Places


def decide(parts: Parts, seat: Seat, decision: Decision) -> Decided:
    """The parts all lie below the seat."""
    settled, awaited, states, approvals = (_approve if decision is Decision.APPROVED else _return)(parts, seat)
    barriers = [
        (parts.own, Barrier.OWN),
        (settled, Barrier.SETTLED),
        (parts.elsewhere, Barrier.TWO_LEVELS),
        (parts.locked, Barrier.LOCKED),
        (parts.failing, Barrier.FINDINGS),
        (parts.replacing & (states == APPROVED), Barrier.REPLACES),
        (~awaited, Barrier.NOT_AWAITED),
    ]
    found = np.select([there for there, _ in barriers], [barrier.value for _, barrier in barriers], Barrier.NONE.value)
    return Decided(found.astype(np.int64), states, approvals)


def _approve(parts: Parts, seat: Seat) -> tuple[Truths, Truths, Places, Places]:
    """A level approves once, and after the one below it."""
    missing = parts.needs & ~parts.approvals
    anybody = parts.needs == FIRST
    settled = (parts.states != PENDING) | (~anybody & ((parts.approvals & seat.bit) != 0))
    awaited = anybody | ((missing & -missing) == seat.bit)
    approvals = parts.approvals | np.where(anybody, FIRST, seat.bit)
    states = np.where((parts.needs & ~approvals) == 0, APPROVED, PENDING)
    return settled, awaited, states, approvals


def _return(parts: Parts, seat: Seat) -> tuple[Truths, Truths, Places, Places]:
    """What nobody has approved goes back to who sent it. What others approved is taken back by somebody above them
    only, and is then open again below, from the first level on."""
    touched = parts.approvals != 0
    settled = (parts.states == RETURNED) | (touched & (seat.depth >= parts.depths))
    states = np.where(touched, PENDING, RETURNED)
    return settled, np.ones(len(parts), np.bool_), states, np.zeros(len(parts), np.int64)

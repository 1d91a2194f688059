"""What a review does to a part, by arrays, is what is written down a second time in plain words."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.domain.chain import FIRST
from services.metrics.domain.part import Decision
from services.metrics.domain.reviewing import Barrier, Parts, Seat, decide
from services.metrics.domain.taking import APPROVED, PENDING, RETURNED
from tests.metrics.desk_model import HEIGHT, SEATS, Decide, Desk, Part

CHAINS: tuple[list[int], ...] = ([], [1], [2], [1, 2], [1, 3], [1, 2, 3])
BITS = {1: 2, 2: 4, 3: 8}
STATES = {PENDING: "pending", APPROVED: "approved", RETURNED: "returned"}
BARRIERS = {
    Barrier.SETTLED: "already_reviewed",
    Barrier.TWO_LEVELS: "reviewed_elsewhere",
    Barrier.LOCKED: "period_locked",
    Barrier.NOT_AWAITED: "not_awaited",
}
acts = st.tuples(
    st.sampled_from((Decision.APPROVED, Decision.APPROVED, Decision.RETURNED)), st.sampled_from([*SEATS]), st.booleans()
)


@dataclass
class Row:
    """A part as a row of the table, with who decided on it from how high."""

    needs: int
    state: int = PENDING
    approvals: int = 0
    height: int = 0
    acts: list[tuple[str, int]] = field(default_factory=list)

    def parts(self, by: str, height: int, *, locked: bool) -> Parts:
        one = np.ones(1, np.int64)
        no = np.zeros(1, np.bool_)
        elsewhere = any(person == by and other != height for person, other in self.acts)
        columns = (one * self.state, one * self.needs, one * self.approvals, one * _depth(self.height))
        return Parts(one, one, *columns, no, no | elsewhere, no | locked, no, no)

    def do(self, decision: Decision, by: str, *, locked: bool) -> str:
        answers = []
        for height in SEATS[by]:
            seat = Seat(height, by, "", _depth(height), BITS[height])
            decided = decide(self.parts(by, height, locked=locked), seat, decision)
            barrier = Barrier(int(decided.barriers[0]))
            if barrier is Barrier.NONE:
                self.state, self.approvals = int(decided.states[0]), int(decided.approvals[0])
                self.height = height if self.approvals else 0
                self.acts.append((by, height))
                return STATES[self.state]
            answers.append(BARRIERS[barrier])
        return answers[-1]


def _depth(height: int) -> int:
    """The province is the nearest to the root."""
    return 5 - height


@given(chain=st.sampled_from(CHAINS), drawn=st.lists(acts, max_size=12))
def test_any_row_of_acts_is_answered_as_the_plain_words_say(
    chain: list[int], drawn: list[tuple[Decision, str, bool]]
) -> None:
    row, desk = Row(sum(BITS[each] for each in chain) or FIRST), Desk(chain, {"it": Part("s1", 1)})
    for decision, by, locked in drawn:
        desk.locks = {"county": HEIGHT["county"]} if locked else {}
        assert row.do(decision, by, locked=locked) == desk.do(Decide("it", decision.value, by))
        assert STATES[row.state] == desk.parts["it"].state

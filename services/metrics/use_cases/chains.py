"""Who has to approve the parts of a submission: settled once, when it is kept."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np

from services.kernel.distinct import distinct
from services.kernel.routes import Session
from services.metrics.domain.chain import FIRST, wanted_of
from services.metrics.domain.columns import Places
from services.metrics.domain.indicator import Reporter
from services.metrics.domain.taking import Rows
from services.metrics.repository.levels import standings_of
from services.metrics.use_cases.basis import Basis, Names


async def needs_of(session: Session, rows: Rows, basis: Basis, names: Names) -> Places:
    """Of each organisation of the rows, in order of its number, the levels that must approve, in bits. A part that
    several collections ask for waits for the levels of all of them. One for all, where no collection names any."""
    if not basis.ground.asked.chained:
        return np.array([FIRST])
    organisations, at = np.unique(rows.organisations, return_inverse=True)
    reporters = [basis.ground.reporters[names["organisation"][number]] for number in organisations.tolist()]
    alike, members = _alike(reporters)
    chains = np.zeros(len(organisations), np.int64)
    np.bitwise_or.at(chains, at, _chains(rows, alike[at], members, basis, names))
    above = await _above(session, members)
    return np.array([wanted_of(*pair) for pair in zip(chains.tolist(), above[alike].tolist(), strict=True)], np.int64)


def _alike(reporters: Sequence[Reporter]) -> tuple[Places, list[Reporter]]:
    """The distinct objects among them, and for each reporter the place of its own: kin share one."""
    known: dict[int, int] = {}
    members: list[Reporter] = []
    at = np.empty(len(reporters), np.int64)
    for place, reporter in enumerate(reporters):
        at[place] = known.setdefault(id(reporter), len(members))
        if at[place] == len(members):
            members.append(reporter)
    return at, members


def _chains(rows: Rows, alike: Places, members: Sequence[Reporter], basis: Basis, names: Names) -> Places:
    """Of each row the levels that collections name for it: found out once for each member, indicator and period."""
    triples, of_row = distinct(alike, rows.indicators, rows.periods)
    found = [
        basis.ground.asked.chain(members[member], names["indicator"][indicator], names["period"][period])
        for member, indicator, period in triples.T.tolist()
    ]
    chains: Places = np.array(found, np.int64)[of_row]
    return chains


async def _above(session: Session, members: Sequence[Reporter]) -> Places:
    """The levels that stand strictly above each."""
    codes = {code for member in members for code in member.chain[:-1]}
    bits = {code: standing.bit for code, standing in (await standings_of(session, codes)).items()}
    return np.array([reduce(or_, (bits.get(code, 0) for code in member.chain[:-1]), 0) for member in members], np.int64)

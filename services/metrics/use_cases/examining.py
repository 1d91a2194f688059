"""What a review would do: the parts that are meant, behind their desks, each with what stands against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.access.caller import Guard
from services.kernel.routes import Session
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.locks import Lock
from services.metrics.domain.part import Decision
from services.metrics.domain.reviewing import Barrier, Decided, Parts, Seat, decide
from services.metrics.repository.desk import queue_at_desks
from services.metrics.repository.findings import parts_with_findings
from services.metrics.repository.locks import keep_locks, locked_pairs, locks_in_force
from services.metrics.repository.replacing import replacing
from services.metrics.repository.reviews import Meant, Taken, desks_meant, parts_meant, periods_of_parts
from services.metrics.use_cases.seats import seats_of

_WIDE = 2**31
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Examined:
    """`taken` can be decided on, and were in the state `before`; of the others the barrier of each. `replaced`: what
    their approval changes of what was approved before."""

    taken: Taken
    before: Places
    barred: Places
    barriers: Places
    replaced: Mapping[str, Any]


async def examine(
    session: Session, guard: Guard, meant: Meant, decision: Decision, reason: str | None, *, only_passing: bool = False
) -> Examined:
    """Every part below a seat of the caller, by the nearest seat that can decide on it. Read behind the desks: while
    the caller waited there, somebody may have been faster."""
    await keep_locks(session)
    seats = await seats_of(session, guard)
    held = np.concatenate([_NONE, *[await desks_meant(session, seat, meant) for seat in seats]])
    await queue_at_desks(session, held)
    locks = await locks_in_force(session)
    seen = []
    for seat in seats:
        rows = await parts_meant(session, guard.caller.id, seat, meant)
        mine = np.isin(rows["organisation"], held)  # others arrived since, and their desks are not held
        seen.append((seat, {name: column[mine].astype(np.int64) for name, column in rows.items()}))
    replaced = await _replaced(session, [rows for _, rows in seen]) if decision is Decision.APPROVED else {}
    silent = _keys(replaced["submission"], replaced["organisation"]) if replaced and reason is None else _NONE
    found = []
    for seat, columns in seen:
        parts = await _parts(session, columns, locks, silent, only_passing=only_passing)
        found.append((seat, parts, decide(parts, seat, decision), columns["state"]))
    return _nearest(found, replaced)


async def _replaced(session: Session, seen: list[dict[str, Places]]) -> Mapping[str, Any]:
    """What approving these parts changes of what was approved before; several seats see the same part."""
    keys = [_keys(rows["submission"], rows["organisation"]) for rows in seen]
    every = np.unique(np.concatenate([_NONE, *keys]))
    return await replacing(session, every // _WIDE, every % _WIDE)


async def _parts(
    session: Session, rows: Mapping[str, Places], locks: list[Lock], silent: Places, *, only_passing: bool
) -> Parts:
    """`silent`: the keys of parts that would replace what was approved, without a reason."""
    submissions, organisations = rows["submission"], rows["organisation"]
    failing = np.zeros(len(submissions), np.bool_)
    if only_passing:
        failing = np.isin(_keys(submissions, organisations), _keys(*await _findings(session, submissions)))
    locked = await _locked(session, locks, submissions, organisations, rows["period"])
    return Parts(
        submissions,
        organisations,
        rows["state"],
        rows["needs"],
        rows["approvals"],
        rows["depth"],
        rows["own"] != 0,
        rows["elsewhere"] != 0,
        locked,
        failing,
        np.isin(_keys(submissions, organisations), silent),
    )


async def _findings(session: Session, submissions: Places) -> tuple[Places, Places]:
    return await parts_with_findings(session, np.unique(submissions).tolist())


async def _locked(
    session: Session, locks: list[Lock], submissions: Places, organisations: Places, periods: Places
) -> Truths:
    """Of each part whether a period of its readings is locked."""
    if not locks or not len(submissions):
        return np.zeros(len(submissions), np.bool_)
    pairs = _keys(*await locked_pairs(session, locks, organisations))
    locked: Truths = np.isin(_keys(organisations, periods), pairs)
    several = np.unique(submissions[periods == 0]).tolist()
    listed = np.array([tuple(row) for row in await periods_of_parts(session, several)], np.int64).reshape(-1, 3)
    hit = listed[np.isin(_keys(listed[:, 1], listed[:, 2]), pairs)]
    return locked | np.isin(_keys(submissions, organisations), _keys(hit[:, 0], hit[:, 1]))


def _keys(firsts: Places, seconds: Places) -> Places:
    """One number for both."""
    return firsts * _WIDE + seconds


def _nearest(found: list[tuple[Seat, Parts, Decided, Places]], replaced: Mapping[str, Any]) -> Examined:
    """Of each part what the first seat does that can; else what stands against it at the last."""
    able: list[tuple[Places, ...]] = []
    done = _NONE
    barred: list[tuple[Places, Places]] = []
    for seat, parts, decided, before in found:
        keys = _keys(parts.submissions, parts.organisations)
        open_ = (decided.barriers == Barrier.NONE) & ~np.isin(keys, done)
        done = np.concatenate([done, keys[open_]])
        count = int(open_.sum())
        columns = (parts.submissions, parts.organisations, decided.states, decided.approvals, before)
        here = (np.full(count, seat.number), np.full(count, seat.bit))
        able.append((*here, *(column[open_] for column in columns)))
        barred.append((keys, decided.barriers))
    seats, levels, submissions, organisations, states, approvals, before = (
        np.concatenate([_NONE, *columns]) for columns in (zip(*able, strict=True) if able else [()] * 7)
    )
    taken = Taken(submissions, organisations, seats, levels, states, approvals)
    return Examined(taken, before, *_barred(barred, done), replaced)


def _barred(barred: list[tuple[Places, Places]], done: Places) -> tuple[Places, Places]:
    """The organisations of the parts that no seat can decide on, and what stands against each."""
    keys = np.concatenate([_NONE, *(keys for keys, _ in reversed(barred))])
    barriers = np.concatenate([_NONE, *(barriers for _, barriers in reversed(barred))])
    unique, first = np.unique(keys, return_index=True)
    left = ~np.isin(unique, done)
    return unique[left] % _WIDE, barriers[first[left]]

"""Carries out what was examined: one act, kept on every part, told in the feed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.access.caller import Guard
from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.part import Decision
from services.metrics.domain.submission import Person
from services.metrics.domain.taking import APPROVED, PENDING, RETURNED
from services.metrics.repository.reviews import Taken, codes_of_parts, keep_review
from services.metrics.use_cases.examining import Examined
from services.metrics.use_cases.tell_corrections import tell_replaced

TOPIC, STEP = "review", "review_step"
"""What makes a part approved or returned, for whoever counts with its readings; what only moves it along its chain."""
MOST = 10_000
"""Organisations in one change."""


@dataclass(frozen=True)
class Done:
    """The parts in order of submission and organisation: ids, codes, and the state of each."""

    submissions: list[str]
    organisations: list[str]
    states: list[int]


async def carry_out(session: Session, guard: Guard, examined: Examined, decision: Decision, reason: str | None) -> Done:
    """Of parts, at least one, whose desks are held."""
    reviewer = Person(guard.caller.id, guard.caller.name)
    taken = examined.taken
    number, reviewed_at = await keep_review(session, taken, decision=decision, reason=reason, reviewer=reviewer)
    await _tell_replaced(session, examined, number, reason)
    ids, codes = await codes_of_parts(session, taken)
    outcome = {
        "decision": decision.value,
        "reason": reason,
        "reviewer": {"id": reviewer.id, "name": reviewer.name},
        "reviewed_at": reviewed_at.isoformat(),
        "review": number,
    }
    counts = (taken.states != PENDING) | (examined.before == APPROVED)
    order = await asyncio.to_thread(_order, taken, codes)
    for topic, places in ((TOPIC, order[counts[order]]), (STEP, order[~counts[order]])):
        for begun in range(0, len(places), MOST):
            piece = places[begun : begun + MOST]
            await publish_all(session, topic, [_change(outcome, taken, piece, ids, codes)])
    submissions = [ids[number] for number in taken.submissions[order].tolist()]
    organisations = [codes[number] for number in taken.organisations[order].tolist()]
    return Done(submissions, organisations, taken.states[order].tolist())


async def _tell_replaced(session: Session, examined: Examined, review: int, reason: str | None) -> None:
    """Of the parts that are approved now: whose values took the place of approved ones, for the reason given."""
    replaced, taken = examined.replaced, examined.taken
    if reason is None or not replaced:
        return
    approved = taken.states == APPROVED
    parts = set(zip(taken.submissions[approved].tolist(), taken.organisations[approved].tolist(), strict=True))
    pairs = zip(replaced["submission"].tolist(), replaced["organisation"].tolist(), strict=True)
    mine = np.fromiter((pair in parts for pair in pairs), np.bool_)
    if mine.any():
        await tell_replaced(session, review, reason, {name: column[mine] for name, column in replaced.items()})


def _order(taken: Taken, codes: Mapping[int, str]) -> Places:
    """By submission as it came, then by the code of the organisation."""
    rank = {number: place for place, (number, _) in enumerate(sorted(codes.items(), key=lambda pair: pair[1]))}
    ranks = np.fromiter((rank[number] for number in taken.organisations.tolist()), np.int64, len(taken.organisations))
    return np.lexsort((ranks, taken.submissions))


def _change(
    outcome: dict[str, Any], taken: Taken, piece: Places, ids: Mapping[int, str], codes: Mapping[int, str]
) -> tuple[str, dict[str, Any]]:
    """Of one submission it names it and its organisations; of several it lists both, as `parts`."""
    submissions, firsts = np.unique(taken.submissions[piece], return_index=True)
    groups = np.split(taken.organisations[piece], firsts[1:])
    parts = [
        {"submission": ids[submission], "organisations": [codes[number] for number in group.tolist()]}
        for submission, group in zip(submissions.tolist(), groups, strict=True)
    ]
    key = f"{parts[0]['submission']}/{parts[0]['organisations'][0]}"
    return key, {**outcome, **(parts[0] if len(parts) == 1 else {"parts": parts})}


STATES = {PENDING: "pending", APPROVED: "approved", RETURNED: "returned"}

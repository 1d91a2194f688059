"""Takes a body of readings in: judge every reading, keep what can be taken, publish it, report."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np

from services.access.caller import Caller, Guard
from services.kernel.feed import publish_packed
from services.kernel.routes import Session
from services.metrics.domain.asking import Ground
from services.metrics.domain.batch import (
    Judged,
    Mode,
    Sifted,
    judge,
    reject_closed,
    reject_late,
    reject_locked,
    reject_withdrawals,
    sift,
)
from services.metrics.domain.columns import Columns, Places
from services.metrics.domain.conflicts import Conflicts
from services.metrics.domain.locks import Lock
from services.metrics.domain.packing import packed
from services.metrics.domain.rules.applying import Verdict
from services.metrics.domain.rules.objecting import object_to
from services.metrics.domain.submission import Counts, Person, Sent
from services.metrics.domain.taking import Known, Rows, together
from services.metrics.domain.texts import typed
from services.metrics.errors import SubmissionRejected
from services.metrics.repository.desk import queue_at_desks
from services.metrics.repository.intake import Kept, keep, keep_unless_known, new_id
from services.metrics.repository.standing import FEW, any_known, known_of, remarks_of
from services.metrics.schemas.report import Report, report_of
from services.metrics.use_cases.ask_rules import Change, ask_rules, keep_findings
from services.metrics.use_cases.basis import Basis, Given, Names, basis_of, left_out, sound_rows
from services.metrics.use_cases.chains import needs_of
from services.metrics.use_cases.tell_corrections import tell_corrections

TOPIC = "readings"
AT_ONCE = 5_000
"""Readings up to which judging may keep the process from other work; more are judged in a thread."""


@dataclass(frozen=True)
class Body:
    """What is left to be kept of what was sent, in numbers, and the conflicts of the rest. The first rows are those of
    the body, by `sifted.places`; after them come withdrawals."""

    id: str
    given: Given
    sender: Person
    sifted: Sifted
    rows: Rows
    names: Names
    basis: Basis


@dataclass(frozen=True)
class Told:
    """What speaks against readings, and what is said of readings that are taken all the same."""

    conflicts: Conflicts
    warnings: Conflicts


Tell = Callable[[float], None]
Keeper = Callable[[Session, Sent, Rows, Places], Awaitable[Kept | None]]


def _nobody(_progress: float) -> None:
    """Who waits for the answer is told no progress."""


async def submit(
    session: Session, guard: Guard, given: Given, *, dry_run: bool, id_: str | None = None, tell: Tell = _nobody
) -> Report:
    """The report; `SubmissionRejected` carries it when all or nothing was asked for and something is wrong.

    Where a sample of many keys is new, all are taken for new, and the key of the table says if that was wrong.
    """
    basis = await basis_of(session, guard, given)
    given = basis.given
    if given.untyped:
        given = replace(given, columns=typed(given.columns, basis.ground.indicators))
    sifted = await _sifted(given.columns, basis.ground)
    sound = await sound_rows(session, given.columns, sifted, basis)
    tell(0.6)
    await queue_at_desks(session, np.concatenate([sound.organisations, _scoped(given, basis)]))
    gone, more = await left_out(session, given, basis)
    gone = _unlocked(gone, given, basis, sifted, basis.names(more))
    gone = _asked_still(gone, given, basis, sifted, basis.names(more))
    sender = _person(guard.caller)
    body = Body(id_ or new_id(), given, sender, sifted, together([sound, gone]), basis.names(more), basis)
    if len(body.rows) > FEW and not len(gone) and not await any_known(session, sound):
        report = await _settle(session, body, Known.nothing(len(sound)), keep_unless_known, dry_run=dry_run)
        if report is not None:
            return report
    report = await _settle(session, body, await known_of(session, body.rows), keep, dry_run=dry_run)
    if report is None:
        raise RuntimeError("a submission was neither kept nor refused")
    return report


async def _settle(session: Session, body: Body, known: Known, keeper: Keeper, *, dry_run: bool) -> Report | None:
    """Judge what is sound against what is known, keep what is new, say it; None where `keeper` would not keep it."""
    given, rows = body.given, body.rows
    told = Told(deepcopy(body.sifted.conflicts), Conflicts())
    judged, late = await _against(session, rows, known, reasoned=given.correction_reason is not None)
    _reject_late(body, told.conflicts, late)
    verdict = await _by_rules(session, body, known, judged, told)
    judged = judged.without(verdict.kept_out)
    rejected = told.conflicts.rejected
    counts = Counts(len(judged.created), len(judged.updated), judged.unchanged, rejected, len(judged.withdrawn))
    if told.conflicts and given.mode is Mode.ALL_OR_NOTHING:
        raise _refusal(body, told, counts, dry_run=dry_run)
    if not len(judged.taken):
        return report_of(told.conflicts, counts, given.own, given.place, warnings=told.warnings, dry_run=dry_run)
    sent = Sent(body.id, body.sender, given.note, given.mode, given.correction_reason, counts)
    said = replace(rows, versions=known.versions + 1)
    fresh = said.at(judged.taken).in_order_of_keys()
    kept = await keeper(session, sent, fresh, await needs_of(session, fresh, body.basis, body.names))
    if kept is None:
        return None
    await keep_findings(session, kept.number, verdict)
    await _publish(session, sent, kept, fresh, body.names)
    if len(judged.corrected):
        corrected = said.at(judged.corrected)
        await tell_corrections(session, sent, corrected, known.approved_of(judged.corrected), body.names)
    parts = {body.names["organisation"][number]: count for number, count in kept.parts()}
    id_ = None if dry_run else sent.id
    return report_of(
        told.conflicts, counts, given.own, given.place, id_, parts, warnings=told.warnings, dry_run=dry_run
    )


async def _by_rules(session: Session, body: Body, known: Known, judged: Judged, told: Told) -> Verdict:
    """What rules say of what would be taken; of a body that will be refused as a whole they are asked but once."""
    again, rows = body.given.mode is Mode.VALID_ONLY, body.rows
    change = Change(rows, known, judged.taken)
    verdict = await ask_rules(session, body.basis.definitions, body.names, change, again=again)
    told.conflicts.rejected += len(verdict.kept_out)
    for broken in verdict.broken:
        conflicts = told.conflicts if broken.blocks else told.warnings
        object_to(conflicts, broken, body.given.columns, body.sifted.places, rows, body.names)
    return verdict


async def _sifted(columns: Columns, ground: Ground) -> Sifted:
    if len(columns) <= AT_ONCE:
        return sift(columns, ground)
    return await asyncio.to_thread(sift, columns, ground)


def _unlocked(gone: Rows, given: Given, basis: Basis, sifted: Sifted, names: Names) -> Rows:
    """What a scope may withdraw: nothing of a locked period, which is told."""
    locks, reporters = basis.ground.locks, basis.ground.reporters
    if given.scope is None or not locks:
        return gone
    found: dict[Lock, list[int]] = defaultdict(list)
    for code in given.scope.organisations:
        if lock := locks.on(reporters[code].chain, given.scope.period):
            found[lock].append(basis.organisations[code])
    for lock, organisations in found.items():
        kept_out = np.isin(gone.organisations, organisations)
        reject_locked(sifted.conflicts, lock, gone, np.flatnonzero(kept_out), names)
        gone = gone.at(np.flatnonzero(~kept_out))
    return gone


def _asked_still(gone: Rows, given: Given, basis: Basis, sifted: Sifted, names: Names) -> Rows:
    """What a scope may withdraw: nothing that only closed collections ask for, which is told."""
    if given.scope is None or not len(gone):
        return gone
    ground, period = basis.ground, given.scope.period
    closed = {
        basis.organisations[code]: ground.asked.closed(ground.reporters[code], period)
        for code in given.scope.organisations
    }
    found: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(zip(gone.organisations.tolist(), gone.indicators.tolist(), strict=True)):
        if collection := closed[key[0]].get(names["indicator"][key[1]]):
            found[collection].append(place)
    for collection, places in found.items():
        reject_closed(sifted.conflicts, collection, gone, np.array(places), names)
    kept_out = [place for places in found.values() for place in places]
    return gone.at(np.setdiff1d(np.arange(len(gone)), kept_out))


def _scoped(given: Given, basis: Basis) -> Places:
    codes = given.scope.organisations if given.scope else ()
    return np.array([basis.organisations[code] for code in codes], np.int64)


async def _against(session: Session, rows: Rows, known: Known, *, reasoned: bool) -> tuple[Judged, Places]:
    standing = await remarks_of(session, rows, known.standing_versions)
    approved = await remarks_of(session, rows, known.approved_versions)
    return judge(rows, known, standing, approved, reasoned=reasoned)


def _reject_late(body: Body, conflicts: Conflicts, late: Places) -> None:
    """What changes an approved value without a reason, said in the body or left out of it."""
    said = late < len(body.sifted.places)
    reject_late(conflicts, body.given.columns, body.sifted.places[late[said]])
    reject_withdrawals(conflicts, body.rows, late[~said], body.names)


def _refusal(body: Body, told: Told, counts: Counts, *, dry_run: bool) -> SubmissionRejected:
    report = report_of(
        told.conflicts, counts, body.given.own, body.given.place, warnings=told.warnings, dry_run=dry_run
    )
    return SubmissionRejected(
        f"{counts.rejected} of {len(body.given.columns)} readings cannot be taken",
        extra={"report": report.model_dump(mode="json")},
    )


def _person(caller: Caller) -> Person:
    return Person(caller.id, caller.name)


async def _publish(session: Session, sent: Sent, kept: Kept, rows: Rows, names: Names) -> None:
    said = {
        "submission": sent.id,
        "sender": {"id": sent.sender.id, "name": sent.sender.name},
        "received_at": kept.received_at.isoformat(),
        "correction_reason": sent.correction_reason,
    }
    for number, (head, data) in enumerate(packed(rows, names), 1):
        await publish_packed(session, TOPIC, f"{sent.id}/{number}", {**said, **head}, data)

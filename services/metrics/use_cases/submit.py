"""Takes a body of readings in: judge every reading, keep what can be taken, publish it, report."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from services.access.caller import Caller, Guard
from services.kernel.feed import publish_packed
from services.kernel.routes import Session
from services.metrics.domain.asking import Asked, Ground
from services.metrics.domain.batch import Judged, Mode, Sifted, judge, reject_late, sift
from services.metrics.domain.columns import Coded, Columns, Places
from services.metrics.domain.packing import codes_of, packed
from services.metrics.domain.submission import Counts, Person, Sent
from services.metrics.domain.taking import Known, Rows
from services.metrics.errors import SubmissionRejected
from services.metrics.repository.collections import open_askings
from services.metrics.repository.desk import desks_by_code, queue_at_desks
from services.metrics.repository.indicators import indicators_by_code, keep_meanings, numbers_of_indicators
from services.metrics.repository.intake import Kept, keep, keep_unless_known, new_id
from services.metrics.repository.period_numbers import numbered_periods
from services.metrics.repository.standing import any_known, known_of, remarks_of
from services.metrics.schemas.report import Report, report_of

TOPIC = "readings"
AT_ONCE = 5_000
"""Readings up to which judging may keep the process from other work; more are judged in a thread."""


Names = Mapping[str, Mapping[int, str]]
"""Codes by numbers, of `organisation`, `indicator` and `period`."""


@dataclass(frozen=True)
class Given:
    """What was sent: the readings, and what is said of all of them."""

    columns: Columns
    note: str | None
    mode: Mode
    correction_reason: str | None


@dataclass(frozen=True)
class Basis:
    """What a body is judged against, and the numbers that stand for its codes."""

    ground: Ground
    organisations: Mapping[str, int]
    indicators: Mapping[str, int]


@dataclass(frozen=True)
class Body:
    """What is left to be kept of what was sent, in numbers, and the conflicts of the rest."""

    given: Given
    sender: Person
    sifted: Sifted
    rows: Rows
    names: Names


Keeper = Callable[[Session, Sent, Rows], Awaitable[Kept | None]]


async def submit(session: Session, guard: Guard, given: Given, *, dry_run: bool) -> Report:
    """The report; `SubmissionRejected` carries it when all or nothing was asked for and something is wrong.

    Where a sample of the keys is new, all are taken for new, and the key of the table says if that was wrong.
    """
    basis = await _basis(session, guard, given.columns)
    sifted = await _judged_aside(given.columns, basis.ground)
    rows, periods = await _rows(session, given.columns, sifted, basis)
    names = {"organisation": basis.organisations, "indicator": basis.indicators, "period": periods}
    body = Body(given, _person(guard.caller), sifted, rows, {name: codes_of(each) for name, each in names.items()})
    await queue_at_desks(session, rows.organisations)
    if not await any_known(session, rows):
        report = await _settle(session, body, Known.nothing(len(rows)), keep_unless_known, dry_run=dry_run)
        if report is not None:
            return report
    report = await _settle(session, body, await known_of(session, rows), keep, dry_run=dry_run)
    if report is None:
        raise RuntimeError("a submission was neither kept nor refused")
    return report


async def _settle(session: Session, body: Body, known: Known, keeper: Keeper, *, dry_run: bool) -> Report | None:
    """Judge what is sound against what is known, keep what is new, say it; None where `keeper` would not keep it."""
    given, sifted, rows = body.given, body.sifted, body.rows
    judged, late = await _against(session, rows, known, reasoned=given.correction_reason is not None)
    if len(late):
        reject_late(sifted.conflicts, given.columns, sifted.places[late])
    counts = Counts(len(judged.created), len(judged.updated), judged.unchanged, sifted.conflicts.rejected)
    if sifted.conflicts and given.mode is Mode.ALL_OR_NOTHING:
        raise _refusal(body, counts, dry_run=dry_run)
    taken = np.sort(np.concatenate([judged.created, judged.updated]))
    if not len(taken):
        return report_of(sifted.conflicts, counts, dry_run=dry_run)
    sent = Sent(new_id(), body.sender, given.note, given.mode, given.correction_reason, counts)
    fresh = replace(rows, versions=known.versions + 1).at(taken).in_order_of_keys()
    kept = await keeper(session, sent, fresh)
    if kept is None:
        return None
    await _publish(session, sent, kept, fresh, body.names)
    parts = {body.names["organisation"][number]: count for number, count in kept.parts()}
    return report_of(sifted.conflicts, counts, None if dry_run else sent.id, parts, dry_run=dry_run)


async def _basis(session: Session, guard: Guard, columns: Columns) -> Basis:
    """All references at once. An organisation that the sender may not report for is as good as none."""
    await keep_meanings(session)
    allows = await guard.allowing()
    desks = await desks_by_code(session, columns.organisations.codes)
    desks = {code: desk for code, desk in desks.items() if allows(desk.place)}
    indicators = await indicators_by_code(session, columns.indicators.codes)
    asked = Asked(await open_askings(session, columns.periods.codes))
    reporters = {code: desk.reporter for code, desk in desks.items()}
    numbers = {code: desk.number for code, desk in desks.items()}
    return Basis(Ground(reporters, indicators, asked), numbers, await numbers_of_indicators(session, indicators.keys()))


async def _judged_aside(columns: Columns, ground: Ground) -> Sifted:
    if len(columns) <= AT_ONCE:
        return sift(columns, ground)
    return await asyncio.to_thread(sift, columns, ground)


async def _rows(session: Session, columns: Columns, sifted: Sifted, basis: Basis) -> tuple[Rows, dict[str, int]]:
    """The readings that nothing speaks against so far, in numbers; and those of their periods."""
    used = np.unique(columns.periods.at[sifted.places])
    periods = await numbered_periods(session, [columns.periods.codes[place] for place in used])
    rows = Rows(
        _numbers(columns.periods, sifted.places, periods),
        _numbers(columns.organisations, sifted.places, basis.organisations),
        _numbers(columns.indicators, sifted.places, basis.indicators),
        sifted.values,
        np.zeros(len(sifted.places), np.int64),
        sifted.remarks,
    )
    return rows, periods


def _numbers(coded: Coded, places: Places, numbers: Mapping[str, int]) -> Places:
    of_code = np.array([numbers.get(code, 0) for code in coded.codes], np.int64)
    found: Places = of_code[coded.at[places]]
    return found


async def _against(session: Session, rows: Rows, known: Known, *, reasoned: bool) -> tuple[Judged, Places]:
    standing = await remarks_of(session, rows, known.standing_versions)
    approved = await remarks_of(session, rows, known.approved_versions)
    return judge(rows, known, standing, approved, reasoned=reasoned)


def _refusal(body: Body, counts: Counts, *, dry_run: bool) -> SubmissionRejected:
    report = report_of(body.sifted.conflicts, counts, dry_run=dry_run)
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

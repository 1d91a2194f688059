"""Takes a file of official statistics in: what it says is kept beside what was reported, never as it."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from services.access.caller import Allowing, Guard, Place
from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.routes import Session
from services.metrics.bodies.grid import grid_of
from services.metrics.domain.batch import Mode
from services.metrics.domain.indicator import Indicator, Reporter
from services.metrics.domain.official import Drawn, HowRead, KeyHolds, OfficialTable, drawn_from
from services.metrics.domain.official_judging import Named, OfficialSifted, sift_official
from services.metrics.domain.own_codes import OwnCodes
from services.metrics.domain.submission import Person
from services.metrics.errors import OfficialRejected
from services.metrics.repository.directory import directory_of
from services.metrics.repository.indicators import indicators_by_code, keep_meanings, numbers_of_indicators
from services.metrics.repository.official import (
    Figure,
    Imported,
    bearers_of,
    hold_official,
    keep_import,
    official_table,
    official_values,
)
from services.metrics.repository.period_numbers import numbered_periods
from services.metrics.schemas.official import ImportCounts, ImportReport, OfficialTableGiven
from services.metrics.schemas.report import indexes_of, shown_conflict
from services.yardsticks.periods import kind_of

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class File:
    media_type: str
    encoding: str | None
    body: bytes


async def import_official(
    session: Session, guard: Guard, code: str, file: File, *, period: str | None, mode: Mode, dry_run: bool
) -> ImportReport:
    """The report; `OfficialRejected` carries it when all or nothing was asked for and something is wrong."""
    await hold_official(session)
    table = await _table(session, guard, code)
    indicators = await _indicators(session, table.how, period)
    drawn = await asyncio.to_thread(_drawn, file, table.how)
    named, numbers = await _named(session, guard, table, {each.key for each in drawn})
    period = _period(table.how, period)
    sifted = sift_official(drawn, named, indicators, period)
    (number,) = (await numbered_periods(session, [period])).values()
    meant = await numbers_of_indicators(session, indicators)
    figures, unchanged = await _fresh(session, sifted, number, numbers, meant)
    created = sum(each.version == 1 for each in figures)
    counts = (created, len(figures) - created, unchanged, sifted.conflicts.rejected)
    report = _report(table, period, counts, sifted, drawn, dry_run=dry_run)
    if sifted.conflicts and mode is Mode.ALL_OR_NOTHING:
        extra = {"report": report.model_dump(mode="json", by_alias=True)}
        raise OfficialRejected(f"{counts[3]} of {len(drawn)} figures cannot be taken", extra=extra)
    if not figures:
        return report
    sender, sha256 = Person(guard.caller.id, guard.caller.name), hashlib.sha256(file.body).hexdigest()
    imported = Imported(table.code, table.version, number, list(meant.values()), sender, sha256, counts)
    id_ = await keep_import(session, imported, figures)
    return report.model_copy(update={"import_": None if dry_run else id_})


async def _table(session: Session, guard: Guard, code: str) -> OfficialTable:
    found = await official_table(session, code)
    if found is None:
        raise NotFound()
    version, reading = found
    given = OfficialTableGiven.model_validate(reading)
    await guard.require(given.organisation)
    return given.as_table(code, version)


def _period(how: HowRead, period: str | None) -> str:
    found = how.period or period
    if found is None or (period is not None and period != found):
        expected = f"{how.period}, which the table is of" if how.period else "the period that the file is of"
        raise BodyInvalid(faults=[Fault("period_missing" if period is None else "period_differs", "?period", expected)])
    return found


async def _indicators(session: Session, how: HowRead, period: str | None) -> Mapping[str, Indicator]:
    await keep_meanings(session)
    found = await indicators_by_code(session, {measure.indicator for measure in how.measures})
    kind = kind_of(_period(how, period))
    strange = sorted(each.code for each in found.values() if each.period is not kind)
    if strange:
        expected = f"a {found[strange[0]].period.value}, of which {', '.join(strange[:10])} are"
        raise BodyInvalid(faults=[Fault("period_kind_differs", "?period", expected, period)])
    return found


def _drawn(file: File, how: HowRead) -> list[Drawn]:
    grid = grid_of(file.media_type, file.encoding, file.body, how.sheet, MOST_BYTES)
    drawn, faults = drawn_from(grid, how)
    if not faults and not drawn:
        faults = [Fault("too_short", grid.name, "a table with at least one figure below its headings")]
    if faults:
        raise BodyInvalid("the file is not laid out as the table says", faults=faults)
    return drawn


async def _named(
    session: Session, guard: Guard, table: OfficialTable, keys: AbstractSet[str]
) -> tuple[Named, Mapping[str, int]]:
    """What keys name within the reach of caller and table, and the numbers of these organisations by their codes."""
    how, allows = table.how, await guard.allowing()
    bearers = {key: [how.organisations.get(key, key)] for key in keys}
    if how.key_holds is KeyHolds.SCHOOL_CODE:
        listed = {key: [code] for key, code in how.organisations.items() if key in keys}
        bearers = await bearers_of(session, keys - listed.keys()) | listed
    directory = await directory_of(session, {code for codes in bearers.values() for code in codes})
    reporters: dict[str, Reporter] = {}
    numbers: dict[str, int] = {}
    shared: set[str] = set()
    for key, codes in bearers.items():
        found = [
            (directory.desks[code][0], directory.kin[directory.desks[code][1]].reporter(code))
            for code in codes
            if code in directory.desks
        ]
        meant = [
            (number, each) for number, each in found if table.organisation in each.chain and _allowed(allows, each)
        ]
        if len(meant) == 1:
            numbers[meant[0][1].code], reporters[key] = meant[0]
        elif meant:
            shared.add(key)
    return Named(reporters, shared), numbers


def _allowed(allows: Allowing, reporter: Reporter) -> bool:
    parent = reporter.chain[-2] if len(reporter.chain) > 1 else None
    return allows(Place(reporter.code, parent, reporter.path))


async def _fresh(
    session: Session, sifted: OfficialSifted, period: int, numbers: Mapping[str, int], meant: Mapping[str, int]
) -> tuple[list[Figure], int]:
    """What is new or differs from what was imported before, and how much does neither."""
    known = await official_values(
        session, period, {numbers[reporter.code] for _, reporter, _ in sifted.sound}, meant.values()
    )
    figures: list[Figure] = []
    for drawn, reporter, value in sifted.sound:
        key = numbers[reporter.code], meant[drawn.indicator]
        version, standing = known.get(key, (0, None))
        if standing != float(value):
            figures.append(Figure(*key, version + 1, float(value) + 0.0, drawn.place))
    return figures, len(sifted.sound) - len(figures)


def _report(
    table: OfficialTable,
    period: str,
    counts: Sequence[int],
    sifted: OfficialSifted,
    drawn: Sequence[Drawn],
    *,
    dry_run: bool,
) -> ImportReport:
    created, updated, unchanged, rejected = counts
    return ImportReport(
        import_=None,
        dry_run=dry_run,
        table=table.code,
        table_version=table.version,
        period=period,
        counts=ImportCounts(
            created=created,
            updated=updated,
            unchanged=unchanged,
            rejected=rejected,
            not_reported=sifted.not_reported,
        ),
        conflicts=[shown_conflict(conflict, OwnCodes()) for conflict in sifted.conflicts.grouped()],
        places={index: drawn[index].place for index in indexes_of(sifted.conflicts)},
    )

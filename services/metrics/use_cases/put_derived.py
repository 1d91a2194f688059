"""Writes derived indicators: what differs from the newest version becomes a new one, and what that moves is told."""

from collections.abc import Collection, Iterable, Sequence

from services.access.caller import Reach
from services.kernel.errors import BodyInvalid, NotFound
from services.kernel.feed import publish_all
from services.kernel.paging import encode_cursor
from services.kernel.routes import Session
from services.metrics.domain.definitions import Definitions, with_derived_versions
from services.metrics.domain.derived import Derived, DerivedRefused
from services.metrics.domain.submission import Person
from services.metrics.domain.versions import revised
from services.metrics.repository.definitions import Shelf, add_versions, change_definitions
from services.metrics.repository.period_numbers import every_period
from services.metrics.schemas.derived import DerivedGiven, DerivedReport, MovesShown, derived_faults
from services.metrics.use_cases.definitions import read_definitions
from services.metrics.use_cases.stepping import START, At, Stepped, Whom, stepped
from services.metrics.use_cases.worked_out import moves_of
from services.yardsticks.periods import first_day, kind_of

TOPIC = "derived"
TOLD = 100
STEPS = 4
"""How many times the first organisations are looked at for what a change moves, before the answer goes out."""


async def put_derived(session: Session, reach: Reach, by: Person, given: Sequence[DerivedGiven]) -> DerivedReport:
    """Harmless to repeat. All are read together with all that is known; every fault of each is told."""
    await change_definitions(session)
    before = await read_definitions(session)
    known = before.derivations.versions
    new = [version for each in given if (version := revised(known, each.as_derived())) is not None]
    try:
        after = with_derived_versions(before, [*known, *new])
    except DerivedRefused as refused:
        raise BodyInvalid(faults=derived_faults(refused.faults, given)) from None
    bodies = {each.code: each.model_dump(mode="json") for each in given}
    if new:
        await add_versions(session, Shelf.DERIVED, [(each.code, each.version, bodies[each.code]) for each in new], by)
        await publish_all(session, TOPIC, [(each.code, {**bodies[each.code], "version": each.version}) for each in new])
    changed = [each for each in new if each.version > 1]
    return DerivedReport(
        created=len(new) - len(changed),
        updated=len(changed),
        unchanged=len(given) - len(new),
        moved=await _told(session, reach, before, after, changed) if changed else None,
    )


async def _told(
    session: Session, reach: Reach, before: Definitions, after: Definitions, changed: Sequence[Derived]
) -> MovesShown:
    codes = {each.code for each in changed}
    whom = await _whom(session, reach, after, codes, changed)
    found = await stepped(session, whom, moves_of(session, before, after, codes), START, 10**9, STEPS)
    return moves_shown(found)


def moves_shown(found: Stepped) -> MovesShown:
    return MovesShown(
        examined=found.examined,
        count=len(found.items),
        items=found.items[:TOLD],
        next=None if found.next is None else encode_cursor(*map(str, found.next)),
    )


async def moves(
    session: Session, reach: Reach, found: Definitions, code: str, version: int, at: At, limit: int
) -> Stepped:
    """What one version moved against the one before it, other derived indicators being as they are now."""
    versions = found.derivations.versions
    if version < 2 or not any((each.code, each.version) == (code, version) for each in versions):
        raise NotFound()
    after = with_derived_versions(found, [each for each in versions if each.code != code or each.version <= version])
    before = with_derived_versions(found, [each for each in versions if each.code != code or each.version < version])
    changed = [each for each in versions if (each.code, each.version) == (code, version)]
    whom = await _whom(session, reach, after, {code}, changed)
    return await stepped(session, whom, moves_of(session, before, after, {code}), at, limit)


async def _whom(
    session: Session, reach: Reach, after: Definitions, codes: Collection[str], changed: Iterable[Derived]
) -> Whom:
    """Everybody of their kinds, in every period since the earliest of the new versions."""
    kinds = {each.population.kind for each in after.derivations.versions if each.code in codes}
    since = min(each.since for each in changed)
    of_kind = {each.period for each in after.derivations.versions if each.code in codes}
    periods = [
        (number, period)
        for period, number in (await every_period(session)).items()
        if kind_of(period) in of_kind and first_day(period) >= since
    ]
    return Whom(reach, None, None, sorted(kinds), periods)

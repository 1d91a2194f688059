"""Settles differences: a person decides which side stands, with a reason; no value is touched."""

from collections.abc import Iterator, Mapping

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound
from services.kernel.routes import Session
from services.metrics.domain.difference import Seen, Settled
from services.metrics.domain.submission import Person
from services.metrics.errors import DifferenceChanged
from services.metrics.repository.desk import numbers_of_organisations, queue_at_desks
from services.metrics.repository.differences import differences, keep_settlements
from services.metrics.repository.official import hold_official
from services.metrics.schemas.differences import SettlementGiven, SettlementReport

_MOST = 1_000_000
Versions = tuple[int, int]


async def settle_differences(session: Session, guard: Guard, given: SettlementGiven) -> SettlementReport:
    """All or none. What was listed may have changed since: who decides must have seen what it is decided on."""
    named = {each.organisation for each in given.differences}
    if await guard.allowed(named) != named:
        raise NotFound()
    await hold_official(session)
    await queue_at_desks(session, (await numbers_of_organisations(session, named)).values())
    rows = await differences(
        session,
        await guard.reach(),
        period=given.period,
        top=None,
        indicator=None,
        organisations=named,
        state=None,
        after=(0, 0),
        limit=_MOST,
    )
    present = {(row.code, row.indicator_code): (row.reading_version, row.official_version) for row in rows}
    seen = [each.seen for each in given.differences]
    if faults := list(_faults(seen, present, given.decision)):
        raise DifferenceChanged(faults=faults)
    await keep_settlements(
        session,
        given.period,
        seen,
        decision=given.decision.value,
        reason=given.reason,
        reviewer=Person(guard.caller.id, guard.caller.name),
    )
    asked = len(seen) if given.decision is Settled.OFFICIAL_STANDS else 0
    return SettlementReport(settled=len(seen), corrections_asked=asked)


def _faults(seen: list[Seen], present: Mapping[tuple[str, str], Versions], decision: Settled) -> Iterator[Fault]:
    known: set[tuple[str, str]] = set()
    for place, each in enumerate(seen):
        at, key = f"/differences/{place}", (each.organisation, each.indicator)
        if key in known:
            yield Fault("twice_in_body", at, "each difference once")
        elif key not in present:
            yield Fault("no_difference", at, "a difference that is listed")
        elif present[key] != (each.reading_version, each.official_version):
            yield Fault("changed_since", at, "versions {} and {}, look again".format(*present[key]))
        elif decision is Settled.OFFICIAL_STANDS and not each.official_version:
            yield Fault("no_official_figure", at, "an official figure, which the organisation could be asked to send")
        known.add(key)

"""Writes, changes and removes what a client calls organisations and indicators."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from services.access.caller import Caller, Guard, load_caller
from services.access.policy import POLICY
from services.kernel.errors import Fault, NotFound
from services.kernel.faults import FAULTS_SHOWN
from services.kernel.routes import Session
from services.metrics.domain.own_codes import MappedKind
from services.metrics.errors import CodesUnusable
from services.metrics.repository.code_mappings import hold_list, mapped, remove_mappings, write_mappings
from services.metrics.repository.indicators import indicators_by_code
from services.metrics.schemas.code_mappings import MappingGiven, MappingsReport

_EXPECTED = {
    MappedKind.ORGANISATION: ("unknown_organisation", "the code of an organisation that the client reports for"),
    MappedKind.INDICATOR: ("unknown_indicator", "the code of an indicator"),
}


async def client_of(session: Session, guard: Guard, client: str) -> Caller:
    """Another client, if all that it has grants for lies within the caller's reach; else there is no such client."""
    found = await load_caller(session, client)
    granted = {grant.organisation for grant in found.grants} if found else set()
    if found is None or not granted or await guard.allowed(granted) != granted:
        raise NotFound()
    return found


async def put_code_mappings(session: Session, client: Caller, given: Sequence[MappingGiven]) -> MappingsReport:
    """All or nothing. A code that the client could also mean as one of this system's is refused: it would say two
    things."""
    usable = await _usable(session, client, given)
    if faults := list(_faults(given, usable)):
        raise CodesUnusable(faults=faults[:FAULTS_SHOWN])
    await hold_list(session, client.id)
    counts: Counter[str] = Counter()
    for kind in MappedKind:
        mine = {each.own_code: each.code for each in given if each.kind is kind}
        known = await mapped(session, client.id, kind, mine.keys())
        fresh = {own: code for own, code in mine.items() if code is not None and known.get(own) != code}
        gone = [own for own, code in mine.items() if code is None and own in known]
        await write_mappings(session, client.id, kind, fresh)
        await remove_mappings(session, client.id, kind, gone)
        counts["created"] += sum(own not in known for own in fresh)
        counts["updated"] += sum(own in known for own in fresh)
        counts["removed"] += len(gone)
        counts["unchanged"] += len(mine) - len(fresh) - len(gone)
    return MappingsReport(**{name: counts[name] for name in MappingsReport.model_fields})


async def _usable(
    session: Session, client: Caller, given: Sequence[MappingGiven]
) -> Mapping[MappedKind, Collection[str]]:
    """Of the codes named on either side those that the client could use as codes of this system."""
    named = {
        kind: {code for each in given if each.kind is kind for code in (each.own_code, each.code) if code}
        for kind in MappedKind
    }
    reporting = Guard(client, POLICY["metrics_submit"], session)
    return {
        MappedKind.ORGANISATION: await reporting.allowed(named[MappedKind.ORGANISATION]),
        MappedKind.INDICATOR: (await indicators_by_code(session, named[MappedKind.INDICATOR])).keys(),
    }


def _faults(given: Sequence[MappingGiven], usable: Mapping[MappedKind, Collection[str]]) -> Iterator[Fault]:
    often = Counter((each.kind, each.own_code) for each in given)
    for place, each in enumerate(given):
        at = f"/mappings/{place}"
        if often[each.kind, each.own_code] > 1:
            yield Fault("twice_in_body", f"{at}/own_code", "each own code once", each.own_code)
        if each.code is None:
            continue
        if each.code not in usable[each.kind]:
            yield Fault(_EXPECTED[each.kind][0], f"{at}/code", _EXPECTED[each.kind][1], each.code)
        if each.own_code != each.code and each.own_code in usable[each.kind]:
            yield Fault("ambiguous_code", f"{at}/own_code", "a code that means nothing else here", each.own_code)

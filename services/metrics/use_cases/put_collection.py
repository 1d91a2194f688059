"""Opens, changes or closes a collection."""

from collections.abc import Iterator, Mapping, Sequence

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.metrics.domain.burden import Twice
from services.metrics.domain.collection import Collection
from services.metrics.domain.indicator import Indicator
from services.metrics.repository.burden import asked_twice
from services.metrics.repository.collections import add_collection, change_collection, collection_by_code
from services.metrics.repository.indicators import indicators_by_code, keep_meanings
from services.yardsticks.periods import kind_of


async def put_collection(
    session: Session, guard: Guard, collection: Collection, asked: list[str]
) -> tuple[bool, Twice]:
    """Whether it is new, and how much of it would be asked twice.

    `asked` are the indicators as the body names them, for the places of faults.
    A collection that exists is also that of its present organisation: who may not touch that one may not take it over.
    That is why of two who create the same code at once the later one meets a conflict and must look again.
    """
    await guard.require(collection.organisation)
    present = await collection_by_code(session, collection.code)
    if present is not None:
        await guard.require(present.organisation)
    await keep_meanings(session)
    known = await indicators_by_code(session, set(collection.indicators))
    if faults := list(_faults(collection.period, asked, known)):
        raise BodyInvalid(faults=faults)
    if present is None:
        await add_collection(session, collection)
    elif present != collection:
        await change_collection(session, collection)
    return present is None, await asked_twice(session, collection)


def _faults(period: str, asked: Sequence[str], known: Mapping[str, Indicator]) -> Iterator[Fault]:
    """Indicators that do not exist, and those whose values are for periods of another kind."""
    kind = kind_of(period)
    for place, code in enumerate(asked):
        if code not in known:
            yield Fault("unknown_indicator", f"/indicators/{place}", "the code of an indicator", code)
        elif known[code].period is not kind:
            wanted = f"an indicator of a {kind.value}, as {period} is; this one is of a {known[code].period.value}"
            yield Fault("period_kind_differs", f"/indicators/{place}", wanted, code)

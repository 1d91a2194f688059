"""Opens, changes or closes a collection."""

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.metrics.domain.collection import Collection
from services.metrics.repository.collections import add_collection, change_collection, collection_by_code
from services.metrics.repository.indicators import indicators_by_code


async def put_collection(session: Session, guard: Guard, collection: Collection, asked: list[str]) -> bool:
    """Whether it is new. `asked` are the indicators as the body names them, for the places of faults.

    A collection that exists is also that of its present organisation: who may not touch that one may not take it over.
    That is why of two who create the same code at once the later one meets a conflict and must look again.
    """
    await guard.require(collection.organisation)
    present = await collection_by_code(session, collection.code)
    if present is not None:
        await guard.require(present.organisation)
    known = await indicators_by_code(session, set(collection.indicators))
    faults = [
        Fault("unknown_indicator", f"/indicators/{place}", "the code of an indicator", code)
        for place, code in enumerate(asked)
        if code not in known
    ]
    if faults:
        raise BodyInvalid(faults=faults)
    if present is None:
        await add_collection(session, collection)
    elif present != collection:
        await change_collection(session, collection)
    return present is None

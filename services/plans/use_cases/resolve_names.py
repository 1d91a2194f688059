"""Read the names of a document against the register of organisations."""

from collections.abc import Sequence
from datetime import date

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.plans.domain.name_resolution import Resolution, Resolver
from services.plans.repository import organisations as repository


async def resolve_names(session: Session, jurisdiction: str, names: Sequence[str], on: date | None) -> list[Resolution]:
    """One reading for every name, in the order given; with a day, among those who existed on it."""
    found = await repository.with_ancestors(session, [jurisdiction])
    if jurisdiction not in found:
        fault = Fault("organisation_unknown", "/jurisdiction", "an organisation that exists", jurisdiction)
        raise BodyInvalid(faults=[fault])
    one = found[jurisdiction]
    return list(Resolver(one, await repository.around(session, one), on).read(names))

"""Read the names of a document against the register of organisations."""

from collections.abc import Collection, Sequence
from datetime import date

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.plans.domain.membership import standing_on
from services.plans.domain.name_resolution import Past, Resolution, Resolver
from services.plans.domain.organisation import Organisation, Standing
from services.plans.domain.succession import Link, ending_of
from services.plans.domain.timeline import END, Period
from services.plans.repository import organisation_history as history
from services.plans.repository import organisation_states as states
from services.plans.repository.succession import links_after


async def resolve_names(session: Session, jurisdiction: str, names: Sequence[str], on: date | None) -> list[Resolution]:
    """One reading for every name, in the order given; with a day, by what was so on it."""
    day = on or END
    found = await states.states_on(session, [jurisdiction], day)
    if jurisdiction not in found:
        fault = Fault("organisation_unknown", "/jurisdiction", "an organisation that exists", jurisdiction)
        raise BodyInvalid(faults=[fault])
    one = found[jurisdiction]
    around = await states.around_on(session, one, day)
    return list(Resolver(one, around, on, await _past(session, around, day)).read(names))


async def _past(session: Session, around: Collection[Organisation], day: date) -> dict[str, Past]:
    """Of those who were called otherwise before, or exist no more."""
    over = await history.periods_of(session, [one.code for one in around], until=day)
    ended = {one.code for one in around if standing_on(one, day) is Standing.CLOSED}
    links = await links_after(session, ended) if ended else []
    return {code: _past_of(code, over.get(code, []), code in ended, links, day) for code in over.keys() | ended}


def _past_of(code: str, over: Sequence[Period], ended: bool, links: Sequence[Link], day: date) -> Past:
    labels = [label for period in over for label in (period.fields["name_zh"], *(period.fields.get("aliases") or ()))]
    return Past(labels, ending_of(code, links, day) if ended else None)

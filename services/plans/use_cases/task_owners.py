"""Who owns tasks, as they were on a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.kernel.routes import Session
from services.plans.domain.membership import standing_on
from services.plans.domain.organisation import Standing
from services.plans.domain.succession import ending_of
from services.plans.repository import organisation_states, succession


@dataclass(frozen=True)
class Owner:
    """`heirs` are those who stand on the day where it stood; nobody while it is open."""

    standing: Standing
    heirs: Sequence[str] = ()


async def owners_on(session: Session, codes: Collection[str], day: date) -> dict[str, Owner]:
    states = await organisation_states.states_on(session, codes, day)
    standings = {code: standing_on(one, day) for code, one in states.items()}
    closed = {code for code, standing in standings.items() if standing is Standing.CLOSED}
    links = await succession.links_after(session, closed) if closed else []
    heirs = {code: ending_of(code, links, day).heirs for code in closed}
    return {code: Owner(standing, heirs.get(code, ())) for code, standing in standings.items()}

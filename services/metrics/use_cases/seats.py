"""From where a caller acts: the organisations of those grants that the operation names."""

from services.access.caller import Guard
from services.kernel.routes import Session
from services.metrics.domain.reviewing import Seat
from services.metrics.repository.levels import standings_of


async def seats_of(session: Session, guard: Guard) -> list[Seat]:
    """The deepest first: who acts, acts from as near as possible."""
    places = {place.code: place for place, _ in (await guard.allowing()).held}
    standings = await standings_of(session, places.keys())
    found = [
        Seat(standings[code].number, code, place.path, place.path.count("/"), standings[code].bit)
        for code, place in places.items()
    ]
    return sorted(found, key=lambda seat: (-seat.depth, seat.code))

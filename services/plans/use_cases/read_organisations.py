"""Organisations as they are recorded, as they were on a day, and as they were known to be at a moment."""

from datetime import date, datetime

from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.routes import Session
from services.plans.domain.organisation import Organisation
from services.plans.domain.organisation_event import organisation_of
from services.plans.domain.timeline import fields_on, periods
from services.plans.repository import organisation_events, organisation_states, succession
from services.plans.repository import organisations as repository
from services.plans.schemas.organisation_history import OrganisationDetail, predecessor, school_codes, successor
from services.plans.schemas.organisations import shown_form


async def read_organisation(
    session: Session, code: str, day: date | None, known_at: datetime | None
) -> OrganisationDetail:
    """Without a day the newest state; with `known_at` as it follows from what was recorded by that moment."""
    if known_at is not None and day is None:
        raise BodyInvalid(faults=[Fault("as_of_missing", "?as_of", "the day asked about")])
    one = await _find(session, code, day, known_at)
    if one is None:
        raise NotFound()
    before = await succession.links_before(session, [code], known_at)
    after = await succession.links_after(session, [code], known_at)
    known = (await organisation_events.events_of(session, [code], known_at))[code]
    return OrganisationDetail.model_validate(
        shown_form(one, day)
        | {
            "predecessors": [predecessor(link) for link in before if link.successor == code],
            "successors": [successor(link) for link in after if link.predecessor == code],
            "school_codes": school_codes(periods(known)),
        }
    )


async def _find(session: Session, code: str, day: date | None, known_at: datetime | None) -> Organisation | None:
    if day is None:
        return (await repository.with_ancestors(session, [code])).get(code)
    if known_at is None:
        return (await organisation_states.states_on(session, [code], day)).get(code)
    return await _known(session, code, day, known_at)


async def _known(session: Session, code: str, day: date, known_at: datetime) -> Organisation | None:
    """From the register itself: what was recorded later is left out, of the organisation and of all above it."""
    path, at, fields = "", code, None
    while at is not None and at not in path.split("/"):
        found = (await organisation_events.events_of(session, [at], known_at)).get(at)
        if found is None:
            return None
        above = fields_on(periods(found), day)
        fields, path, at = fields or above, f"/{at}{path}", above["parent"]
    return organisation_of(code, fields, path) if fields else None

"""Find whom an organisation means on a day."""

from datetime import date

from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.plans.domain.membership import MeantBy, listed_on, means, meant_by, rule_of
from services.plans.domain.organisation import Organisation
from services.plans.repository import organisation_states as states


async def members_on(session: Session, code: str, day: date) -> tuple[MeantBy, list[Organisation]]:
    """How the organisation says it, and everybody it means on the day in the order of their codes."""
    one = (await states.states_on(session, [code], day)).get(code)
    if one is None:
        raise NotFound()
    by = meant_by(one)
    if by is MeantBy.ITSELF:
        return by, [one]
    found = await _candidates(session, one, day)
    return by, sorted((each for each in found if means(one, each, day)), key=lambda each: each.code)


async def _candidates(session: Session, collective: Organisation, day: date) -> list[Organisation]:
    rule = rule_of(collective)
    if rule is None:
        return list((await states.states_on(session, listed_on(collective, day), day)).values())
    return await states.below_on(session, rule.below, rule.kind, day)

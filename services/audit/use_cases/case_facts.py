"""What must be so before a step is looked up by the name the procedure gives it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.audit.domain.procedures.life import Life
from services.audit.domain.procedures.procedure import Ask, Fact
from services.audit.repository.cases import KeptCase
from services.audit.use_cases import facts_of_grounds, facts_of_offices, facts_of_terms
from services.audit.use_cases.asked_fact import Asked
from services.kernel.routes import Session


async def require_fact(
    session: Session, guard: Guard, kept: KeptCase, life: Life, fact: Fact, said: Mapping[Ask, Any], on: date
) -> None:
    """Raises the refusal that says what is not so."""
    await _LOOKED_UP[fact](Asked(session, guard, kept, life, said, on))


async def _nothing(_: Asked) -> None:
    """The procedure has asked it already."""


_LOOKED_UP: Mapping[Fact, Callable[[Asked], Awaitable[None]]] = {
    Fact.NOT_RECUSED: _nothing,
    Fact.CLAUSES_CONFIRMED: facts_of_grounds.clauses_confirmed,
    Fact.GROUNDS_MET: facts_of_grounds.grounds_met,
    Fact.GROUNDS_NOT_MET: facts_of_grounds.grounds_not_met,
    Fact.GROUNDS_CORRECTED: facts_of_grounds.grounds_corrected,
    Fact.LIABLE_ABOVE: facts_of_offices.liable_above,
    Fact.HIGHER_OFFICE: facts_of_offices.higher_office,
    Fact.OFFICE_ABOVE: facts_of_offices.office_above,
    Fact.ORDERS_STAND: facts_of_terms.orders_stand,
    Fact.LATER_THAN_DUE: facts_of_terms.later_than_due,
    Fact.NOT_SOONER: facts_of_terms.not_sooner,
    Fact.GRADE_KNOWN: facts_of_terms.grade_known,
    Fact.OWNER_BELOW: facts_of_offices.owner_below,
    Fact.CUT_KEPT: facts_of_terms.cut_kept,
    Fact.TEAM_MEMBER: facts_of_offices.team_member,
    Fact.CHECKLIST_FITS: facts_of_terms.checklist_fits,
    Fact.OUTCOMES_FIT: facts_of_terms.outcomes_fit,
    Fact.SCOPE_FITS: facts_of_terms.scope_fits,
    Fact.FRESH_EYES: facts_of_offices.fresh_eyes,
}

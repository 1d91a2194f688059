"""Somebody authorised answers for the text of an unverified clause."""

from datetime import date

from services.access.caller import Guard
from services.audit.domain.case_clauses import clauses_of
from services.audit.domain.grounds import Confidence
from services.audit.domain.standard import Standard
from services.audit.errors import ClauseUnknown, ClauseVerified
from services.audit.repository.confirmations import Confirmation, NewConfirmation, add_confirmation
from services.audit.use_cases.dated_acts import refuse_future
from services.kernel.errors import Fault
from services.kernel.routes import Session


async def confirm_clause(
    session: Session, guard: Guard, standard: Standard, clause: str, *, organisation: str, reason: str, on: date
) -> tuple[Confirmation, bool]:
    """The confirmation that stands, and whether this call made it."""
    await guard.require(organisation)
    refuse_future("/confirmed_on", on)
    known = clauses_of(standard)
    if clause not in known:
        fault = Fault("clause_unknown", "/clause", f"one of {', '.join(known)}", clause)
        raise ClauseUnknown(faults=[fault])
    if known[clause].confidence is not Confidence.UNVERIFIED:
        raise ClauseVerified()
    caller = guard.caller
    return await add_confirmation(
        session,
        NewConfirmation(standard.code, standard.version, clause, organisation, reason, on, caller.id, caller.name),
    )

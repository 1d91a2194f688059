"""Assesses a unit by what it was bound to, lead and cooperating apart, and keeps it with the evidence."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.unit_work import Bond, Portion, Work, portion_of
from services.audit.repository.snapshots import followed_version
from services.audit.repository.unit_assessments import (
    KeptUnitAssessment,
    NewUnitAssessment,
    add_unit_assessment,
    unit_assessment_of,
)
from services.audit.use_cases.gather_work import Gathered, gather_work
from services.kernel.feed import publish
from services.kernel.routes import Session


async def assess_unit(
    session: Session, guard: Guard, copies: Copies, unit: str, since: date, as_of: date
) -> KeptUnitAssessment:
    """The verdict is that of what the unit leads; what it only cooperates in stands beside it."""
    await guard.require(unit)
    await session.rollback()
    await copies.catch_up(0)
    version = await followed_version(session, "plans")
    gathered = await gather_work(session, unit, since, as_of, version)
    portions = {bond: [work for work in gathered.works if work.bond is bond] for bond in Bond}
    lead = portion_of(portions[Bond.LEAD])
    new = NewUnitAssessment(
        id=f"uas_{secrets.token_hex(8)}",
        unit=unit,
        since=since,
        as_of=as_of,
        plans_version=version,
        verdict=None if lead.verdict is None else lead.verdict.value,
        reason=lead.reason,
        document=_document(portions, gathered),
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
    await add_unit_assessment(session, new)
    said = {"unit": unit, "since": since.isoformat(), "as_of": as_of.isoformat(), "verdict": new.verdict}
    await publish(session, "unit_assessment", new.id, {**said, "plans_version": version})
    kept = await unit_assessment_of(session, new.id)
    if kept is None:
        raise LookupError("an assessment that was just kept is not there")
    return kept


def _document(portions: Mapping[Bond, Sequence[Work]], gathered: Gathered) -> dict[str, Any]:
    return {
        "assessments": dict(gathered.assessments),
        **{bond.value: _portion(portion_of(works), works) for bond, works in portions.items()},
    }


def _portion(portion: Portion, works: Sequence[Work]) -> dict[str, Any]:
    return {**_plain(vars(portion)), "works": [_plain(vars(work)) for work in works]}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}

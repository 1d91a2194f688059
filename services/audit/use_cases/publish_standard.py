"""A draft comes into force: from a day, for a reason, by somebody authorised. From then on it never changes."""

from datetime import date

from services.access.caller import Guard
from services.access.policy import ROOT_ORGANISATION
from services.audit.editions import read_rule
from services.audit.errors import DateOutOfOrder
from services.audit.repository.editions import KeptEdition, Publication, publish_edition
from services.audit.rulebook import Rulebook
from services.audit.use_cases.dated_acts import refuse_future
from services.audit.use_cases.draft_standard import SENT, check, draft_to_change, standing
from services.kernel.errors import Fault
from services.kernel.feed import publish
from services.kernel.routes import Session


async def publish_standard(
    session: Session,
    guard: Guard,
    rulebook: Rulebook,
    key: tuple[str, str],
    *,
    in_force_from: date,
    on: date,
    reason: str,
) -> KeptEdition:
    """The version as it was published. It is read once more: its standard may have a new version since it was drafted.

    It cannot be in force before the day the document itself names, nor before an older version of the same code.
    """
    await guard.require(ROOT_ORGANISATION)
    refuse_future("/published_on", on)
    kept = await draft_to_change(session, rulebook, key)
    check(rulebook, kept.text)
    own = read_rule(kept.text, SENT).rule.in_force_from.date
    latest = max((each.issue.in_force_from for each in rulebook.versions_of(key[0])), default=own)
    earliest = max(own, latest)
    if in_force_from < earliest:
        expected = f"{earliest} or later: the document names {own}, the newest version is in force from {latest}"
        fault = Fault("in_force_too_early", "/in_force_from", expected, in_force_from.isoformat())
        raise DateOutOfOrder(faults=[fault])
    publication = Publication(in_force_from, on, reason, guard.caller.id, guard.caller.name)
    await publish_edition(session, *key, publication)
    told = {"code": kept.code, "version": kept.version, "sha256": kept.sha256}
    await publish(session, "standard", "/".join(key), told | {"in_force_from": in_force_from.isoformat()})
    return await standing(session, *key)

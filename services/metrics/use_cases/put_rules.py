"""Writes validation rules: what differs from the newest version becomes a new one."""

from collections.abc import Sequence

from services.kernel.errors import BodyInvalid
from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.rules.conditions import RulesRefused, asked_of
from services.metrics.domain.submission import Person
from services.metrics.domain.versions import revised
from services.metrics.repository.definitions import Shelf, add_versions, all_versions, change_definitions
from services.metrics.schemas.indicators import UpsertReport
from services.metrics.schemas.rules import RuleGiven, rule_faults
from services.metrics.use_cases.definitions import read_definitions, rule_of

TOPIC = "rule"


async def put_rules(session: Session, by: Person, given: Sequence[RuleGiven]) -> UpsertReport:
    """Harmless to repeat; every fault of each is told."""
    await change_definitions(session)
    vocabulary = (await read_definitions(session)).derivations.vocabulary
    try:
        asked_of([each.as_rule() for each in given], vocabulary)
    except RulesRefused as refused:
        raise BodyInvalid(faults=rule_faults(refused.faults, given)) from None
    known = [rule_of(kept) for kept in await all_versions(session, Shelf.RULES)]
    new = [version for each in given if (version := revised(known, each.as_rule())) is not None]
    bodies = {each.code: each.model_dump(mode="json") for each in given}
    if new:
        await add_versions(session, Shelf.RULES, [(each.code, each.version, bodies[each.code]) for each in new], by)
        await publish_all(session, TOPIC, [(each.code, {**bodies[each.code], "version": each.version}) for each in new])
    created = sum(each.version == 1 for each in new)
    return UpsertReport(created=created, updated=len(new) - created, unchanged=len(given) - len(new))

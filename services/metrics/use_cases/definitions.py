"""Reads what is defined, and remembers it as long as a count says that nothing was defined anew."""

import asyncio
from collections.abc import Mapping

from services.kernel.moves import moves
from services.kernel.routes import Session
from services.metrics.domain.definitions import Definitions, definitions
from services.metrics.domain.derived import Derived
from services.metrics.domain.rules.rule import Rule
from services.metrics.repository.definitions import DEFINITIONS_MOVED, Kept, Shelf, all_versions
from services.metrics.repository.indicators import every_indicator
from services.metrics.schemas.derived import DerivedGiven
from services.metrics.schemas.rules import RuleGiven


async def definitions_of(session: Session, moved: Mapping[str, int] | None = None) -> Definitions:
    """Not for who changes definitions in the same transaction: what is rolled back must not be remembered. `moved`: the
    counters, of who has read them already."""
    version = (moved or await moves(session)).get(DEFINITIONS_MOVED, 0)
    remembered: tuple[int, Definitions] | None = session.info["memory"].get("definitions")
    if remembered is None or remembered[0] != version:
        remembered = session.info["memory"]["definitions"] = version, await read_definitions(session)
    return remembered[1]


async def read_definitions(session: Session) -> Definitions:
    """As the transaction sees them. Hundreds of rules take a second to read, for which nothing else need wait."""
    numbered = await every_indicator(session)
    derived = [derived_of(kept) for kept in await all_versions(session, Shelf.DERIVED)]
    rules = [rule_of(kept) for kept in await all_versions(session, Shelf.RULES)]
    indicators = {each.code: each for _, each in numbered}
    numbers = {each.code: number for number, each in numbered}
    return await asyncio.to_thread(definitions, indicators, numbers, derived, rules)


def derived_of(kept: Kept) -> Derived:
    return DerivedGiven.model_validate(kept.body).as_derived(kept.version)


def rule_of(kept: Kept) -> Rule:
    return RuleGiven.model_validate(kept.body).as_rule(kept.version)

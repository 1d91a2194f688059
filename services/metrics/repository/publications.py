"""Publications: what outsiders see of sensitive indicators, each decided for all of them at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.outsiders import Outsider, kept_pattern, plain_pattern
from services.metrics.domain.small_cells.pattern import NOTHING_TOLD, Pattern
from services.metrics.domain.submission import Person
from services.metrics.repository.indicators import sensitive_indicators

_LOCK = 815_742


@dataclass(frozen=True)
class Decided:
    """A publication about to be kept."""

    publisher: Person
    reason: str
    bound: int
    zeros_shown: bool
    schools_shown: bool
    periods: Sequence[str]
    indicators: Sequence[str]
    counts: dict[str, int]
    pattern: Pattern


async def queue_to_publish(session: Session) -> None:
    """One after the other: each pattern rests on what the one before told."""
    await run_sql(session, "select pg_advisory_xact_lock(:lock)", lock=_LOCK)


async def newest_pattern(session: Session) -> Pattern:
    """Nothing told, before there is a publication."""
    found = await run_sql(
        session, "select cast(pattern as text) from {schema}.publication order by number desc limit 1"
    )
    text = found.scalar_one_or_none()
    return NOTHING_TOLD if text is None else kept_pattern(json.loads(text))


async def add_publication(session: Session, decided: Decided) -> Any:
    found = await run_sql(
        session,
        """insert into {schema}.publication (publisher_id, publisher_name, reason, bound, zeros_shown, schools_shown,
             periods, indicators, counts, pattern)
           values (:publisher, :publisher_name, :reason, :bound, :zeros_shown, :schools_shown, :periods, :indicators,
             cast(cast(:counts as text) as jsonb), cast(cast(:pattern as text) as jsonb))
           returning number, published_at""",
        publisher=decided.publisher.id,
        publisher_name=decided.publisher.name,
        reason=decided.reason,
        bound=decided.bound,
        zeros_shown=decided.zeros_shown,
        schools_shown=decided.schools_shown,
        periods=list(decided.periods),
        indicators=list(decided.indicators),
        counts=json.dumps(decided.counts),
        pattern=json.dumps(plain_pattern(decided.pattern), ensure_ascii=False),
    )
    return found.one()


async def list_publications(session: Session, before: int, limit: int) -> Sequence[Any]:
    """The newest first, those below a number."""
    found = await run_sql(
        session,
        """select number, published_at, publisher_id, publisher_name, reason, bound, zeros_shown, schools_shown,
             periods, indicators, cast(counts as text) as counts
           from {schema}.publication where number < :before order by number desc limit :limit""",
        before=before,
        limit=limit,
    )
    return found.all()


async def outsider_of(session: Session) -> Outsider:
    """What every outsider sees now. A pattern is remembered: publications come seldom, and patterns are long."""
    found = await run_sql(session, "select coalesce(max(number), 0) from {schema}.publication")
    number = int(found.scalar_one())
    known, pattern = session.info["memory"].get("publication", (0, NOTHING_TOLD))
    if known != number:
        pattern = await newest_pattern(session)
        session.info["memory"]["publication"] = number, pattern
    return Outsider(frozenset(await sensitive_indicators(session)), pattern)

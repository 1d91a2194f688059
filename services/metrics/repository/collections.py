"""Collections in the database, and what open ones ask."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.moves import move
from services.kernel.routes import Session
from services.metrics.domain.asking import Asked, Asking
from services.metrics.domain.chain import bits_of, levels_of
from services.metrics.domain.collection import Collection, CollectionStatus

_SELECT = """select c.code, c.title_zh, c.title_en, c.organisation_code, c.period, c.opens_on, c.due_on, c.status,
    c.chain,
    array(select i.indicator_code from {schema}.collection_indicator i
          where i.collection_code = c.code order by 1) as indicators
    from {schema}.collection c """
ASKED_MOVED = "asked moved"
"""Counts how often a collection was opened, changed or closed."""
MOST_REMEMBERED = 64


def _collection(row: Any) -> Collection:
    return Collection(
        row.code,
        row.title_zh,
        row.title_en,
        row.organisation_code,
        row.period,
        tuple(row.indicators),
        row.opens_on,
        row.due_on,
        CollectionStatus(row.status),
        levels_of(row.chain),
    )


async def collection_by_code(session: Session, code: str) -> Collection | None:
    """Locked until the transaction ends."""
    found = await run_sql(session, _SELECT + "where c.code = :code for update of c", code=code)
    row = found.one_or_none()
    return None if row is None else _collection(row)


async def collection_shown(session: Session, code: str) -> Collection | None:
    """As it stands, not locked."""
    found = await run_sql(session, _SELECT + "where c.code = :code", code=code)
    row = found.one_or_none()
    return None if row is None else _collection(row)


async def list_collections(session: Session, after: str, limit: int) -> Sequence[Collection]:
    """In order of their codes, those above `after`."""
    found = await run_sql(
        session, _SELECT + "where c.code > :after order by c.code limit :limit", after=after, limit=limit
    )
    return [_collection(row) for row in found]


async def add_collection(session: Session, collection: Collection) -> None:
    """A unique violation, hence a conflict, when another caller has created the code meanwhile."""
    await run_sql(
        session,
        """insert into {schema}.collection
             (code, title_zh, title_en, organisation_code, period, opens_on, due_on, status, chain)
           values (:code, :zh, :en, :organisation, :period, :opens_on, :due_on, :status, :chain)""",
        **_values(collection),
    )
    await _add_indicators(session, collection)
    await move(session, ASKED_MOVED)


async def change_collection(session: Session, collection: Collection) -> None:
    """What it asks for is replaced as a whole."""
    await run_sql(
        session,
        """update {schema}.collection
           set title_zh = :zh, title_en = :en, organisation_code = :organisation, period = :period,
             opens_on = :opens_on, due_on = :due_on, status = :status, chain = :chain
           where code = :code""",
        **_values(collection),
    )
    await run_sql(
        session, "delete from {schema}.collection_indicator where collection_code = :code", code=collection.code
    )
    await _add_indicators(session, collection)
    await move(session, ASKED_MOVED)


def _values(collection: Collection) -> dict[str, Any]:
    return {
        "code": collection.code,
        "zh": collection.title_zh,
        "en": collection.title_en,
        "organisation": collection.organisation,
        "period": collection.period,
        "opens_on": collection.opens_on,
        "due_on": collection.due_on,
        "status": collection.status.value,
        "chain": bits_of(collection.approved_by),
    }


async def _add_indicators(session: Session, collection: Collection) -> None:
    await run_sql(
        session,
        """insert into {schema}.collection_indicator (collection_code, indicator_code)
           select :code, unnest(cast(:indicators as text[]))""",
        code=collection.code,
        indicators=list(collection.indicators),
    )


async def asked_for(session: Session, periods: Iterable[str], moved: Mapping[str, int]) -> Asked:
    """What collections of these periods ask, open or closed, wherever they stand; remembered until one changes."""
    memory, version = session.info["memory"], moved.get(ASKED_MOVED, 0)
    at, known = memory.get("asked", (-1, {}))
    if at != version or len(known) >= MOST_REMEMBERED:
        at, known = memory["asked"] = version, {}
    wanted = frozenset(periods)
    if wanted not in known:
        known[wanted] = Asked(await _askings(session, wanted))
    found: Asked = known[wanted]
    return found


async def _askings(session: Session, periods: Iterable[str]) -> list[Asking]:
    found = await run_sql(session, _SELECT + "where c.period = any(:periods) order by c.code", periods=sorted(periods))
    return [
        Asking(row.organisation_code, row.period, frozenset(row.indicators), row.chain, row.status == "open", row.code)
        for row in found
    ]

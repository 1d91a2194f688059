"""Documents sent for import, in the database."""

import json
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.fields import shown_number
from services.plans.domain.imported import Imported, ImportState, Reading

_COLUMNS = """i.id, i.jurisdiction_code, i.media_type, i.sha256, i.size, i.state, i.progress, i.refusal, i.notes,
    cast(i.draft as text) as draft, i.version, i.plan_code, i.recorded_at"""
_LEASE = "interval '30 seconds'"


def _imported(row: Any) -> Imported:
    return Imported(
        id=row.id,
        jurisdiction=row.jurisdiction_code,
        media_type=row.media_type,
        sha256=row.sha256,
        size=row.size,
        state=ImportState(row.state),
        progress=row.progress,
        refusal=row.refusal,
        notes=row.notes,
        draft=None if row.draft is None else json.loads(row.draft, parse_float=Decimal),
        version=row.version,
        plan=row.plan_code,
        recorded_at=row.recorded_at,
    )


async def find_import(session: AsyncSession, id_: str, *, for_change: bool = False) -> Imported | None:
    """The import; with `for_change` its row is held until the transaction ends."""
    found = await run_sql(
        session,
        f"select {_COLUMNS} from {{schema}}.plan_import i where i.id = :id {'for update' if for_change else ''}",  # noqa: S608 - two constant forms
        id=id_,
    )
    row = found.one_or_none()
    return _imported(row) if row else None


async def find_same(session: AsyncSession, jurisdiction: str, media_type: str, sha256: str) -> Imported | None:
    """The import of the same document for the same jurisdiction."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.plan_import i
            where i.jurisdiction_code = :jurisdiction and i.media_type = :media_type and i.sha256 = :sha256""",  # noqa: S608 - the columns are a constant of this module
        jurisdiction=jurisdiction,
        media_type=media_type,
        sha256=sha256,
    )
    row = found.one_or_none()
    return _imported(row) if row else None


async def insert_import(
    session: AsyncSession, one: Imported, original: bytes, sender: str, reading: Reading | None
) -> bool:
    """Keep a document, read or queued; False where the same one was kept meanwhile."""
    found = await run_sql(
        session,
        """insert into {schema}.plan_import (id, jurisdiction_code, media_type, sha256, size, original, state, progress,
             attempts, text, blocks, notes, draft, version, sent_by)
           values (:id, :jurisdiction, :media_type, :sha256, :size, :original, :state, :progress, 0, :text,
             cast(cast(:blocks as text) as jsonb), :notes, cast(cast(:draft as text) as jsonb), 1, :sender)
           on conflict (jurisdiction_code, sha256, media_type) do nothing returning id""",
        id=one.id,
        jurisdiction=one.jurisdiction,
        media_type=one.media_type,
        sha256=one.sha256,
        size=one.size,
        original=original,
        state=one.state.value,
        progress=one.progress,
        text=reading.text if reading else None,
        blocks=_json(reading.blocks) if reading else None,
        notes=list(reading.notes) if reading else [],
        draft=_json(reading.draft) if reading else None,
        sender=sender,
    )
    return found.one_or_none() is not None


async def list_imports(
    session: AsyncSession, reach: Reach, *, jurisdiction: str | None, after: str | None, limit: int
) -> list[Imported]:
    """Newest first; `after` is the id of the last one seen."""
    found = await run_sql(
        session,
        """select i.id, i.jurisdiction_code, i.media_type, i.sha256, i.size, i.state, i.progress, i.refusal, i.notes,
             null as draft, i.version, i.plan_code, i.recorded_at
           from {schema}.plan_import i join {schema}.organisation o on o.code = i.jurisdiction_code
           where (o.code = any(:codes) or o.path like any(:patterns))
             and (cast(:jurisdiction as text) is null or i.jurisdiction_code = :jurisdiction)
             and (cast(:after as text) is null or (i.recorded_at, i.id) < (
               select recorded_at, id from {schema}.plan_import where id = :after))
           order by i.recorded_at desc, i.id desc limit :limit""",
        codes=list(reach.codes),
        patterns=reach.patterns,
        jurisdiction=jurisdiction,
        after=after,
        limit=limit,
    )
    return [_imported(row) for row in found]


async def original_of(session: AsyncSession, id_: str) -> bytes:
    found = await run_sql(session, "select original from {schema}.plan_import where id = :id", id=id_)
    original: bytes = found.scalar_one()
    return original


async def text_of(session: AsyncSession, id_: str) -> tuple[str, list[Any]]:
    """The text of a document that was read, and its paragraphs and tables."""
    found = await run_sql(
        session, "select text, cast(blocks as text) as blocks from {schema}.plan_import where id = :id", id=id_
    )
    row = found.one()
    return row.text, json.loads(row.blocks)


async def keep_draft(session: AsyncSession, id_: str, draft: Any, version: int) -> None:
    """Hold the row first."""
    await run_sql(
        session,
        """update {schema}.plan_import set draft = cast(cast(:draft as text) as jsonb), version = :version
           where id = :id""",
        id=id_,
        draft=_json(draft),
        version=version,
    )


async def keep_plan(session: AsyncSession, id_: str, plan: str) -> None:
    await run_sql(session, "update {schema}.plan_import set plan_code = :plan where id = :id", id=id_, plan=plan)


async def lease_next(session: AsyncSession) -> tuple[str, str, bytes, str, int] | None:
    """The next document to read, leased to the caller: id, media type, original, jurisdiction, attempt from 1."""
    found = await run_sql(
        session,
        f"""update {{schema}}.plan_import set attempts = attempts + 1, leased_until = now() + {_LEASE}
            where id = (select id from {{schema}}.plan_import
              where state = 'queued' and coalesce(leased_until, '-infinity') < now()
              order by recorded_at for update skip locked limit 1)
            returning id, media_type, original, jurisdiction_code, attempts""",  # noqa: S608 - a constant of this module
    )
    row = found.one_or_none()
    return (row.id, row.media_type, row.original, row.jurisdiction_code, row.attempts) if row else None


async def keep_progress(session: AsyncSession, id_: str, progress: float) -> None:
    """How far the reading has come; it also renews the lease."""
    await run_sql(
        session,
        f"""update {{schema}}.plan_import set progress = :progress, leased_until = now() + {_LEASE}
            where id = :id and state = 'queued'""",  # noqa: S608 - a constant of this module
        id=id_,
        progress=progress,
    )


async def keep_reading(session: AsyncSession, id_: str, reading: Reading) -> None:
    """A queued document has been read; one that was read meanwhile stays as it is."""
    await run_sql(
        session,
        """update {schema}.plan_import set state = 'read', progress = 1, text = :text, notes = :notes,
             blocks = cast(cast(:blocks as text) as jsonb), draft = cast(cast(:draft as text) as jsonb),
             version = version + 1, leased_until = null
           where id = :id and state = 'queued'""",
        id=id_,
        text=reading.text,
        notes=list(reading.notes),
        blocks=_json(reading.blocks),
        draft=_json(reading.draft),
    )


async def keep_refusal(session: AsyncSession, id_: str, reason: str) -> None:
    await run_sql(
        session,
        """update {schema}.plan_import set state = 'refused', refusal = :reason, version = version + 1,
             leased_until = null where id = :id and state = 'queued'""",
        id=id_,
        reason=reason,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=shown_number)

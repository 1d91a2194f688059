"""What is kept as data in versions: derived indicators and rules, and a count by which their change is seen."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.kernel.strict_json import loads
from services.metrics.domain.submission import Person

DEFINITIONS_MOVED = "definitions moved"
"""The cursor that counts how often indicators, derived indicators or rules have changed."""
COUNTED = f"""insert into {{schema}}.feed_cursor (feed, version) values ('{DEFINITIONS_MOVED}', 1)
    on conflict (feed) do update set version = feed_cursor.version + 1"""  # noqa: S608
_LOCK = 815_742
_SELECT = """select code, version, cast(body as text) as body, recorder_id, recorder_name, recorded_at
    from {schema}.{table} """


class Shelf(StrEnum):
    """Where versions of one kind are kept."""

    DERIVED = "derived_version"
    RULES = "rule_version"


@dataclass(frozen=True)
class Kept:
    """A version: its body as it was sent, and who recorded it when."""

    code: str
    version: int
    body: dict[str, Any]
    recorder: Person
    recorded_at: datetime


async def change_definitions(session: Session) -> None:
    """Wait for who else changes indicators, derived indicators or rules, and keep later ones waiting."""
    await run_sql(session, "select pg_advisory_xact_lock(:lock)", lock=_LOCK)


async def all_versions(session: Session, shelf: Shelf) -> list[Kept]:
    """In order of codes and versions."""
    return await _kept(session, shelf, "order by code, version")


async def versions_of(session: Session, shelf: Shelf, code: str) -> list[Kept]:
    """The oldest first."""
    return await _kept(session, shelf, "where code = :code order by version", code=code)


async def newest_versions(session: Session, shelf: Shelf, after: str, limit: int) -> list[Kept]:
    """Of each code above `after`, in order of codes."""
    newest = "where code > :after and version = (select max(n.version) from {schema}.{table} n where n.code = v.code)"
    return await _kept(session, shelf, f"v {newest} order by code limit :limit", after=after, limit=limit)


async def add_versions(
    session: Session, shelf: Shelf, versions: Sequence[tuple[str, int, dict[str, Any]]], recorder: Person
) -> None:
    """Codes with the numbers and bodies of their new versions; `change_definitions` must be held."""
    await run_sql(
        session,
        _of(
            shelf,
            """insert into {schema}.{table} (code, version, body, recorder_id, recorder_name)
               select code, version, cast(body as jsonb), :recorder, :recorder_name
               from unnest(cast(:codes as text[]), cast(:versions as integer[]), cast(:bodies as text[]))
                 as new (code, version, body)""",
        ),
        codes=[code for code, _, _ in versions],
        versions=[version for _, version, _ in versions],
        bodies=[json.dumps(body, ensure_ascii=False) for _, _, body in versions],
        recorder=recorder.id,
        recorder_name=recorder.name,
    )
    await run_sql(session, COUNTED)


async def _kept(session: Session, shelf: Shelf, rest: str, **values: Any) -> list[Kept]:
    found = await run_sql(session, _of(shelf, _SELECT + rest), **values)
    return [
        Kept(
            row.code,
            row.version,
            loads(row.body.encode()),
            Person(row.recorder_id, row.recorder_name),
            row.recorded_at,
        )
        for row in found
    ]


def _of(shelf: Shelf, statement: str) -> str:
    return statement.replace("{table}", shelf.value)

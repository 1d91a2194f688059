"""Official statistics in the database: how tables are read, what was read; nothing is ever changed."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.submission import Person

_LOCK = 815_742
_AT_ONCE = 50_000


@dataclass(frozen=True)
class Figure:
    """One official value, in numbers, about to be appended."""

    organisation: int
    indicator: int
    version: int
    value: float
    place: str


@dataclass(frozen=True)
class Imported:
    """One file, about to be stored. `counts`: created, updated, unchanged, rejected."""

    table: str
    version: int
    period: int
    indicators: Sequence[int]
    sender: Person
    sha256: str
    counts: tuple[int, int, int, int]


async def hold_official(session: Session) -> None:
    """Imports and changes of tables follow one another: there are few."""
    await run_sql(session, "select pg_advisory_xact_lock(:lock)", lock=_LOCK)


async def official_table(session: Session, code: str) -> tuple[int, dict[str, Any]] | None:
    """The newest version and how it is read, as it was given."""
    found = await run_sql(
        session,
        """select version, cast(reading as text) as reading from {schema}.official_table
           where code = :code order by version desc limit 1""",
        code=code,
    )
    row = found.one_or_none()
    return None if row is None else (row.version, _exact(row.reading))


async def list_official_tables(session: Session, after: str, limit: int) -> list[tuple[str, int, dict[str, Any]]]:
    """The newest version of each and how it is read, in order of codes, those above `after`."""
    found = await run_sql(
        session,
        """select distinct on (code) code, version, cast(reading as text) as reading from {schema}.official_table
           where code > :after order by code, version desc limit :limit""",
        after=after,
        limit=limit,
    )
    return [(row.code, row.version, _exact(row.reading)) for row in found]


def _exact(reading: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(reading, parse_float=Decimal)
    return found


async def add_version(
    session: Session, code: str, version: int, *, title: tuple[str, str], organisation: str, reading: dict[str, Any]
) -> None:
    await run_sql(
        session,
        """insert into {schema}.official_table (code, version, title_zh, title_en, organisation_code, reading)
           values (:code, :version, :zh, :en, :organisation, cast(cast(:reading as text) as jsonb))""",
        code=code,
        version=version,
        zh=title[0],
        en=title[1],
        organisation=organisation,
        reading=json.dumps(reading, ensure_ascii=False),
    )


async def bearers_of(session: Session, keys: Collection[str]) -> dict[str, list[str]]:
    """By code of the school register the codes of the organisations that bear it."""
    found = await run_sql(
        session,
        """select attributes ->> 'school_code' as key, array_agg(code order by code) as codes
           from {schema}.organisation where attributes ->> 'school_code' = any(:keys) group by 1""",
        keys=sorted(keys),
    )
    return {row.key: list(row.codes) for row in found}


async def official_values(
    session: Session, period: int, organisations: Collection[int], indicators: Collection[int]
) -> dict[tuple[int, int], tuple[int, float]]:
    """The newest version and value of each, by organisation and indicator."""
    found = await run_sql(
        session,
        """select distinct on (organisation, indicator) organisation, indicator, version, value
           from {schema}.official_value
           where period = :period and organisation = any(:organisations) and indicator = any(:indicators)
           order by organisation, indicator, version desc""",
        period=period,
        organisations=sorted(organisations),
        indicators=sorted(indicators),
    )
    return {(row.organisation, row.indicator): (row.version, row.value) for row in found}


async def keep_import(session: Session, imported: Imported, figures: Sequence[Figure]) -> str:
    """Append everything; the id."""
    id_ = f"off_{secrets.token_hex(12)}"
    names = ("created", "updated", "unchanged", "rejected")
    found = await run_sql(
        session,
        """insert into {schema}.official_import (id, table_code, table_version, period, indicators, sender_id,
             sender_name, sha256, created, updated, unchanged, rejected)
           values (:id, :table, :version, :period, :indicators, :sender, :sender_name, :sha256,
             :created, :updated, :unchanged, :rejected) returning number""",
        id=id_,
        table=imported.table,
        version=imported.version,
        period=imported.period,
        indicators=sorted(imported.indicators),
        sender=imported.sender.id,
        sender_name=imported.sender.name,
        sha256=imported.sha256,
        **dict(zip(names, imported.counts, strict=True)),
    )
    number = found.scalar_one()
    for begun in range(0, len(figures), _AT_ONCE):
        await _keep_figures(session, number, imported.period, figures[begun : begun + _AT_ONCE])
    return id_


async def _keep_figures(session: Session, number: int, period: int, figures: Sequence[Figure]) -> None:
    columns: Mapping[str, list[Any]] = {
        "organisations": [each.organisation for each in figures],
        "indicators": [each.indicator for each in figures],
        "versions": [each.version for each in figures],
        "values": [each.value for each in figures],
        "places": [each.place for each in figures],
    }
    await run_sql(
        session,
        """insert into {schema}.official_value (period, organisation, indicator, version, import, value, place)
           select :period, organisation, indicator, version, :number, value, place
           from unnest(cast(:organisations as integer[]), cast(:indicators as integer[]),
             cast(:versions as smallint[]), cast(:values as double precision[]), cast(:places as text[]))
             as n (organisation, indicator, version, value, place)""",
        period=period,
        number=number,
        **columns,
    )

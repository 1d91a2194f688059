"""Indicators in the database."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.indicator import Grade, Indicator, ValueType
from services.metrics.repository.definitions import COUNTED
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

_COLUMNS = (
    "code",
    "title_zh",
    "title_en",
    "unit",
    "value_type",
    "not_negative",
    "stage",
    "period",
    "reporter_kind",
    "school_kinds",
    "places",
    "functions",
    "levels",
    "population_zh",
    "population_en",
    "grades",
    "evidence_needed",
    "sensitive",
)
_SELECT = f"select {', '.join(_COLUMNS)}, cast(grades as text) as grades_text from {{schema}}.indicator "  # noqa: S608
_SELECT_NUMBERED = _SELECT.replace("select ", "select number, ", 1)
_WRITE = f"""with counted as ({COUNTED}) insert into {{schema}}.indicator ({", ".join(_COLUMNS)})
    values ({", ".join("cast(:grades as jsonb)" if name == "grades" else f":{name}" for name in _COLUMNS)})
    on conflict (code) do update set {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])}"""  # noqa: S608
MEANING_LOCK = 815_741


def _indicator(row: Any) -> Indicator:
    return Indicator(
        code=row.code,
        title_zh=row.title_zh,
        title_en=row.title_en,
        unit=row.unit,
        value_type=ValueType(row.value_type),
        not_negative=row.not_negative,
        stage=row.stage,
        period=PeriodKind(row.period),
        reported_by=Population(
            kind=row.reporter_kind,
            school_kinds=row.school_kinds,
            places=row.places,
            functions=row.functions,
            levels=row.levels,
        ),
        population_zh=row.population_zh,
        population_en=row.population_en,
        grades=tuple(Grade(**grade) for grade in json.loads(row.grades_text)),
        evidence_needed=row.evidence_needed,
        sensitive=row.sensitive,
    )


async def indicators_by_code(session: Session, codes: Collection[str]) -> dict[str, Indicator]:
    """Those of `codes` that exist."""
    found = await run_sql(session, _SELECT + "where code = any(:codes)", codes=sorted(codes))
    return {row.code: _indicator(row) for row in found}


async def numbers_of_indicators(session: Session, codes: Collection[str]) -> dict[str, int]:
    """The numbers by which rows of readings name them; of those that exist."""
    found = await run_sql(
        session, "select code, number from {schema}.indicator where code = any(:codes)", codes=sorted(codes)
    )
    return {row.code: row.number for row in found}


async def indicators_by_number(session: Session, numbers: Collection[int]) -> dict[int, Indicator]:
    """By the numbers that rows name them by."""
    found = await run_sql(session, _SELECT_NUMBERED + "where number = any(:numbers)", numbers=sorted(numbers))
    return {row.number: _indicator(row) for row in found}


async def codes_of_indicators(session: Session, numbers: Collection[int]) -> dict[int, str]:
    found = await run_sql(
        session, "select number, code from {schema}.indicator where number = any(:numbers)", numbers=sorted(numbers)
    )
    return {row.number: row.code for row in found}


async def known_indicators(session: Session, codes: Collection[str] | None) -> dict[str, Indicator]:
    """Those of `codes` that exist; all where there are none."""
    if codes:
        return await indicators_by_code(session, codes)
    found = await run_sql(session, _SELECT)
    return {row.code: _indicator(row) for row in found}


async def sensitive_indicators(session: Session) -> set[str]:
    """Of which outsiders see only what a publication shows."""
    found = await run_sql(session, "select code from {schema}.indicator where sensitive")
    return set(found.scalars())


async def every_indicator(session: Session) -> list[tuple[int, Indicator]]:
    """With the numbers that rows of readings name them by."""
    found = await run_sql(session, _SELECT_NUMBERED)
    return [(row.number, _indicator(row)) for row in found]


async def list_indicators(session: Session, after: str, limit: int) -> Sequence[Indicator]:
    """In order of their codes, those above `after`."""
    found = await run_sql(
        session,
        _SELECT + "where code > :after order by code limit :limit",
        after=after,
        limit=limit,
    )
    return [_indicator(row) for row in found]


async def write_indicator(session: Session, indicator: Indicator) -> None:
    population = indicator.reported_by
    grades = [{"code": each.code, "title_zh": each.title_zh, "title_en": each.title_en} for each in indicator.grades]
    await run_sql(
        session,
        _WRITE,
        code=indicator.code,
        title_zh=indicator.title_zh,
        title_en=indicator.title_en,
        unit=indicator.unit,
        value_type=indicator.value_type.value,
        not_negative=indicator.not_negative,
        stage=indicator.stage,
        period=indicator.period.value,
        reporter_kind=population.kind,
        school_kinds=population.school_kinds,
        places=population.places,
        functions=population.functions,
        levels=[level.value for level in population.levels],
        population_zh=indicator.population_zh,
        population_en=indicator.population_en,
        grades=json.dumps(grades, ensure_ascii=False),
        evidence_needed=indicator.evidence_needed,
        sensitive=indicator.sensitive,
    )


async def keep_meanings(session: Session) -> None:
    """Until the transaction ends no indicator changes its meaning; any number of transactions may hold this at once.

    One lock for all indicators: a row lock on each would write to sixty rows with every submission.
    """
    await fetch(session, "select pg_advisory_xact_lock_shared($1)", MEANING_LOCK)


async def change_meanings(session: Session) -> None:
    """Wait for everybody who relies on the meaning of indicators, and keep later ones waiting."""
    await run_sql(session, "select pg_advisory_xact_lock(:lock)", lock=MEANING_LOCK)


async def with_readings(session: Session, codes: Collection[str]) -> set[str]:
    """Those of `codes` that anything was ever reported for. Reads all readings: meanings change far less often."""
    found = await run_sql(
        session,
        """select i.code from {schema}.indicator i where i.code = any(:codes)
             and exists (select from {schema}.reading r where r.indicator = i.number)""",
        codes=sorted(codes),
    )
    return set(found.scalars())


async def asked_periods(session: Session, codes: Collection[str]) -> dict[str, set[str]]:
    """The periods for which collections, open or closed, ask for those of `codes` that are asked for."""
    found = await run_sql(
        session,
        """select ci.indicator_code, array_agg(distinct c.period) as periods
           from {schema}.collection_indicator ci join {schema}.collection c on c.code = ci.collection_code
           where ci.indicator_code = any(:codes) group by ci.indicator_code""",
        codes=sorted(codes),
    )
    return {row.indicator_code: set(row.periods) for row in found}

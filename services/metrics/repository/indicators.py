"""Indicators in the database."""

from collections.abc import Collection, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.indicator import Indicator, ValueType

_SELECT = """select code, title_zh, title_en, unit, value_type, not_negative, stage, reported_by, applies_to
    from {schema}.indicator """


def _indicator(row: Any) -> Indicator:
    return Indicator(
        row.code,
        row.title_zh,
        row.title_en,
        row.unit,
        ValueType(row.value_type),
        row.not_negative,
        row.stage,
        row.reported_by,
        tuple(row.applies_to),
    )


async def indicators_by_code(session: Session, codes: Collection[str]) -> dict[str, Indicator]:
    """Those of `codes` that exist."""
    found = await run_sql(session, _SELECT + "where code = any(:codes)", codes=sorted(codes))
    return {row.code: _indicator(row) for row in found}


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
    await run_sql(
        session,
        """insert into {schema}.indicator
              (code, title_zh, title_en, unit, value_type, not_negative, stage, reported_by, applies_to)
            values (:code, :zh, :en, :unit, :value_type, :not_negative, :stage, :reported_by, :applies_to)
            on conflict (code) do update set title_zh = excluded.title_zh, title_en = excluded.title_en,
              unit = excluded.unit, value_type = excluded.value_type, not_negative = excluded.not_negative,
              stage = excluded.stage, reported_by = excluded.reported_by, applies_to = excluded.applies_to""",
        code=indicator.code,
        zh=indicator.title_zh,
        en=indicator.title_en,
        unit=indicator.unit,
        value_type=indicator.value_type.value,
        not_negative=indicator.not_negative,
        stage=indicator.stage,
        reported_by=indicator.reported_by,
        applies_to=list(indicator.applies_to),
    )

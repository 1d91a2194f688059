"""Criteria that schools miss, or that cannot be decided, with all stages of the school together."""

# ruff: noqa: S608 - statements are put together from constants of this folder; values are always bound

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, reached
from services.kernel.database import run_sql
from services.kernel.routes import Session

_LACKING = f"""select min(r.id) as first, r.organisation, o.name_zh, o.name_en, r.criterion,
      cast(jsonb_agg(jsonb_build_object('stage', r.stage, 'verdict', r.verdict, 'detail', r.detail) order by r.id)
        as text) as parts
    from {{schema}}.result r join {{schema}}.organisation o on o.code = r.organisation
    where r.assessment = :assessment and r.kind = 'criterion' and {REACHED}
      and (cast(:organisation as text) is null or r.organisation = :organisation)
      and (cast(:criterion as text) is null or r.criterion = :criterion)
    group by r.organisation, o.name_zh, o.name_en, r.criterion
    having min(r.id) > :after and bool_or(r.verdict <> 'met')
    order by first limit :limit"""


@dataclass(frozen=True)
class Lacking:
    """`parts`: stage, verdict and detail of each row, as they were kept."""

    first: int
    organisation: str
    name_zh: str
    name_en: str
    criterion: str
    parts: Sequence[dict[str, Any]]


async def lacking_in(
    session: Session,
    assessment: str,
    reach: Reach,
    *,
    organisation: str | None,
    criterion: str | None,
    after: int,
    limit: int,
) -> list[Lacking]:
    """Of organisations within the reach, in the order of the assessment."""
    found = await run_sql(
        session,
        _LACKING,
        assessment=assessment,
        **reached(reach),
        organisation=organisation,
        criterion=criterion,
        after=after,
        limit=limit,
    )
    return [
        Lacking(row.first, row.organisation, row.name_zh, row.name_en, row.criterion, json.loads(row.parts))
        for row in found
    ]

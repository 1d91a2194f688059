"""What rules found in submissions."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.access.caller import Reach
from services.kernel.copying import copy_in, copy_out
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.kernel.strict_json import loads
from services.metrics.domain.columns import Places
from services.metrics.repository.reached import reach_values, reaching

_PLACE = {"finding": "i8", "organisation": "i4", "period": "i4"}
_SEEN = reaching(
    """
select f.number, f.rule, f.rule_version, cast(f.example as text) as example, cast(v.body as text) as body,
       count(*) as places, (array_agg(distinct o.code order by o.code))[1:10] as organisations,
       bool_or(o.code = f.example ->> 'organisation') as example_seen
from {schema}.finding f
join {schema}.submission s on s.number = f.submission
join {schema}.finding_place p on p.finding = f.number
join {schema}.organisation o on o.number = p.organisation
join {schema}.rule_version v on v.code = f.rule and v.version = f.rule_version
where s.id = :submission and (s.sender_id = :caller or {reached})
group by f.number, v.body order by f.number
"""
)


@dataclass(frozen=True)
class Found:
    """One version of a rule, with the numbers of organisations and periods in which it does not hold."""

    rule: str
    version: int
    example: Mapping[str, Any]
    organisations: Places
    periods: Places


async def parts_with_findings(session: Session, submissions: Collection[int]) -> tuple[Places, Places]:
    """Of these submissions (numbers) the parts in which a rule does not hold: submission and organisation, in step."""
    found = await copy_out(
        session,
        """select distinct f.submission, p.organisation from {schema}.finding f
           join {schema}.finding_place p on p.finding = f.number where f.submission = any($1::bigint[])""",
        [sorted(submissions)],
        {"submission": "i8", "organisation": "i4"},
    )
    return found["submission"], found["organisation"].astype(np.int64)


async def add_findings(session: Session, submission: int, found: Sequence[Found]) -> None:
    for each in found:
        written = await run_sql(
            session,
            """insert into {schema}.finding (submission, rule, rule_version, example)
               values (:submission, :rule, :version, cast(cast(:example as text) as jsonb)) returning number""",
            submission=submission,
            rule=each.rule,
            version=each.version,
            example=json.dumps(each.example, ensure_ascii=False),
        )
        number = np.full(len(each.organisations), written.scalar_one(), np.int64)
        places = {"finding": number, "organisation": each.organisations, "period": each.periods}
        await copy_in(session, "finding_place", places, _PLACE)


async def findings_seen(session: Session, caller: str, reach: Reach, submission: str) -> Sequence[dict[str, Any]]:
    """As far as the caller sees the organisations in which they are: places counted, the first ten named, the body of
    the rule's version, and the example where its organisation is seen."""
    found = await run_sql(session, _SEEN, caller=caller, submission=submission, **reach_values(reach))
    return [
        {
            "version": row.rule_version,
            "body": loads(row.body.encode()),
            "count": row.places,
            "organisations": row.organisations,
            "example": loads(row.example.encode()) if row.example_seen else None,
        }
        for row in found
    ]

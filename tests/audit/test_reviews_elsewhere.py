"""What is approved of a county is found without going through what others ever had reviewed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.audit.repository.series import _SERIES
from services.audit.repository.snapshots import _APPROVED
from services.kernel.database import run_sql
from tests.audit.county import PERIOD, County
from tests.audit.test_assessments import full

ELSEWHERE = 20_000
_OTHERS = """insert into {schema}.review_copy (feed_version, submission, organisation, decision, reason, reviewer_id,
      reviewer_name, reviewed_at)
    select 1, 'elsewhere-' || n, 'elsewhere-' || n % 100, 'approved', null, 'x', 'x', now()
    from generate_series(1, cast(:many as int)) n on conflict do nothing"""


def reviews_read(node: dict[str, Any]) -> Iterator[float]:
    if node.get("Relation Name") == "review_copy":
        yield (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from reviews_read(below)


@pytest.mark.parametrize("statement", [_APPROVED, _SERIES], ids=["of a period", "of all periods"])
async def test_reviews_of_others_are_not_read(county: County, statement: str) -> None:
    full(county)
    await county.current()
    asked = {"snapshot": 2**62, "codes": [county.at("s1"), county.at("s2")]}
    items = ["teaching_area", "pupils.primary"]
    asked |= {"indicators": items, "period": PERIOD} if statement == _APPROVED else {"items": items, "period": None}
    async with county.database.transaction() as session:
        await run_sql(session, _OTHERS, many=ELSEWHERE)
        explained = await run_sql(session, f"explain (analyze, format json) {statement}", **asked)
        found = explained.scalar_one()
        await session.rollback()
    plan = found if isinstance(found, list) else json.loads(found)
    assert 0 < sum(reviews_read(plan[0]["Plan"])) < 100

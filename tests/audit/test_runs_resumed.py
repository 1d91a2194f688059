"""A run whose worker died goes on where it was, and comes out as if nobody had died."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio

from services.audit.use_cases import scoring_runs
from services.audit.use_cases.scoring_runs import RunWorker
from services.kernel.database import run_sql
from tests.audit.county import County
from tests.audit.places import Province, open_province


@pytest_asyncio.fixture
async def province(county: County) -> Province:
    """Fully reported: one of its counties keeps the standard, the other does not."""
    found = await open_province(county)
    for each, rooms in ((found.first, {}), (found.second, {"multimedia_rooms": 0})):
        for school in ("s1", "s2", "s3"):
            each.report(school, **(rooms if school == "s2" else {}))
        each.report_items()
    return found


def dying_once(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, death: Callable[[], None]) -> asyncio.Event:
    """The next call of a function dies instead; set once it has."""
    died, living = asyncio.Event(), getattr(owner, name)

    async def act(*given: Any) -> None:
        if died.is_set():
            await living(*given)
        else:
            died.set()
            death()

    monkeypatch.setattr(owner, name, act)
    return died


def fault() -> None:
    raise RuntimeError("the worker died")


async def stored(province: Province, run: str) -> int:
    async with province.first.database.transaction() as session:
        found = await run_sql(
            session,
            "select count(*) from {schema}.county_result c join {schema}.run r on r.number = c.run where r.id = :run",
            run=run,
        )
        return int(found.scalar_one())


async def both_stored(province: Province, run: str) -> None:
    while True:
        if await stored(province, run) == 2:
            return
        await asyncio.sleep(0.02)


async def lose_lease(province: Province, run: str) -> None:
    """A run that is not finished, and that nobody works on any more."""
    async with province.first.database.transaction() as session:
        await run_sql(
            session, "update {schema}.run set state = 'scoring', leased_until = now() where id = :run", run=run
        )
        await session.commit()


async def test_who_dies_with_the_last_county_has_stored_nothing_of_it(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = await province.assessed()
    died = dying_once(monkeypatch, scoring_runs, "add_assessment", fault)
    run = (await province.assess()).body["assessment"]
    await died.wait()
    assert await stored(province, run) == 0
    assert (await province.get(f"/assessments/{run}")).status == 404
    await lose_lease(province, run)
    assert (await province.settled(run))["state"] == "done"
    assert await stored(province, run) == 2
    again = (await province.get(f"/assessments/{run}")).body
    assert again["result_sha256"] == undisturbed["result_sha256"]


async def test_where_all_counties_are_stored_only_the_assessment_is_left(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a release left it that kept the assessment after the last county, and died between the two."""
    undisturbed = await province.assessed()
    died = dying_once(monkeypatch, RunWorker, "_keep", lambda: None)
    run = (await province.assess()).body["assessment"]
    await died.wait()
    await both_stored(province, run)
    await lose_lease(province, run)
    assert (await province.settled(run))["state"] == "done"
    assert await stored(province, run) == 2
    again = (await province.get(f"/assessments/{run}")).body
    assert again["result_sha256"] == undisturbed["result_sha256"]

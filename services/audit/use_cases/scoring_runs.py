"""Scores the runs that wait, one after another, for as long as the process runs.

Each lot of counties is read in one transaction and stored in another with the progress and the lease: what is stored is
done, whoever dies afterwards, and a worker whose lease ran out stores nothing more. The assessment itself is kept with
the last lot.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import zip_longest
from typing import Any

import structlog

from services.audit.domain.case_results import ENGINE_VERSION
from services.audit.domain.nation.compiled import NotLaid
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Scores
from services.audit.domain.nation.summary import fingerprint_over, places_json, verdict_over
from services.audit.errors import OrganisationUnknown, RunFailed
from services.audit.repository import runs
from services.audit.repository.assessments import NewAssessment, add_assessment
from services.audit.repository.county_results import county_rows
from services.audit.repository.nation_results import add_scores
from services.audit.repository.organisations import places_of
from services.audit.repository.runs import KeptRun
from services.audit.rulebook import Rulebook, refreshed
from services.audit.use_cases import exact_lots
from services.audit.use_cases.exact_lots import ReadyExactly, make_ready_exactly, score_exactly
from services.audit.use_cases.given import Given, given_by
from services.audit.use_cases.keeping import published
from services.audit.use_cases.lots import MOST, Pins, Prepared, Ready, make_ready, read_lot
from services.kernel.database import Database
from services.kernel.errors import Refusal, Unavailable
from services.kernel.feed import Feed, publish
from services.kernel.problems import plain_problem
from services.kernel.routes import Session

LOOKS_EVERY, BEATS_EVERY = 1.0, 5.0
MOST_ATTEMPTS = 5
"""A run during which the whole process died that often, without getting to its end, is not tried again."""
log = structlog.get_logger("dudao")


class Overtaken(Exception):  # noqa: N818 - what happened, not an accident
    """The run was cancelled, or its lease ran out and somebody else has it."""


class RunWorker:
    """Runs are leased while they are scored."""

    def __init__(self, database: Database, feed: Feed, rulebook: Rulebook, most: int = MOST) -> None:
        self._database, self._feed, self._rulebook, self._most = database, feed, rulebook, most
        self._news = asyncio.Event()
        self._prepared: dict[tuple[Any, ...], Prepared | None] = {}
        # One thread: each of several would keep the memory of the largest lot it ever scored.
        self._beside = ThreadPoolExecutor(1, "runs")

    def wake(self) -> None:
        """Say that a run waits."""
        self._news.set()

    async def run(self) -> None:
        while True:
            self._news.clear()
            try:
                worked = await self.work_next()
            except Exception:
                log.exception("scoring a run failed")
                worked = False
            if not worked:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOKS_EVERY)

    async def work_next(self) -> bool:
        """Whether a run waited."""
        async with self._database.transaction() as session:
            run = await runs.lease_next(session)
            self._rulebook = await refreshed(self._rulebook, session)
            await session.commit()
        if run is None:
            return False
        try:
            if run.attempts > MOST_ATTEMPTS:
                raise RunFailed()
            named = run.standard, run.standard_version, run.read_with, run.period
            async with self._beating(run):
                await self._score(run, given_by(self._rulebook, *named))
        except Overtaken:
            await self._tidy(run)
        except Unavailable:
            raise  # the lease runs out, and it is tried again
        except Refusal as refused:
            await self._refuse(run, refused)
        return True

    async def _score(self, run: KeptRun, given: Given) -> None:
        ready, stored, first = await self._ready(run, given)
        counties, outside = ready.tree.counties, ready.tree.outside
        if stored == len(counties):
            async with self._database.transaction() as session:
                if not await runs.advance(session, run, stored, stored):
                    raise Overtaken
                await self._keep(session, run, given, outside)
                await session.commit()
        scored = self._by_arrays(ready, stored, first) if isinstance(ready, Ready) else self._exactly(ready, stored)
        async for lot, laid, scores in scored:
            async with self._database.transaction() as session:
                if not await runs.advance(session, run, lot.stop, len(counties)):
                    raise Overtaken
                await add_scores(session, run.number, counties[lot], laid, scores)
                if lot.stop == len(counties):
                    await self._keep(session, run, given, outside)
                await session.commit()
        self._feed.wake()

    async def _ready(self, run: KeptRun, given: Given) -> tuple[Ready | ReadyExactly, int, Laid | None]:
        """With how many counties are stored already, and the first lot of the others, where arrays hold it."""
        prepared = self._prepare(given)
        async with self._database.transaction() as session:
            place = (await places_of(session, [run.organisation])).get(run.organisation)
            if place is None:
                raise OrganisationUnknown(run.organisation)
            stored = await runs.counties_stored(session, run.number)
            pins = Pins(run.period, run.snapshot_version, run.organisations_version)
            if prepared is None:
                return await make_ready_exactly(session, given, place, pins), stored, None
            ready = await make_ready(session, prepared, place, pins)
            lots = ready.tree.lots(self._most, stored)
            return ready, stored, await read_lot(session, ready, lots[0]) if lots else None

    def _prepare(self, given: Given) -> Prepared | None:
        """Once for every version, for as long as the process runs; None where arrays do not hold the standard."""
        name = given.standard.code, given.standard.version, *((each.code, each.version) for each in given.variants)
        if name not in self._prepared:
            try:
                self._prepared[name] = Prepared.of(given.standard)
            except NotLaid:
                self._prepared[name] = None
        return self._prepared[name]

    async def _by_arrays(
        self, ready: Ready, stored: int, first: Laid | None
    ) -> AsyncIterator[tuple[slice, Laid, Scores]]:
        async for lot, laid in self._read(ready, ready.tree.lots(self._most, stored), first):
            scores = await asyncio.get_running_loop().run_in_executor(self._beside, ready.nation.score, laid)
            yield lot, laid, scores

    async def _exactly(self, ready: ReadyExactly, stored: int) -> AsyncIterator[tuple[slice, Laid, Scores]]:
        for lot in ready.tree.lots(min(self._most, exact_lots.MOST), stored):
            async with self._database.transaction() as session:
                laid, scores = await score_exactly(session, ready, lot)
            yield lot, laid, scores

    async def _read(self, ready: Ready, lots: Sequence[slice], first: Laid | None) -> AsyncIterator[tuple[slice, Laid]]:
        """The first is there; each other is read while the one before it is scored."""

        async def read(lot: slice) -> Laid:
            async with self._database.transaction() as session:
                return await read_lot(session, ready, lot)

        async with asyncio.TaskGroup() as reading:
            laid = first
            for lot, following in zip_longest(lots, lots[1:]):
                ahead = None if following is None else reading.create_task(read(following))
                if laid is not None:
                    yield lot, laid
                laid = None if ahead is None else await ahead

    @asynccontextmanager
    async def _beating(self, run: KeptRun) -> AsyncIterator[None]:
        """Renews the lease while the work goes on."""

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEATS_EVERY)
                with contextlib.suppress(Exception):
                    async with self._database.transaction() as session:
                        await runs.renew(session, run)
                        await session.commit()

        beating = asyncio.ensure_future(beat())
        try:
            yield
        finally:
            beating.cancel()

    async def _keep(self, session: Session, run: KeptRun, given: Given, outside: int) -> None:
        counties = await county_rows(session, run.number)
        verdict = verdict_over(counties)
        new = NewAssessment(
            id=run.id,
            standard=run.standard,
            standard_version=run.standard_version,
            engine_version=ENGINE_VERSION,
            plan=run.plan,
            plan_revision=run.plan_revision,
            organisation=run.organisation,
            period=run.period,
            as_of=run.as_of,
            snapshot_version=run.snapshot_version,
            organisations_version=run.organisations_version,
            actor_id=run.actor_id,
            actor_name=run.actor_name,
            verdict=verdict.value,
            information_only=run.information_only,
            summary={**places_json(given.standard, counties, outside), **given.read_with},
            result_sha256=fingerprint_over(verdict, counties),
        )
        await add_assessment(session, new)
        await publish(session, "assessment", new.id, published(new, 0))

    async def _refuse(self, run: KeptRun, refused: Refusal) -> None:
        async with self._database.transaction() as session:
            if await runs.refuse(session, run, plain_problem(refused)):
                await runs.forget_results(session, run.number)
                await session.commit()

    async def _tidy(self, run: KeptRun) -> None:
        """What a cancelled run has stored is nobody's."""
        async with self._database.transaction() as session:
            found = await runs.run_of(session, run.id)
            if found is not None and found.state == "cancelled":
                await runs.forget_results(session, run.number)
                await session.commit()

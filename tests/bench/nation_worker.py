"""One process that scores runs as they are asked for on standard input, and says how long each took and its peak."""

import asyncio
import json
import secrets
import sys
import time
from datetime import date
from pathlib import Path

from services.audit.process import PROCESS
from services.audit.repository.runs import NewRun, add_run, run_of
from services.audit.rulebook import load_rulebook
from services.audit.use_cases.scoring_runs import RunWorker
from services.kernel.database import Database
from services.kernel.feed import Feed
from tests.bench.nation_data import PERIOD, VERSION

STANDARD = "compulsory-balanced-2017"


async def serve(address: str) -> None:
    database, rulebook = Database(address, PROCESS.name), load_rulebook()
    worker = RunWorker(database, Feed(database), rulebook)
    for line in sys.stdin:
        started = time.monotonic()
        await _score(database, worker, rulebook.standard(STANDARD).version, line.strip())
        spent = time.monotonic() - started
        print(json.dumps({"seconds": spent, "peak_mib": _peak_mib()}), flush=True)
    await database.close()


def _peak_mib() -> float:
    """Of this process alone: what `getrusage` tells begins with the peak of who started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


async def _score(database: Database, worker: RunWorker, version: str, place: str) -> None:
    """From the row of the request to the row of the assessment."""
    run = NewRun(
        id=f"asm_{secrets.token_hex(8)}",
        standard=STANDARD,
        standard_version=version,
        read_with={"variants": [], "beside": []},
        organisation=place,
        period=PERIOD,
        as_of=date(2021, 10, 31),
        plan=None,
        plan_revision=None,
        snapshot_version=VERSION,
        organisations_version=VERSION,
        information_only=(),
        repeats=None,
        actor_id="bench",
        actor_name="bench",
    )
    async with database.transaction() as session:
        await add_run(session, run)
        await session.commit()
    await worker.work_next()
    async with database.transaction() as session:
        found = await run_of(session, run.id)
    if found is None or found.state != "done":
        raise RuntimeError(f"{place} was not scored: {found}")


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))

"""An audit of a nation: read, score, store, against one SQL statement that reads and scores; its memory; its parts; and
the scoring alone against OpenFisca."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import numpy as np

from services.audit.domain.standard import Standard
from services.audit.process import PROCESS
from services.audit.rulebook import load_rulebook
from services.kernel import migrations
from services.kernel.copying import packed
from services.kernel.database import Database
from tests.bench.nation_data import KINDS, Size, Written, write_nation
from tests.bench.nation_worker import STANDARD
from tests.bench.rounds import ROUNDS, Figure, Generator, compared, in_turn
from tests.bench.yardsticks import one_sql
from tests.in_process import own_server

NATION = Size(counties=2_900, schools=200_000)
MORE = "ours decides more: coefficients of counties, exclusions, provisos, missing values, exactness at the line"
Answer = Mapping[str, Any]


async def measure(_: Generator, __: Path) -> AsyncIterator[Figure]:
    """`audit_nation_vs_sql`, `audit_nation_peak_mib`, `audit_province_vs_nation`, `audit_county_vs_nation`,
    `audit_nation_vs_openfisca`."""
    async for figure in measure_nation(NATION):
        yield figure


async def measure_nation(size: Size) -> AsyncIterator[Figure]:
    standard = load_rulebook().standard(STANDARD)
    async with own_server(PROCESS, durable=True) as address_of:
        owner = address_of("owner")
        await asyncio.to_thread(migrations.upgrade, PROCESS.folder / "migrations", owner, PROCESS.metadata)
        database = Database(address_of("app"), PROCESS.name)
        async with database.transaction() as session:
            written = await write_nation(session, standard, size)
            await session.commit()
        await database.close()
        admin = await asyncpg.connect(address_of("admin").replace("+asyncpg", ""))
        statement = await _prepare_sql(admin, standard, written)
        await admin.execute("vacuum analyze")
        async with (
            _worker("nation_worker", address_of("app")) as score,
            _worker("rules_worker", address_of("app")) as rules,
        ):
            places = dict(zip(("nation", "province", "county"), written.places, strict=True))
            acts: dict[str, Callable[[], Awaitable[Answer]]] = {
                name: partial(score, place) for name, place in places.items()
            }
            acts |= {name: partial(rules, name) for name in ("ours", "openfisca")}
            for act in acts.values():
                await act()
            acts["sql"] = partial(_sql, admin, statement, size)
            found = await in_turn(acts, ROUNDS)
        await admin.close()
    seconds = {name: [each["seconds"] for each in took] for name, took in found.items()}
    peak = max(each["peak_mib"] for each in found["nation"])
    many = f"{size.counties:,} counties, {size.schools:,} schools of some 40 items"
    told = ", ".join(f"{name} {statistics.median(took):.2f} s" for name, took in seconds.items())
    yield compared("audit_nation_vs_sql", seconds["nation"], seconds["sql"], f"{many}: read, score, store; {told}")
    yield Figure("audit_nation_peak_mib", round(peak), round(peak), round(peak), ROUNDS, "MiB", f"{many}; one process")
    for name in ("province", "county"):
        ratio = compared(f"audit_{name}_vs_nation", seconds[name], seconds["nation"], told)
        yield ratio
    note = f"{many}, arrays ready; {found['openfisca'][0]['note']}; {MORE}; {told}"
    yield compared("audit_nation_vs_openfisca", seconds["ours"], seconds["openfisca"], note)


async def _sql(admin: asyncpg.Connection, statement: str, size: Size) -> Answer:
    started = time.monotonic()
    rows = await admin.fetch(statement)
    if len(rows) != size.counties:
        raise RuntimeError(f"{len(rows)} of {size.counties} counties were scored")
    return {"seconds": time.monotonic() - started}


async def _prepare_sql(admin: asyncpg.Connection, standard: Standard, written: Written) -> str:
    """The same schools as long rows; the statement that audits them."""
    schools = zip(written.schools.tolist(), written.counties.tolist(), written.kinds.tolist(), strict=True)
    await one_sql.prepare(admin, list(schools))
    await _write_long(admin, written)
    return one_sql.audit(standard, {item: place + 1 for place, item in enumerate(written.items)}, KINDS)


async def _write_long(admin: asyncpg.Connection, written: Written) -> None:
    kinds = {"school": "i4", "indicator": "i2", "value": "f8"}
    for start in range(0, len(written.schools), 20_000):
        values = written.values[start : start + 20_000]
        rows, items = np.nonzero(~np.isnan(values))
        columns = {"school": written.schools[start + rows], "indicator": items + 1, "value": values[rows, items]}
        await admin.copy_to_table(
            "reading",
            schema_name="yardstick",
            columns=list(kinds),
            source=_once(packed(columns, kinds)),
            format="binary",
        )


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


@asynccontextmanager
async def _worker(module: str, address: str) -> AsyncIterator[Callable[[str], Awaitable[Answer]]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"tests.bench.{module}", address),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    pipe_in, pipe_out = process.stdin, process.stdout
    assert pipe_in is not None
    assert pipe_out is not None

    async def ask(what: str) -> Answer:
        pipe_in.write(what.encode() + b"\n")
        answer: Answer = json.loads(await pipe_out.readline())
        return answer

    try:
        yield ask
    finally:
        pipe_in.close()
        await process.wait()


async def _alone(size: Size) -> None:
    async for figure in measure_nation(size):
        print(figure, flush=True)


if __name__ == "__main__":
    asyncio.run(_alone(Size(int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else NATION))

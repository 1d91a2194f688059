"""What the figures of the whole product stand on: the house, its county, and the yardsticks beside it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx

from deploy.ports import free_ports
from deploy.processes import PROCESSES
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.bench.contenders import Contender, Contest, product
from tests.bench.county import furnish
from tests.bench.rounds import Generator
from tests.bench.supply import Supply
from tests.bench.yardsticks.served import Yardsticks, yardsticks

TABLES = ("reading", "reading_remark", "submission", "submission_part")


@dataclass(frozen=True)
class Stand:
    """`authorization` is that of the county's sender."""

    house: House
    ports: dict[str, int]
    authorization: str
    yardsticks: Yardsticks
    contest: Contest
    supply: Supply

    @property
    def product(self) -> Contender:
        return product(self.ports["gateway"], self.authorization)

    async def tag(self, path: str, headers: Mapping[str, str]) -> str:
        """The tag of a page asked for with just these headers, once the feed has caught up and pages have one."""
        async with httpx.AsyncClient(base_url=self.house.gateway_url, timeout=60, trust_env=False) as client:
            while True:
                answer, again = [await client.get(path, headers=headers) for _ in range(2)]
                tag = answer.headers["ETag"]
                if tag == again.headers["ETag"]:
                    return tag


@asynccontextmanager
async def stand(generator: Generator, scratch: Path) -> AsyncIterator[Stand]:
    ports = free_ports(*(process.name for process in PROCESSES))
    with temporary_data_folder() as data:
        async with House(data=data, ports=ports, durable=True) as house, yardsticks(house, scratch) as beside:
            door = await furnish(house)
            authorization = door.http.headers["Authorization"]
            await door.close()
            yield Stand(house, ports, authorization, beside, Contest(generator, scratch), Supply())


async def written_rows(house: House) -> int:
    """Rows of readings and submissions ever inserted, updated or deleted. Sessions say what they did when they end."""
    connection = await asyncpg.connect(house.ground.admin.url(), timeout=10)
    await connection.execute(
        """select pg_terminate_backend(pid) from pg_stat_activity
           where backend_type = 'client backend' and pid <> pg_backend_pid() and usename like '%metrics%'"""
    )
    await connection.execute("select pg_sleep(0.5)")
    found = await connection.fetchval(
        """select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables
           where schemaname = 'metrics' and relname = any($1)""",
        TABLES,
    )
    await connection.close()
    return int(found)

"""Organisations that were stored before names were folded and members had a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from alembic import command

from deploy.configure import new_secrets, role_passwords
from deploy.postgres import EmbeddedServer
from deploy.provision import create_database, provision, role_name
from deploy.throwaway import temporary_data_folder
from services.kernel.migrations import alembic_config
from services.plans.app import PROCESS

OLD = """
    insert into plans.organisation (code, parent_code, path, kind, name_zh, name_en, attributes) values
      ('t', '000000', '/000000/t', 'township', '頭閘鎮', 'Touzha Town', '{"aliases": ["頭閘"], "members": []}'),
      ('all', '000000', '/000000/all', 'collective', '各鄉鎮', 'All towns', '{"aliases": [], "members": ["t", "u"]}')
"""


@asynccontextmanager
async def before_names() -> AsyncIterator[tuple[Any, asyncpg.Connection]]:
    """The owner's Alembic configuration and connection, at the revision before names were folded."""
    with temporary_data_folder() as folder:
        async with EmbeddedServer(folder / "postgres", durable=False) as server:
            passwords = role_passwords(new_secrets())
            await create_database(server.address, "dudao")
            admin = server.address.to("dudao")
            await provision(admin, passwords)
            url = admin.login(role_name("dudao", "plans", "owner"), passwords["plans_owner"]).sqlalchemy_url()
            config = alembic_config(PROCESS.folder / "migrations", url, PROCESS.metadata)
            await asyncio.to_thread(command.upgrade, config, "plans_0001")
            connection = await asyncpg.connect(url.replace("+asyncpg", ""))
            yield config, connection
            await connection.close()


async def test_they_are_found_by_name_and_their_members_become_dated() -> None:
    async with before_names() as (config, connection):
        await connection.execute(OLD)
        await asyncio.to_thread(command.upgrade, config, "plans_names")
        folded = dict(await connection.fetch("select code, folded_names from plans.organisation"))
        assert (folded["t"], folded["all"]) == (["touzhatown", "头闸", "头闸镇"], ["alltowns", "各乡镇"])
        said = await connection.fetch("select key, body -> 'attributes' ->> 'members' from plans.change order by id")
        assert [key for key, _ in said] == ["000000", "all"]
        assert json.loads(said[1][1]) == [{"organisation": "t"}, {"organisation": "u"}]
        await asyncio.to_thread(command.downgrade, config, "plans_0001")
        kept = await connection.fetchval("select attributes ->> 'members' from plans.organisation where code = 'all'")
        assert json.loads(kept) == ["t", "u"]

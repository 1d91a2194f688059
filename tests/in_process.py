"""A service inside the tests' own process: a migrated schema of its own, and a token that is just a name."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
from alembic import command
from alembic.config import Config

from deploy.configure import new_secrets, role_passwords
from deploy.postgres import EmbeddedServer
from deploy.provision import create_database, provision, role_name
from deploy.throwaway import temporary_data_folder
from services.kernel import migrations
from services.kernel.database import Database
from services.kernel.errors import TokenMissing
from services.kernel.process import Process
from services.kernel.tokens import Claims, TokenVerifier


class Trusting(TokenVerifier):
    """Takes the token for the name of the principal; who that is and may do, is looked up for real."""

    def __init__(self) -> None:
        """Nothing to fetch."""

    async def verify(self, authorization: str | None) -> Claims:
        if not authorization:
            raise TokenMissing()
        return Claims(authorization.removeprefix("Bearer "), 0, 0)


@asynccontextmanager
async def own_server(process: Process, *, durable: bool = False) -> AsyncIterator[Callable[[str], str]]:
    """A server that nobody else uses, with the roles of a process; gives the address of its `owner`, its `app`, and the
    server's `admin`."""
    with temporary_data_folder() as folder:
        async with EmbeddedServer(folder / "postgres", durable=durable) as server:
            passwords = role_passwords(new_secrets())
            await create_database(server.address, "dudao")
            admin = server.address.to("dudao")
            await provision(admin, passwords)

            def address_of(kind: str) -> str:
                if kind == "admin":
                    return admin.sqlalchemy_url()
                role, password = role_name("dudao", process.name, kind), passwords[f"{process.name}_{kind}"]
                return admin.login(role, password).sqlalchemy_url()

            yield address_of


@asynccontextmanager
async def own_database(process: Process, *, pool_size: int = 10) -> AsyncIterator[Database]:
    """The application role's way to the migrated schema of a process, on a server that nobody else uses."""
    async with own_server(process) as address_of:
        await asyncio.to_thread(
            migrations.upgrade, process.folder / "migrations", address_of("owner"), process.metadata
        )
        opened = Database(address_of("app"), process.name, pool_size)
        yield opened
        await opened.close()


@asynccontextmanager
async def migrated_to(process: Process, revision: str) -> AsyncIterator[tuple[Config, asyncpg.Connection]]:
    """The owner's Alembic configuration and connection, with the schema as it was at a revision."""
    async with own_server(process) as address_of:
        owner = address_of("owner")
        config = migrations.alembic_config(process.folder / "migrations", owner, process.metadata)
        await asyncio.to_thread(command.upgrade, config, revision)
        connection = await asyncpg.connect(owner.replace("+asyncpg", ""))
        yield config, connection
        await connection.close()

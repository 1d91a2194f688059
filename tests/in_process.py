"""A service inside the tests' own process: a migrated schema of its own, and a token that is just a name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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
async def own_database(process: Process) -> AsyncIterator[Database]:
    """The application role's way to the migrated schema of a process, on a server that nobody else uses."""
    with temporary_data_folder() as folder:
        async with EmbeddedServer(folder / "postgres", durable=False) as server:
            passwords = role_passwords(new_secrets())
            await create_database(server.address, "dudao")
            admin = server.address.to("dudao")
            await provision(admin, passwords)
            owner, application = (
                admin.login(
                    role_name("dudao", process.name, kind), passwords[f"{process.name}_{kind}"]
                ).sqlalchemy_url()
                for kind in ("owner", "app")
            )
            await asyncio.to_thread(migrations.upgrade, process.folder / "migrations", owner, process.metadata)
            opened = Database(application, process.name)
            yield opened
            await opened.close()

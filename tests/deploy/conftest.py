"""Places and servers for the launcher's tests."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from deploy.address import Address
from deploy.configure import new_secrets, role_passwords
from deploy.postgres import EmbeddedServer
from deploy.provision import create_database, provision, role_name
from deploy.throwaway import temporary_data_folder
from tests.conftest import POSTGRES15
from tests.deploy.tree import plant

one_version = pytest.mark.parametrize("programs", [18], indirect=True)
"""For what does not depend on the version of PostgreSQL."""


@dataclass(frozen=True)
class Prepared:
    """A provisioned database and the passwords of its roles."""

    admin: Address
    passwords: dict[str, str]
    major: int

    def login(self, process: str, kind: str) -> str:
        role = role_name(self.admin.database, process, kind)
        return self.admin.login(role, self.passwords[f"{process}_{kind}"]).url()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's account can pass into, whoever runs the tests."""
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def tree(place: Path) -> Path:
    """A launcher with stand-ins for its processes."""
    (place / "tree").mkdir(mode=0o755)
    return plant(place / "tree")


@pytest.fixture(scope="session", params=[18, pytest.param(15, marks=pytest.mark.postgres15)])
def programs(request: pytest.FixtureRequest) -> Path | None:
    """The wheel's programs (None), then those of PostgreSQL 15 where it is installed."""
    return POSTGRES15 if request.param == 15 else None


@pytest_asyncio.fixture(scope="session")
async def prepared(programs: Path | None) -> AsyncIterator[Prepared]:
    """A provisioned database on a server of each version."""
    with temporary_data_folder() as folder:
        async with EmbeddedServer(folder / "postgres", programs=programs, durable=False) as server:
            passwords = role_passwords(new_secrets())
            await create_database(server.address, "dudao")
            admin = server.address.to("dudao")
            await provision(admin, passwords)
            yield Prepared(admin, passwords, 15 if programs else 18)


@pytest_asyncio.fixture
async def database_url(prepared: Prepared) -> AsyncIterator[str]:
    """An operator's own PostgreSQL: an empty database by URL."""
    connection = await asyncpg.connect(prepared.admin.url())
    await connection.execute("DROP DATABASE IF EXISTS operators WITH (FORCE)")
    await connection.execute("CREATE DATABASE operators")
    await connection.close()
    yield prepared.admin.to("operators").url()


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that only its owner can enter, as homes often are."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)

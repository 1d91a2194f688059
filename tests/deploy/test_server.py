"""The embedded server by itself, on the wheel's programs and on those of PostgreSQL 15."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from deploy.errors import CannotStart
from deploy.leftovers import processes_in
from deploy.postgres import EmbeddedServer
from deploy.socket_folder import LONGEST_PATH
from deploy.throwaway import temporary_data_folder
from tests.conftest import POSTGRES15
from tests.deploy.run import until


@pytest_asyncio.fixture(scope="module")
async def area() -> AsyncIterator[Path]:
    """An area with data in it, its server stopped; each test leaves it so."""
    with temporary_data_folder() as folder:
        async with EmbeddedServer(folder / "postgres", durable=False):
            pass
        yield folder / "postgres"


async def ask(server: EmbeddedServer, question: str) -> object:
    connection = await asyncpg.connect(server.address.url())
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_it_listens_on_a_socket_only_and_wants_a_password(place: Path, programs: Path | None) -> None:
    async with EmbeddedServer(place / "postgres", programs=programs, durable=False) as server:
        assert await ask(server, "SHOW listen_addresses") == ""
        assert await ask(server, "SHOW data_checksums") == "on"
        assert await ask(server, "SHOW password_encryption") == "scram-sha-256"
        assert await ask(server, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'") == 0
        assert await ask(server, "SELECT upper('école') || length('督导')") == "ÉCOLE2"
        assert server.address.password not in server.log.read_text()
        assert (place / "postgres").stat().st_mode & 0o077 == 0


async def test_it_is_durable_unless_a_test_says_otherwise_and_alone_in_its_area(area: Path) -> None:
    async with EmbeddedServer(area) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert await ask(server, f"SHOW {setting}") == "on"
        with pytest.raises(CannotStart, match=r"Another server .* works in"):
            await EmbeddedServer(area).__aenter__()


async def test_a_killed_beginning_is_begun_again(place: Path, programs: Path | None) -> None:
    task = asyncio.create_task(EmbeddedServer(place / "postgres", programs=programs).__aenter__())
    await until(lambda: list((place / "postgres").glob("unfinished-*/PG_VERSION")))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not (place / "postgres/data").exists()
    async with EmbeddedServer(place / "postgres", programs=programs, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1
    assert list((place / "postgres").glob("unfinished-*")) == []


async def test_whole_data_that_lost_a_part_is_never_made_anew(area: Path) -> None:
    part = area / "data/global/pg_control"
    kept = part.rename(area / "pg_control.kept")
    with pytest.raises(CannotStart, match=r"data is not whole: .* restore a copy, or run `make reset`"):
        await EmbeddedServer(area, durable=False).__aenter__()
    kept.rename(part)
    async with EmbeddedServer(area, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1


@pytest.mark.postgres15
async def test_data_of_another_version_is_left_alone(place: Path) -> None:
    async with EmbeddedServer(place / "postgres", programs=POSTGRES15, durable=False):
        pass
    with pytest.raises(CannotStart, match="was made by PostgreSQL 15, not 18"):
        async with EmbeddedServer(place / "postgres", durable=False):
            pass


async def test_a_pid_file_that_names_a_foreign_process_harms_neither(area: Path) -> None:
    """The number in a stale file may belong to anybody by now."""
    stale = area / "data/postmaster.pid"
    async with EmbeddedServer(area, durable=False):
        kept = stale.read_text()
    stale.write_text(kept.replace(kept.split()[0], str(os.getpid()), 1))
    async with EmbeddedServer(area, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1


async def test_a_server_left_running_is_stopped_and_its_data_found(area: Path) -> None:
    left = EmbeddedServer(area, durable=False)
    await left.__aenter__()
    await ask(left, "CREATE TABLE kept AS SELECT 42 AS answer")
    left._held.close()  # what a kill -9 of the supervisor does to its lock
    async with EmbeddedServer(area, durable=False) as server:
        assert await ask(server, "SELECT answer FROM kept") == 42


async def test_a_path_too_long_for_a_socket_gets_a_short_folder_that_goes_again(place: Path) -> None:
    area = place / ("long" * 25) / "postgres"
    async with EmbeddedServer(area, durable=False) as server:
        folder = server.socket
        path = f"{folder}/.s.PGSQL.5432"
        assert len(path) <= LONGEST_PATH
        assert not folder.is_relative_to(area)
        assert folder.stat().st_mode & 0o077 == 0
        with socket.socket(socket.AF_UNIX) as door:
            door.connect(path)
        assert await ask(server, "SELECT 1") == 1
    assert not folder.exists()


async def test_cancelling_a_start_leaves_no_server(place: Path) -> None:
    server = EmbeddedServer(place / "postgres", durable=False)
    task = asyncio.create_task(server.__aenter__())
    cluster = place / "postgres/data"
    await until((cluster / "postmaster.pid").exists)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert processes_in(cluster) == set()

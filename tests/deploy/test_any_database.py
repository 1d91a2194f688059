"""A house on a PostgreSQL that the operator names by URL, 18 and 15."""

from pathlib import Path

import asyncpg
import pytest

from deploy.errors import CannotStart
from deploy.ports import free_ports
from deploy.supervisor import House
from tests.deploy.conftest import one_version
from tests.deploy.run import PROCESSES


def a_house(tree: Path, database_url: str) -> House:
    return House(root=tree, data=tree / ".dudao", ports=free_ports(*PROCESSES), database_url=database_url)


@one_version
async def test_a_process_that_does_not_want_to_run_is_quoted(tree: Path, database_url: str) -> None:
    (tree / "gateway/__main__.py").write_text("import sys\nsys.exit(sys.argv[1] == 'serve' and 'no such key')\n")
    with pytest.raises(CannotStart) as refusal:
        await a_house(tree, database_url).__aenter__()
    said = "gateway does not run (status 1; no such key)"
    assert str(refusal.value) == f"{said}: see {tree}/.dudao/logs/gateway.log."


@one_version
async def test_a_migration_that_fails_is_quoted(tree: Path, database_url: str) -> None:
    (tree / "services/plans/__main__.py").write_text("import sys\nsys.exit('no such table')\n")
    with pytest.raises(CannotStart) as refusal:
        await a_house(tree, database_url).__aenter__()
    said = "`plans migrate` failed (status 1; no such table)"
    assert str(refusal.value) == f"{said}: see {tree}/.dudao/logs/plans.log."


async def test_a_house_runs_on_it_and_a_second_one_on_the_same_data_is_refused(tree: Path, database_url: str) -> None:
    async with a_house(tree, database_url) as house:
        assert set(house.pids) == set(PROCESSES)
        assert not (tree / ".dudao/postgres").exists()
        with pytest.raises(CannotStart, match=r"Dudao already runs on .*/\.dudao \(process \d+\): stop it with Ctrl-C"):
            await a_house(tree, database_url).__aenter__()
        connection = await asyncpg.connect(house.settings["DUDAO_AUDIT_DATABASE_URL"].replace("+asyncpg", ""))
        assert await connection.fetchval("SELECT count(*) FROM audit.run") == 1
        assert await connection.fetchval("SELECT current_user || '/' || current_database()") == (
            "operators_audit_app/operators"
        )
        await connection.close()

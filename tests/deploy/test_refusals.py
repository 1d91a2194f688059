"""What is in the way ends in one sentence that says what to do, with status 1 and no traceback."""

import asyncio
import os
import socket
import stat
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from deploy.data_folder import DataFolder
from deploy.errors import CannotStart
from deploy.ground import Ground, Options
from deploy.postgres import EmbeddedServer
from deploy.report import Report
from tests.deploy.run import as_nobody, packages, python_for_nobody, refusal

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can play two users")


@pytest.mark.parametrize("setting", ["DUDAO_PORT", "DUDAO_AUDIT_PORT"])
def test_a_taken_port_is_named_with_the_setting_that_moves_it(tree: Path, setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        moved: dict[str, Any] = {"DUDAO_GATEWAY_PORT" if setting == "DUDAO_PORT" else setting: port}
        said = refusal(tree, **moved)
    assert said == f"Port {port} is taken by another program: stop that one or set {setting} to a free port."
    assert not (tree / ".dudao/postgres").exists()


def test_a_port_that_is_no_port_is_refused(tree: Path) -> None:
    said = refusal(tree, DUDAO_PLANS_PORT="eighty")
    assert said == "DUDAO_PLANS_PORT must be a port between 1 and 65535, not 'eighty'."


def test_an_impossible_database_url_is_refused_with_an_example(tree: Path) -> None:
    said = refusal(tree, DUDAO_DATABASE_URL="mysql://somewhere")
    assert said == "DUDAO_DATABASE_URL must look like postgresql://admin:password@host:5432/dudao."


def test_a_database_that_does_not_answer_is_named(tree: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    said = refusal(tree, DUDAO_DATABASE_URL=f"postgresql://admin:guess@127.0.0.1:{port}/dudao")
    assert said.startswith(f"The database 127.0.0.1:{port}/dudao does not let admin in (")
    assert "guess" not in said


def test_a_folder_without_postgresql_is_named(tree: Path) -> None:
    said = refusal(tree, DUDAO_POSTGRES_BIN=str(tree))
    assert said == f"No PostgreSQL that can be run here is in {tree}: set DUDAO_POSTGRES_BIN to its bin folder."


@needs_root
def test_a_data_folder_that_cannot_be_made_is_named(tree: Path) -> None:
    python = python_for_nobody()
    if python is None:
        pytest.skip("no interpreter of this version that an account without rights can start")
    said = refusal(tree, command=as_nobody([python]), PYTHONPATH=packages())
    assert said == f"{tree}/.dudao cannot be made (Permission denied): set DUDAO_DATA to a folder of yours."


@needs_root
def test_a_closed_home_is_not_in_the_way_of_a_database_far_away(tree: Path) -> None:
    """The driver looks for certificates below the home; it must not stop there."""
    python = python_for_nobody()
    if python is None:
        pytest.skip("no interpreter of this version that an account without rights can start")
    url = "postgresql://admin:guess@127.0.0.1:1/dudao"
    nobody, data = as_nobody([python]), tree / "data"
    data.mkdir()
    os.chown(data, 65534, 65534)
    said = refusal(
        tree,
        command=nobody,
        HOME=os.environ["HOME"],
        PYTHONPATH=packages(),
        DUDAO_DATABASE_URL=url,
        DUDAO_DATA=str(data),
    )
    assert said.startswith("The database 127.0.0.1:1/dudao does not let admin in (")
    assert "Permission denied" not in said


@needs_root
def test_data_of_another_user_is_left_alone(place: Path) -> None:
    folder = DataFolder(place / "data")
    folder.create()
    folder.settings_file.touch()
    os.chown(folder.settings_file, 65534, 65534)
    with pytest.raises(CannotStart, match="belongs to another user"):
        Ground(Options(data=folder.path), Report(quiet=True))


@needs_root
def test_a_folder_named_by_the_operator_that_the_account_cannot_reach_is_refused(closed_folder: Path) -> None:
    server = EmbeddedServer(closed_folder / "postgres")
    with pytest.raises(CannotStart, match="cannot be reached by the account"):
        asyncio.run(server.__aenter__())
    assert stat.S_IMODE(closed_folder.stat().st_mode) == 0o700


def test_a_lost_settings_file_is_not_replaced_by_new_secrets(place: Path) -> None:
    folder = DataFolder(place / "data")
    folder.create()
    folder.cluster.mkdir(parents=True)
    with pytest.raises(CannotStart, match=r"settings\.env is gone"):
        Ground(Options(data=folder.path), Report(quiet=True)).open_settings(AsyncExitStack())

"""Starting and stopping from the command line, as whoever runs the tests, as an ordinary user, below a closed home."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.data_folder import SHARED_DATA
from tests.deploy.run import as_nobody, environment, gone, packages, python_for_nobody, running
from tests.deploy.tree import plant

NAMES = ("plans", "metrics", "audit", "gateway")
UP = "Ctrl-C stops it."


def runs_so_far(tree: Path) -> list[str]:
    """How often each process was asked to migrate, by its log."""
    return [(tree / f".dudao/logs/{name}.log").read_text().count("asked to migrate") for name in NAMES]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_and_a_signal_ends_every_process(tree: Path, number: signal.Signals) -> None:
    with running(tree) as run:
        run.until(UP)
        family = run.family()
        assert {run.ask(name)["pid"] for name in NAMES} < family
        assert run.end(number) == 0
        assert gone(family, 0.5)


def test_a_second_start_finds_the_data_and_the_secrets_of_the_first(tree: Path) -> None:
    kept = []
    for _ in range(2):
        with running(tree) as run:
            run.until(UP)
            assert run.end() == 0
        kept.append((tree / ".dudao/settings.env").read_text().split("# ----")[0])
    assert kept[0] == kept[1]
    assert stat.S_IMODE((tree / ".dudao/settings.env").stat().st_mode) == 0o600
    question = "SELECT count(*) FROM plans.run"
    with running(tree) as run:
        run.until(UP)
        answer = subprocess.run(
            [sys.executable, "-m", "deploy", "exec", sys.executable, "-c", ASK_AS_THE_APPLICATION, question],
            cwd=tree, env=run.environment, capture_output=True, text=True, check=True,
        )
    assert answer.stdout.strip() == "3"


ASK_AS_THE_APPLICATION = """
import asyncio, asyncpg, os, sys
async def ask():
    connection = await asyncpg.connect(os.environ["DUDAO_PLANS_DATABASE_URL"].replace("+asyncpg", ""))
    print(await connection.fetchval(sys.argv[1]))
    await connection.close()
asyncio.run(ask())
"""


def test_a_process_sees_its_own_settings_only_and_no_owner_login(tree: Path) -> None:
    with running(tree) as run:
        run.until(UP)
        for name in NAMES:
            given = run.ask(name)["settings"]
            assert all(setting.startswith(f"DUDAO_{name.upper()}_") for setting in given)
            assert f"DUDAO_{name.upper()}_DATABASE_URL" in given
            assert f"DUDAO_{name.upper()}_OWNER_DATABASE_URL" not in given


def test_a_killed_supervisor_leaves_no_process_and_the_next_start_works_at_once(tree: Path) -> None:
    with running(tree) as run:
        run.until(UP)
        family = run.family()
        run.end(signal.SIGKILL)
    with running(tree) as again:
        again.until(UP)
        assert gone(family, 0.1)
        assert again.end() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs all of these tests as an ordinary user already")
def test_an_ordinary_user_whose_home_is_closed_can_run_it(tree: Path) -> None:
    python = python_for_nobody()
    if python is None:
        pytest.skip("no interpreter of this version that an account without rights can start")
    for path in (tree, *tree.rglob("*")):
        os.chown(path, 65534, 65534)
    with running(tree, command=as_nobody([python]), HOME=os.environ["HOME"], PYTHONPATH=packages()) as run:
        run.until(UP)
        assert {(Path("/proc") / str(pid)).stat().st_uid for pid in run.family()} == {65534}
        assert stat.S_IMODE((tree / ".dudao").stat().st_mode) == 0o700
        assert run.end() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the database to another account")
def test_below_a_closed_folder_the_database_goes_where_its_account_reaches(closed_folder: Path) -> None:
    tree = plant(closed_folder / "tree")
    before = SHARED_DATA.exists() and set(SHARED_DATA.iterdir())
    with running(tree) as run:
        run.until(UP)
        assert run.end() == 0
    assert stat.S_IMODE(closed_folder.stat().st_mode) == 0o700
    assert not (tree / ".dudao").exists()
    subprocess.run([sys.executable, "-m", "deploy", "reset", "--yes"], cwd=tree, env=environment(), check=True)
    assert (set(SHARED_DATA.iterdir()) if before is not False else set()) == (before or set())

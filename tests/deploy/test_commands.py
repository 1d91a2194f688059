"""The other commands of `python -m deploy`, run from a tree with stand-ins."""

import subprocess
import sys
from pathlib import Path

from tests.deploy.conftest import one_version
from tests.deploy.run import environment, refusal, running

WALK = """
async def main(house):
    print("walked through", sorted(house.pids), house.gateway_url)
    return 3
"""


def deploy(tree: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy", *arguments]
    return subprocess.run(
        command,
        cwd=tree,
        env=environment(**extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_command_is_answered_with_the_known_ones(tree: Path) -> None:
    answer = deploy(tree, "dance")
    assert answer.returncode == 2
    assert "up, demo, reset, provision, check-migrations, exec" in answer.stderr.replace("'", "")


def test_settings_cannot_be_had_before_there_are_any(tree: Path) -> None:
    answer = deploy(tree, "exec", "env")
    assert (answer.returncode, answer.stderr) == (
        1,
        f"There is nothing in {tree}/.dudao yet: run `make run` or `make demo` first.\n",
    )


def test_preparing_needs_to_be_told_which_database(tree: Path) -> None:
    answer = deploy(tree, "provision")
    assert (answer.returncode, answer.stderr) == (1, "Set DUDAO_DATABASE_URL to the database to prepare.\n")


def test_removing_without_anybody_to_ask_is_refused(tree: Path) -> None:
    (tree / ".dudao").mkdir()
    (tree / ".dudao/settings.env").touch()
    answer = deploy(tree, "reset")
    assert (answer.returncode, answer.stderr) == (1, "Nobody can be asked here: say `python -m deploy reset --yes`.\n")
    assert (tree / ".dudao/settings.env").exists()


def test_a_migration_that_differs_from_its_models_fails_the_comparison(tree: Path) -> None:
    main = tree / "services/metrics/__main__.py"
    main.write_text("import sys\nif sys.argv[1] == 'check-migrations': sys.exit('a column is missing')\n")
    said = refusal(tree, verb="check-migrations")
    assert said.startswith("`metrics check-migrations` failed (status 1; a column is missing)")


@one_version
def test_the_demo_once_ends_with_the_status_of_its_walk(tree: Path, database_url: str) -> None:
    (tree / "deploy/demo/walk.py").write_text(WALK)
    answer = deploy(tree, "demo", "--once", DUDAO_DATABASE_URL=database_url)
    assert answer.returncode == 3, answer.stdout + answer.stderr
    assert "walked through ['audit', 'gateway', 'metrics', 'plans'] http://127.0.0.1:" in answer.stdout


@one_version
def test_preparing_the_operators_database_writes_the_settings_and_starts_nothing(tree: Path, database_url: str) -> None:
    answer = deploy(tree, "provision", DUDAO_DATABASE_URL=database_url)
    assert answer.returncode == 0, answer.stderr
    assert "DUDAO_AUDIT_OWNER_DATABASE_URL=" in (tree / ".dudao/settings.env").read_text()
    assert "asked to serve" not in (tree / ".dudao/logs/audit.log").read_text()


@one_version
def test_removing_stops_what_runs_and_leaves_what_is_not_its_own(tree: Path, database_url: str) -> None:
    with running(tree, DUDAO_DATABASE_URL=database_url) as run:
        run.until("Ctrl-C stops it.")
        (tree / ".dudao/notes.txt").write_text("mine")
        answer = deploy(tree, "reset", "--yes", DUDAO_DATABASE_URL=database_url)
        assert answer.returncode == 0, answer.stderr
        assert "Your own database keeps its schemas and roles" in answer.stdout
        assert run.process.wait(10) == 0
    assert [path.name for path in (tree / ".dudao").iterdir()] == ["notes.txt"]

"""The Makefile as a newcomer meets it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TARGETS = {"demo", "run", "test", "check", "acceptance", "bench", "reset", "format", "lock", "clean", "help"}

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """As a person calls it, also where these tests were started by make, whose variables would change the output."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=folder, env=outside, capture_output=True, text=True, check=False)


def test_without_a_target_it_prints_what_it_can_do() -> None:
    printed = make().stdout
    assert printed == make("help").stdout
    assert set(re.findall(r"^  make (\w+) +\S", printed, re.MULTILINE)) == TARGETS


def test_a_python_that_is_too_old_gets_one_sentence(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    refused = make("test", f"PYTHON={old}", folder=tmp_path)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert re.fullmatch(r"Makefile:\d+: \*\*\* No Python 3\.11 or newer .*\n", refused.stderr)


def test_what_is_installed_from_this_very_lock_is_not_installed_again(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").write_text("one==1\n")
    (tmp_path / ".venv").mkdir()
    shutil.copy(tmp_path / "requirements.lock", tmp_path / ".venv")
    assert "pip install" not in make("-n", "install", folder=tmp_path).stdout
    (tmp_path / "requirements.lock").write_text("one==2\n")
    assert "pip install" in make("-n", "install", folder=tmp_path).stdout


def test_the_continuous_run_is_a_sound_script_that_ends_with_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    assert script.read_text().rstrip().endswith("make --no-print-directory test")

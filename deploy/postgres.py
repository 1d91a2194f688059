"""The embedded PostgreSQL server: our own launcher for the programs of a wheel, or of any installed PostgreSQL.

It listens on a socket only, asks every login for a password, and survives what a machine does to it: kill -9 of
the server, of the supervisor, of initdb. It never changes the mode or the owner of a folder it did not make.
"""

import asyncio
import contextlib
import os
import signal
import time
from pathlib import Path
from types import TracebackType

import asyncpg

from deploy.account import database_account
from deploy.address import Address
from deploy.child import Child, last_line, size, spawn, written_since
from deploy.cluster import Cluster, initialise
from deploy.errors import CannotStart
from deploy.leftovers import clear_leftovers
from deploy.lock import FolderLock
from deploy.programs import Programs, find_programs
from deploy.report import Report
from deploy.socket_folder import PORT, make_socket_folder, socket_folder

ANSWER_SECONDS = 120.0  # recovery of a gigabyte of log took 30 s on two cores
STOP_SECONDS = 60.0
SETTINGS = {
    "listen_addresses": "",
    "max_wal_size": "256MB",
    "checkpoint_timeout": "2min",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
WITHOUT_DURABILITY = {"fsync": "off", "full_page_writes": "off"}  # commits still reach the system's memory
PASSES_SOON = ("pre-existing shared memory block", "postmaster.pid", "Is another postmaster")


class EmbeddedServer:
    """A server in `area`, made at the first start. As a context manager it starts, answers, and stops in order.

    `durable=False`, for tests only, gives up safety against a crash of the machine for speed; what is committed still
    survives a killed server.
    """

    def __init__(
        self,
        area: Path,
        *,
        programs: Path | None = None,
        durable: bool = True,
        log: Path | None = None,
        report: Report | None = None,
    ) -> None:
        self.area, self.durable = area.absolute(), durable
        self.log = log or self.area.with_name("postgres.log")
        self.report = report or Report(quiet=True)
        self._named = programs
        self._cluster = Cluster(self.area, database_account(self.area / "data"))
        self._programs: Programs | None = None
        self._child: Child | None = None
        self._held = contextlib.ExitStack()

    @property
    def socket(self) -> Path:
        """The folder of the socket, known before anything is made."""
        return socket_folder(self._cluster)

    @property
    def address(self) -> Address:
        """The superuser's login to the database `postgres`."""
        return Address(str(self.socket), PORT, "postgres", "postgres", self._cluster.password())

    async def __aenter__(self) -> "EmbeddedServer":
        with contextlib.ExitStack() as stack:
            await self.prepare(stack)
            self._child = await self.launch()
            self._held = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._held:
            if self._child:
                await stop_server(self._child)

    async def prepare(self, held: contextlib.ExitStack) -> None:
        """Everything short of starting: the programs, the data folder; the area is locked until `held` closes."""
        self._cluster.open_area()
        taken = f"Another server (started by process {{pid}}) works in {self.area}: stop it or set DUDAO_DATA."
        held.enter_context(FolderLock(self.area.with_name(f"{self.area.name}.lock"), taken))
        self._programs = await asyncio.to_thread(find_programs, self._cluster.account, self._named, self.area)
        await initialise(self._cluster, self._programs, log=self.log, durable=self.durable, report=self.report)
        self._cluster.require_version(self._programs)
        make_socket_folder(self.socket, self._cluster)
        if self.socket.parent != self.area:
            held.callback(_remove, self.socket)

    async def launch(self) -> Child:
        """Start the server, also after a kill -9; returns once it answers, within two minutes.

        What a killed server leaves may be in the way for a moment: that is waited for, anything else is an error.
        """
        deadline, delay = time.monotonic() + ANSWER_SECONDS, 0.2
        async with self.report.waiting("starting the database"):
            while True:
                await clear_leftovers(self._cluster.data, self.report)
                mark = size(self.log)
                child = await self._spawn()
                if await self._answers(child, deadline):
                    return child
                said = written_since(self.log, mark)
                if not any(text in said for text in PASSES_SOON) or time.monotonic() > deadline:
                    raise CannotStart(f"The database does not start ({last_line(said)}): see {self.log}.")
                await asyncio.sleep(delay)
                delay = min(2 * delay, 5.0)

    async def _spawn(self) -> Child:
        if self._programs is None:
            raise RuntimeError("prepare() comes before launch()")
        settings = SETTINGS | {"unix_socket_directories": str(self.socket), "port": str(PORT)}
        settings |= {} if self.durable else WITHOUT_DURABILITY
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return await spawn(
            [self._programs.postgres, "-D", self._cluster.data, *options],
            log=self.log,
            folder=self.area,
            environment={"PATH": os.defpath, "LC_ALL": "C"},
            account=self._cluster.account,
            death_signal=signal.SIGINT,
        )

    async def _answers(self, child: Child, deadline: float) -> bool:
        """Whether the server answers a query; False as soon as it has ended."""
        try:
            while not await answers(self.address):
                if child.returncode is not None:
                    return False
                self._require_time(deadline)
                await asyncio.sleep(0.05)
        except BaseException:
            await stop_server(child)
            raise
        return True

    def _require_time(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            raise CannotStart(f"The database did not answer within {ANSWER_SECONDS:.0f} s: see {self.log}.")


async def answers(address: Address) -> bool:
    """Whether the database answers a query now; a refused password is an error, not a no."""
    try:
        connection = await asyncpg.connect(address.url(), timeout=5)
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise CannotStart(f"The database refuses the login of {address.user}: {error}.") from error
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    try:
        return bool(await connection.fetchval("SELECT 1") == 1)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        connection.terminate()


async def stop_server(child: Child) -> None:
    """Fast shutdown: open transactions roll back, what is committed is on disk."""
    await child.stop(signal.SIGINT, STOP_SECONDS, signal.SIGQUIT)


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()

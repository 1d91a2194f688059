"""What the processes stand on: data folder, settings, and a database with its schemas, roles and migrations."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from deploy.address import Address, parse_address
from deploy.child import Child, last_line, size, spawn, written_since
from deploy.configure import environment_of, load_or_create, role_passwords
from deploy.data_folder import DataFolder, choose_data_folder
from deploy.errors import CannotStart
from deploy.keep import Kept, describe
from deploy.lock import FolderLock
from deploy.postgres import EmbeddedServer, stop_server
from deploy.processes import PROCESSES, Process
from deploy.provision import create_database, provision
from deploy.report import Report
from deploy.socket_folder import PORT

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "dudao"


@dataclass(frozen=True)
class Options:
    """How a house is to be run; `deploy.options` reads it from the environment."""

    root: Path = ROOT
    data: Path | None = None
    database_url: str | None = None
    postgres_bin: Path | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    durable: bool = True


class Ground:
    """Opened in two steps, so that whatever can be refused quickly is refused before a database is made."""

    def __init__(self, options: Options, report: Report) -> None:
        self.options, self.report = options, report
        self.folder: DataFolder = choose_data_folder(options.root, options.data)
        self.settings: dict[str, str] = {}
        self.database: Kept | None = None
        external = parse_address(options.database_url) if options.database_url else None
        self._server = None if external else self._embedded()
        self._location = external or self._socket()

    @property
    def admin(self) -> Address:
        """The login that prepares the database; for the embedded server its superuser."""
        return self._server.address.to(DATABASE) if self._server else self._location

    def outside(self) -> list[Path]:
        """What of the product lies outside the data folder: the socket's folder, where paths are long."""
        folder = self._server.socket if self._server else self.folder.path
        return [] if folder.is_relative_to(self.folder.path) or not folder.exists() else [folder]

    def open_settings(self, stack: AsyncExitStack) -> None:
        """Lock the data folder and read the settings, or make them."""
        self.folder.create()
        taken = f"Dudao already runs on {self.folder.path} (process {{pid}}): stop it with Ctrl-C or set DUDAO_DATA."
        stack.enter_context(FolderLock(self.folder.lock_file, taken))
        file = self.folder.settings_file
        if self.folder.cluster.exists() and not file.exists():
            raise CannotStart(
                f"{file} is gone, and with it the keys to the data beside it: restore it or `make reset`."
            )
        self.settings = load_or_create(file, self._location, self.options.overrides)
        if not os.access(os.environ.get("HOME", "/"), os.X_OK):  # the driver looks for certificates there, and stumbles
            os.environ["HOME"] = str(self.folder.path)

    def read_settings(self) -> dict[str, str]:
        """The settings of a house that was started before, running or not."""
        file = self.folder.settings_file
        if not file.exists():
            raise CannotStart(f"There is nothing in {self.folder.path} yet: run `make run` or `make demo` first.")
        return load_or_create(file, self._location, self.options.overrides)

    async def open_database(self, stack: AsyncExitStack) -> None:
        """Start the database, prepare it and migrate; it is kept alive until the stack closes."""
        if self._server:
            await self._server.prepare(stack.enter_context(ExitStack()))
            self.database = Kept("database", self._server.launch, stop_server, self.report)
            stack.push_async_callback(self.database.stop)
            await self.database.start()
            await create_database(self._server.address, DATABASE)
        async with self.report.waiting("preparing schemas and roles"):
            await provision(self.admin, role_passwords(self.settings))
        async with self.report.waiting("migrating"):
            await self.run_each("migrate")

    async def start(self, process: Process, verb: str) -> Child:
        """Start `python -m MODULE VERB` with the process's own settings and nothing of another's."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DUDAO_")}
        own = environment_of(process, self.settings, owner=verb != "serve")
        return await spawn(
            process.command(verb),
            log=self.folder.log(process.name),
            folder=self.options.root,
            environment=inherited | {"PYTHONUNBUFFERED": "1"} | own,
        )

    async def run(self, process: Process, verb: str) -> None:
        """Run one command of a process to its end; a failure is a sentence with its last words."""
        log = self.folder.log(process.name)
        mark = size(log)
        child = await self.start(process, verb)
        try:
            status = await child.wait()
        except BaseException:
            child.process.kill()
            raise
        if status != 0:
            said = last_line(written_since(log, mark))
            raise CannotStart(f"`{process.name} {verb}` failed ({describe(status)}; {said}): see {log}.")

    async def run_each(self, verb: str) -> None:
        """Run one command of all four processes at once; the first that fails ends the others."""
        try:
            async with asyncio.TaskGroup() as group:
                for process in PROCESSES:
                    group.create_task(self.run(process, verb))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    def _embedded(self) -> EmbeddedServer:
        return EmbeddedServer(
            self.folder.postgres,
            programs=self.options.postgres_bin,
            durable=self.options.durable,
            log=self.folder.log("database"),
            report=self.report,
        )

    def _socket(self) -> Address:
        return Address(str(self._server.socket) if self._server else "", PORT, DATABASE, "postgres", "")

"""The command line of a process: `serve`, `migrate`, `check-migrations`, `revise`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy import MetaData

from services.kernel import migrations
from services.kernel.logs import configure_logs
from services.kernel.settings import ProcessSettings

GRACE_SECONDS = 20
KEEP_ALIVE_SECONDS = 75  # longer than the gateway keeps an idle connection, or the two close and open at once


@dataclass(frozen=True)
class Process:
    """What the command line needs to know of a process."""

    name: str
    settings: type[ProcessSettings]
    metadata: MetaData
    folder: Path
    create: Callable[[Any], FastAPI]


def load_settings(process: Process) -> ProcessSettings:
    """The settings, or one sentence a fault on standard error and exit code 2."""
    try:
        return process.settings()
    except ValidationError as error:
        prefix = str(process.settings.model_config.get("env_prefix", ""))
        for item in error.errors():
            name = prefix + "_".join(str(part) for part in item["loc"]).upper()
            print(f"{process.name} cannot start: set {name} ({item['msg']}).", file=sys.stderr)
        sys.exit(2)


def run(process: Process, arguments: list[str]) -> None:
    """Carry out one command."""
    verb = arguments[0] if arguments else "serve"
    settings = load_settings(process)
    if verb == "serve":
        serve(process, settings)
    elif verb in ("migrate", "check-migrations", "revise"):
        _migrate(process, settings, verb, arguments[1:])
    else:
        sys.exit(f"{process.name} knows serve, migrate, check-migrations and revise, not {verb}.")


class _Server(uvicorn.Server):
    """Tells the feed's waiting readers as soon as the process is asked to stop."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app: Any = self.config.app
        app.state.ground.feed.close()
        super().handle_exit(sig, frame)


def serve(process: Process, settings: ProcessSettings) -> None:
    configure_logs(process.name)
    config = uvicorn.Config(
        process.create(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _Server(config).run()


def _migrate(process: Process, settings: ProcessSettings, verb: str, rest: list[str]) -> None:
    if settings.owner_database_url is None:
        prefix = str(process.settings.model_config.get("env_prefix", ""))
        sys.exit(f"{process.name} cannot migrate: set {prefix}OWNER_DATABASE_URL.")
    folder, url = process.folder / "migrations", settings.owner_database_url.get_secret_value()
    if verb == "migrate":
        migrations.upgrade(folder, url, process.metadata)
    elif verb == "check-migrations":
        migrations.check(folder, url, process.metadata)
    else:
        migrations.revise(folder, url, process.metadata, " ".join(rest) or "change")

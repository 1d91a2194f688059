"""The command line of a process: `serve`, `migrate`, `check-migrations`, `revise`.

What a command needs is imported for it alone: to migrate takes no routes, to serve takes no Alembic, and a start does
both.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import MetaData

from services.kernel.settings import ProcessSettings


@dataclass(frozen=True)
class Process:
    """What the command line needs to know of a process; `create` of the module `app` assembles it."""

    name: str
    settings: type[ProcessSettings]
    metadata: MetaData
    folder: Path
    app: str


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
        from services.kernel.serving import serve

        serve(process.name, process.app, settings)
    elif verb in ("migrate", "check-migrations", "revise"):
        _migrate(process, settings, verb, arguments[1:])
    else:
        sys.exit(f"{process.name} knows serve, migrate, check-migrations and revise, not {verb}.")


def _migrate(process: Process, settings: ProcessSettings, verb: str, rest: list[str]) -> None:
    if settings.owner_database_url is None:
        prefix = str(process.settings.model_config.get("env_prefix", ""))
        sys.exit(f"{process.name} cannot migrate: set {prefix}OWNER_DATABASE_URL.")

    from services.kernel import migrations

    folder, url = process.folder / "migrations", settings.owner_database_url.get_secret_value()
    if verb == "migrate":
        migrations.upgrade(folder, url, process.metadata)
    elif verb == "check-migrations":
        migrations.check(folder, url, process.metadata)
    else:
        migrations.revise(folder, url, process.metadata, " ".join(rest) or "change")

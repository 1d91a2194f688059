"""What the launcher itself reads from the environment."""

from collections.abc import Mapping
from pathlib import Path

from deploy.configure import overrides_of
from deploy.ground import Options

VARIABLES = {
    "DUDAO_DATA": "the data folder (default: .dudao in the repository, or below /var/lib/dudao for root)",
    "DUDAO_PORT": "the gateway's port (default 8000); the three services take the next three ports",
    "DUDAO_GATEWAY_HOST": "the address on which the gateway listens (default 127.0.0.1)",
    "DUDAO_DATABASE_URL": "a PostgreSQL to use in place of the embedded one, 15 or newer: the URL of a role that owns "
    "the database and may create roles, postgresql://admin:password@host:5432/dudao",
    "DUDAO_POSTGRES_BIN": "a folder with PostgreSQL's programs to use in place of the wheel's",
    "DUDAO_<PROCESS>_<NAME>": "any setting of a process, for this run (deploy/settings.example.env lists them)",
}


def options_from(environment: Mapping[str, str]) -> Options:
    data, programs = environment.get("DUDAO_DATA"), environment.get("DUDAO_POSTGRES_BIN")
    return Options(
        data=Path(data) if data else None,
        database_url=environment.get("DUDAO_DATABASE_URL") or None,
        postgres_bin=Path(programs).absolute() if programs else None,
        overrides=overrides_of(environment),
    )

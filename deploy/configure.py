"""The settings of the four processes: secrets made once at random, everything else worked out from few lines."""

import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from joserfc.jwk import ECKey

from deploy.address import Address
from deploy.errors import CannotStart
from deploy.processes import AUDIT, GATEWAY, METRICS, PLANS, PROCESSES, SERVICES, Process
from deploy.provision import KINDS, role_name
from deploy.settings_file import read_kept, write_settings

GATEWAY_PORT = 8000
ROLE_PASSWORDS = "DUDAO_ROLE_PASSWORDS"
LOOPBACK = "127.0.0.1"
NEIGHBOURS = {METRICS: (PLANS,), AUDIT: (PLANS, METRICS), GATEWAY: SERVICES}
PROCESS_SETTING = re.compile(r"DUDAO_(PLANS|METRICS|AUDIT|GATEWAY)_[A-Z0-9_]+")
ANYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 - named to be translated, not listened on


def load_or_create(file: Path, database: Address, overrides: Mapping[str, str]) -> dict[str, str]:
    """All settings of this run. The file keeps what it had; `overrides` hold for this run and are not written."""
    kept = read_kept(file) if file.exists() else new_secrets()
    below = {name: value for name, value in derived(kept, database).items() if name not in kept}
    write_settings(file, kept, below)
    settings = kept | dict(overrides)
    return settings | derived(settings, database)


def overrides_of(environment: Mapping[str, str]) -> dict[str, str]:
    """What the operator's environment sets for the processes; DUDAO_PORT is short for the gateway's port."""
    found = {name: value for name, value in environment.items() if PROCESS_SETTING.fullmatch(name)}
    if "DUDAO_PORT" in environment:
        found.setdefault("DUDAO_GATEWAY_PORT", environment["DUDAO_PORT"])
    return found


def new_secrets() -> dict[str, str]:
    key = ECKey.generate_key("P-256", {"kid": secrets.token_hex(8), "use": "sig", "alg": "ES256"}, private=True)
    passwords = {f"{process.name}_{kind}": secrets.token_urlsafe(32) for process in PROCESSES for kind in KINDS}
    return {
        **{f"{service.prefix}CLIENT_SECRET": secrets.token_urlsafe(32) for service in SERVICES},
        "DUDAO_GATEWAY_SECRET_KEY": secrets.token_hex(32),
        "DUDAO_GATEWAY_SIGNING_KEY": json.dumps(key.as_dict(private=True)),
        ROLE_PASSWORDS: json.dumps(passwords),
    }


def role_passwords(settings: Mapping[str, str]) -> dict[str, str]:
    try:
        passwords = json.loads(settings[ROLE_PASSWORDS])
        return {
            f"{process.name}_{kind}": passwords[f"{process.name}_{kind}"] for process in PROCESSES for kind in KINDS
        }
    except (KeyError, ValueError, TypeError) as error:
        raise CannotStart(f"{ROLE_PASSWORDS} is missing from the settings or damaged: restore the file.") from error


def ports_of(settings: Mapping[str, str]) -> dict[str, int]:
    """The port of each process: the gateway's, and the three after it unless set otherwise."""
    ports = {GATEWAY.name: _port(settings, GATEWAY, GATEWAY_PORT)}
    for place, service in enumerate(SERVICES, 1):
        ports[service.name] = _port(settings, service, ports[GATEWAY.name] + place)
    return ports


def port_setting(process: Process) -> str:
    return "DUDAO_PORT" if process is GATEWAY else f"{process.prefix}PORT"


def derived(settings: Mapping[str, str], database: Address) -> dict[str, str]:
    """Everything that follows from secrets, ports and the database's place, unless `settings` says otherwise."""
    values: dict[str, str] = {}
    for process in PROCESSES:
        values |= {
            f"{process.prefix}HOST": LOOPBACK,
            f"{process.prefix}PORT": str(ports_of(settings)[process.name]),
            **_database_urls(process, role_passwords(settings), database),
        }
        for neighbour in NEIGHBOURS.get(process, ()):
            values[f"{process.prefix}{neighbour.name.upper()}_URL"] = url_of(neighbour, settings)
    shared = {service.name: settings.get(f"{service.prefix}CLIENT_SECRET", "") for service in SERVICES}
    values |= {f"{service.prefix}GATEWAY_URL": url_of(GATEWAY, settings) for service in SERVICES}
    values |= {
        "DUDAO_GATEWAY_PUBLIC_URL": url_of(GATEWAY, settings),
        "DUDAO_GATEWAY_SERVICE_SECRETS": json.dumps(shared),
    }
    return {name: settings.get(name, value) for name, value in values.items()}


def _database_urls(process: Process, passwords: Mapping[str, str], database: Address) -> dict[str, str]:
    urls = {}
    for kind, name in (("app", "DATABASE_URL"), ("owner", "OWNER_DATABASE_URL")):
        role = role_name(database.database, process.name, kind)
        urls[process.prefix + name] = database.login(role, passwords[f"{process.name}_{kind}"]).sqlalchemy_url()
    return urls


def url_of(process: Process, settings: Mapping[str, str]) -> str:
    """Where a process is found from this machine, also when it listens on every address."""
    host = settings.get(f"{process.prefix}HOST", LOOPBACK)
    host = ANYWHERE.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{ports_of(settings)[process.name]}"


def environment_of(process: Process, settings: Mapping[str, str], *, owner: bool) -> dict[str, str]:
    """What one process gets to see: its own settings only, and the owner's login only where it migrates."""
    own = {name: value for name, value in settings.items() if name.startswith(process.prefix)}
    if not owner:
        own.pop(f"{process.prefix}OWNER_DATABASE_URL", None)
    return own


def _port(settings: Mapping[str, str], process: Process, default: int) -> int:
    text = settings.get(f"{process.prefix}PORT", str(default))
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"{port_setting(process)} must be a port between 1 and 65535, not {text!r}.")
    return int(text)

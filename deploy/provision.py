"""The database as the processes need it: a schema and two roles each, and nothing anybody else can use.

The owner makes and alters the tables of its schema. The application role reads and writes rows there, alters nothing
and does not even see another schema. Everything is safe to repeat. What the application role may do with a table is
granted by default when the owner makes it and never again afterwards: a migration may take rights away (a ledger that
only grows), and a restart must not give them back.
"""

from collections.abc import Mapping

import asyncpg

from deploy.address import Address
from deploy.errors import CannotStart
from deploy.processes import PROCESSES
from deploy.scram import scram_verifier

KINDS = ("owner", "app")
LONGEST_DATABASE_NAME = 63 - len("_metrics_owner")
LOCK = 5_117_323  # any number, the same for everyone who provisions


def role_name(database: str, process: str, kind: str) -> str:
    return f"{database}_{process}_{kind}"


async def create_database(server: Address, database: str) -> None:
    """Make the database of the embedded server unless it is there, and close the ones that come with a server."""
    connection = await _connect(server)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            await connection.execute(f"CREATE DATABASE {_name(database)}")
        await connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
    finally:
        await connection.close()


async def provision(admin: Address, passwords: Mapping[str, str]) -> None:
    """Bring schemas, roles and grants of `admin.database` to what they must be; all of it or nothing.

    `admin` owns the database and may create roles. `passwords` is keyed `plans_owner`, `plans_app`, and so on.
    """
    if len(admin.database) > LONGEST_DATABASE_NAME:
        raise CannotStart(f"The database's name {admin.database} is too long: at most {LONGEST_DATABASE_NAME} letters.")
    connection = await _connect(admin)
    try:
        async with connection.transaction():
            await connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
            for process in PROCESSES:
                await _provision_process(connection, admin.database, process.name, passwords)
            await _close_to_others(connection, admin.database)
    except asyncpg.InsufficientPrivilegeError as error:
        need = f"{admin.user} must own the database {admin.database} and have CREATEROLE"
        raise CannotStart(f"The database cannot be prepared ({error}): {need}.") from error
    finally:
        await connection.close()


async def _connect(address: Address) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(address.url(), timeout=30)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        place = f"{address.host}:{address.port}/{address.database}"
        reason = str(error) or type(error).__name__
        raise CannotStart(f"The database {place} does not let {address.user} in ({reason}).") from error


async def _provision_process(
    connection: asyncpg.Connection, database: str, process: str, passwords: Mapping[str, str]
) -> None:
    for kind in KINDS:
        await _provision_role(connection, role_name(database, process, kind), passwords[f"{process}_{kind}"])
    owner, app = (_name(role_name(database, process, kind)) for kind in KINDS)
    schema = _name(process)
    if not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        await connection.execute(f"GRANT {owner} TO CURRENT_USER")  # or it may not make a schema for that role
    found = await connection.fetchval("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = $1", process)
    if found is not None and found.strip('"') != role_name(database, process, "owner"):
        raise CannotStart(f"The schema {process} of {database} belongs to {found}: give Dudao a database of its own.")
    await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}")
    defaults = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT"
    await connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {app}")
    await connection.execute(f"{defaults} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}")
    await connection.execute(f"{defaults} USAGE ON SEQUENCES TO {app}")
    await connection.execute(f"GRANT CONNECT ON DATABASE {_name(database)} TO {owner}, {app}")


async def _provision_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    found = await connection.fetchrow(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = $1", role
    )
    if found is None:
        await connection.execute(f"CREATE ROLE {_name(role)}")
    elif found[0]:
        raise CannotStart(f"The role {role} has rights over the whole server: take them away or drop the role.")
    await connection.execute(f"ALTER ROLE {_name(role)} LOGIN PASSWORD '{scram_verifier(password)}'")


async def _close_to_others(connection: asyncpg.Connection, database: str) -> None:
    await connection.execute(f"REVOKE ALL ON DATABASE {_name(database)} FROM PUBLIC")
    await connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'

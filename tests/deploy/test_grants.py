"""What the roles of a prepared database may do, on PostgreSQL 18 and 15."""

import asyncpg
import pytest

from deploy.errors import CannotStart
from deploy.provision import KINDS, provision
from tests.deploy.conftest import Prepared

PROCESSES = ("plans", "metrics", "audit", "gateway")


async def refused(prepared: Prepared, login: str, *statements: str) -> None:
    connection = await asyncpg.connect(login)
    try:
        for statement in statements:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_server_is_of_the_version_asked_for(prepared: Prepared) -> None:
    connection = await asyncpg.connect(prepared.admin.url())
    assert connection.get_server_version().major == prepared.major
    await connection.close()


async def test_a_role_nobody_granted_anything_cannot_even_connect(prepared: Prepared) -> None:
    admin = await asyncpg.connect(prepared.admin.url())
    await admin.execute("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN PASSWORD 'let me in'")
    await admin.close()
    for database in ("dudao", "postgres", "template1"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(prepared.admin.login("stranger", "let me in").to(database).url())


async def test_a_wrong_password_is_refused(prepared: Prepared) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(prepared.admin.login("dudao_plans_app", "guess").url())


@pytest.mark.parametrize("process", PROCESSES)
async def test_an_application_role_alters_nothing(prepared: Prepared, process: str) -> None:
    owner = await asyncpg.connect(prepared.login(process, "owner"))
    await owner.execute(f"CREATE TABLE IF NOT EXISTS {process}.thing (id int GENERATED ALWAYS AS IDENTITY, note text)")
    await owner.close()
    await refused(
        prepared,
        prepared.login(process, "app"),
        f"CREATE TABLE {process}.another (id int)",
        f"ALTER TABLE {process}.thing ADD COLUMN more text",
        f"DROP TABLE {process}.thing",
        f"TRUNCATE {process}.thing",
        f"CREATE INDEX ON {process}.thing (note)",
        "CREATE TABLE public.thing (id int)",
        "CREATE TEMPORARY TABLE thing (id int)",
        "CREATE SCHEMA another",
        "CREATE ROLE another",
        "CREATE DATABASE another",
        f"SET ROLE dudao_{process}_owner",
    )


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("kind", KINDS)
async def test_no_role_sees_another_schema(prepared: Prepared, process: str, kind: str) -> None:
    others = [other for other in PROCESSES if other != process]
    for other in others:
        owner = await asyncpg.connect(prepared.login(other, "owner"))
        await owner.execute(f"CREATE TABLE IF NOT EXISTS {other}.secret (id int)")
        await owner.close()
    await refused(prepared, prepared.login(process, kind), *(f"TABLE {other}.secret" for other in others))


async def test_no_role_has_rights_over_the_server_or_over_another_role(prepared: Prepared) -> None:
    admin = await asyncpg.connect(prepared.admin.url())
    rows = await admin.fetch(
        """SELECT rolname FROM pg_roles WHERE rolname LIKE 'dudao\\_%' AND (rolsuper OR rolcreaterole OR rolcreatedb
           OR rolbypassrls OR rolreplication OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid))"""
    )
    count = await admin.fetchval("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'dudao\\_%'")
    await admin.close()
    assert (rows, count) == ([], 8)


@pytest.mark.parametrize("process", PROCESSES)
async def test_an_application_role_reads_and_writes_what_its_owner_made_later(prepared: Prepared, process: str) -> None:
    owner = await asyncpg.connect(prepared.login(process, "owner"))
    await owner.execute(f"DROP TABLE IF EXISTS {process}.later; CREATE TABLE {process}.later (id serial, note text)")
    await owner.close()
    app = await asyncpg.connect(prepared.login(process, "app"))
    await app.execute(f"SET search_path TO {process}")
    await app.execute("INSERT INTO later (note) VALUES ('one'), ('two')")
    await app.execute("UPDATE later SET note = 'three' WHERE id = 2")
    await app.execute("DELETE FROM later WHERE id = 1")
    assert await app.fetchval("SELECT note FROM later") == "three"
    await app.close()


async def test_preparing_again_gives_back_no_right_that_a_migration_took(prepared: Prepared) -> None:
    owner = await asyncpg.connect(prepared.login("audit", "owner"))
    await owner.execute(
        "CREATE TABLE audit.ledger (id int); REVOKE UPDATE, DELETE ON audit.ledger FROM dudao_audit_app"
    )
    await owner.close()
    await provision(prepared.admin, prepared.passwords)
    app_login = prepared.login("audit", "app")
    await refused(prepared, app_login, "UPDATE audit.ledger SET id = 1", "DELETE FROM audit.ledger")
    app = await asyncpg.connect(app_login)
    assert await app.execute("INSERT INTO audit.ledger VALUES (1)") == "INSERT 0 1"
    await app.close()


async def test_a_foreign_schema_of_the_same_name_is_not_taken_over(prepared: Prepared) -> None:
    admin = await asyncpg.connect(prepared.admin.url())
    await admin.execute("CREATE DATABASE shared")
    await admin.close()
    shared = prepared.admin.to("shared")
    other = await asyncpg.connect(shared.url())
    await other.execute("CREATE SCHEMA audit")
    await other.close()
    with pytest.raises(CannotStart, match="belongs to postgres: give Dudao a database of its own"):
        await provision(shared, prepared.passwords)


async def test_an_owner_of_the_database_who_is_no_superuser_can_prepare_it(prepared: Prepared) -> None:
    admin = await asyncpg.connect(prepared.admin.url())
    await admin.execute("CREATE ROLE county LOGIN CREATEROLE PASSWORD 'operator'")
    await admin.execute("CREATE DATABASE supervision OWNER county")
    await admin.close()
    county = prepared.admin.login("county", "operator").to("supervision")
    for _ in range(2):
        await provision(county, prepared.passwords)
    theirs = Prepared(county, prepared.passwords, prepared.major)
    owner = await asyncpg.connect(theirs.login("plans", "owner"))
    await owner.execute("CREATE TABLE plans.thing (id int)")
    await owner.close()
    app = await asyncpg.connect(theirs.login("plans", "app"))
    assert await app.fetch("SELECT * FROM plans.thing") == []
    await app.close()
    await refused(theirs, theirs.login("plans", "app"), "CREATE TABLE plans.another (id int)")

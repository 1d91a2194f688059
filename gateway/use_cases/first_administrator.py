"""The first administrator, made on the machine itself: `python -m gateway create-administrator NAME`."""

import sys
import uuid

from pydantic import TypeAdapter, ValidationError

from gateway import repository
from gateway.passwords import hash_password
from gateway.schemas import Password, Username
from services.access.policy import ROOT_ORGANISATION, Role
from services.kernel.database import Database
from services.kernel.settings import ProcessSettings


async def create_administrator(settings: ProcessSettings, username: str, password: str) -> None:
    """An administrator for the whole country; exits with one sentence where the name or password will not do."""
    try:
        TypeAdapter(Username).validate_python(username)
        TypeAdapter(Password).validate_python(password)
    except ValidationError as error:
        sys.exit(f"Not created: {error.errors()[0]['msg']} (name of 3 to 60 letters, password of at least 12).")
    database = Database(settings.database_url.get_secret_value(), "gateway", 2)
    try:
        async with database.transaction() as session:
            if await repository.account_named(session, username):
                sys.exit(f"Not created: there is an account {username} already.")
            principal = "acc_" + uuid.uuid4().hex
            grant = {"role": Role.ADMINISTRATOR.value, "organisation": ROOT_ORGANISATION}
            await repository.register(session, principal, "person", username, [grant])
            await repository.add_account(session, principal, username, await hash_password(password))
            await repository.record(session, principal, "registered", "operator", "first administrator")
            await session.commit()
    finally:
        await database.close()
    print(f"Created administrator {username}.")

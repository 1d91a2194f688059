"""Tables of the gateway: principals and grants (which it owns), their credentials, codes, a copy of organisations."""

from datetime import datetime

from sqlalchemy import DateTime, LargeBinary, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("gateway")
add_principals(METADATA)
add_organisations(METADATA)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of the gateway, in a registry of their own: SQLModel's global one would mix all processes."""


class ClientSecret(Base, table=True):
    """The keyed hash of a machine's 256-bit secret."""

    __tablename__ = "client_secret"

    principal_id: str = Field(primary_key=True, sa_type=Text, foreign_key="gateway.principal.id")
    secret_hash: bytes = Field(sa_type=LargeBinary)


class Account(Base, table=True):
    """A person's local account; the password as argon2 hash."""

    __tablename__ = "account"

    principal_id: str = Field(primary_key=True, sa_type=Text, foreign_key="gateway.principal.id")
    username: str = Field(sa_type=Text, unique=True)
    password_hash: str = Field(sa_type=Text)


class AuthorizationCode(Base, table=True):
    """A code on its way from the sign-in page to the token endpoint; usable once, for a minute, by who made it."""

    __tablename__ = "authorization_code"

    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    principal_id: str = Field(sa_type=Text, foreign_key="gateway.principal.id")
    client_id: str = Field(sa_type=Text)
    redirect_uri: str = Field(sa_type=Text)
    challenge: str = Field(sa_type=Text)
    ends_at: datetime = Field(sa_type=DateTime(timezone=True))


class CredentialEvent(Base, table=True):
    """Who registered or revoked whom, and why; append-only."""

    __tablename__ = "credential_event"

    id: int | None = Field(default=None, primary_key=True)
    principal_id: str = Field(sa_type=Text, index=True)
    what: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))

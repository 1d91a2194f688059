"""The metadata and the table base of audit's schema."""

from typing import Any

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("audit")
add_principals(METADATA)
add_organisations(METADATA)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


def key_of(kind: Any) -> Any:
    """A part of a primary key whose value is always given."""
    return Field(primary_key=True, sa_type=kind, sa_column_kwargs={"autoincrement": False})

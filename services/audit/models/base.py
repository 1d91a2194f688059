"""The metadata and the table base of audit's schema."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("audit")
add_principals(METADATA)
add_organisations(METADATA)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""

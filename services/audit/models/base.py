"""The metadata and the table base of audit's schema."""

from typing import TYPE_CHECKING

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata, table_base

METADATA = schema_metadata("audit")
add_principals(METADATA)
add_organisations(METADATA)

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    Base = SQLModel
else:
    Base = table_base(METADATA)

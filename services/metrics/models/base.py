"""What every table of metrics is declared on."""

from typing import Any

from sqlalchemy import Column, DateTime, Identity, Integer, LargeBinary, func
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("metrics")
add_principals(METADATA)
add_organisations(METADATA)
METADATA.tables["metrics.organisation"].append_column(
    Column("number", Integer, Identity(), nullable=False, unique=True)
)
METADATA.tables["metrics.change"].append_column(Column("packed", LargeBinary, nullable=True))


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


def moment() -> Any:
    """When a row was written."""
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()))

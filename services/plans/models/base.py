"""What every table of plans is declared on, and the columns that say when a row was written."""

from typing import Any

from sqlalchemy import Column, DateTime, Index, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("plans")
add_principals(METADATA)
add_organisations(METADATA)
# Only here are organisations found by name: the copies of the other processes lack the column.
FOLDED_NAMES: Column[list[str]] = Column("folded_names", ARRAY(Text), nullable=False, server_default="{}")
METADATA.tables["plans.organisation"].append_column(FOLDED_NAMES)
Index("ix_organisation_folded_names", FOLDED_NAMES, postgresql_using="gin")


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


def recording_time() -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()))


def import_time() -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))

"""What senders call things, and official statistics as a second source.

`official_import`, `official_value` and `difference_settlement` only grow, as readings do.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.metrics.models.base import Base, moment


class CodeMapping(Base, table=True):
    """What a client calls an organisation or an indicator."""

    __tablename__ = "code_mapping"
    __table_args__ = (CheckConstraint("kind IN ('organisation', 'indicator')", name="kind"),)

    client_id: str = Field(sa_column=Column(Text, primary_key=True))
    kind: str = Field(sa_column=Column(Text, primary_key=True))
    own_code: str = Field(sa_column=Column(Text, primary_key=True))
    code: str = Field(sa_type=Text)


class CodeMappingVersion(Base, table=True):
    """How often the list of a client has changed."""

    __tablename__ = "code_mapping_version"

    client_id: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_type=BigInteger)


class OfficialTable(Base, table=True):
    """How a table of official statistics is read, in every version."""

    __tablename__ = "official_table"

    code: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text)
    reading: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class OfficialImport(Base, table=True):
    """A file that was read by a table, with the figures of its report."""

    __tablename__ = "official_import"
    __table_args__ = (UniqueConstraint("id"), Index("ix_official_import_period", "period"))

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    id: str = Field(sa_type=Text)
    table_code: str = Field(sa_type=Text)
    table_version: int
    period: int
    indicators: list[int] = Field(sa_column=Column(ARRAY(Integer), nullable=False))
    sender_id: str = Field(sa_type=Text)
    sender_name: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    received_at: datetime | None = moment()
    created: int
    updated: int
    unchanged: int
    rejected: int


class OfficialValue(Base, table=True):
    """A value of official statistics; `place` says where in the file it stood."""

    __tablename__ = "official_value"

    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    indicator: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    import_: int = Field(sa_column=Column("import", BigInteger, nullable=False))
    value: float = Field(sa_column=Column(Double, nullable=False))
    place: str = Field(sa_type=Text)


class DifferenceSettlement(Base, table=True):
    """What was decided where a reading and official statistics differ, and on which versions of the two."""

    __tablename__ = "difference_settlement"
    __table_args__ = (
        CheckConstraint("decision IN ('reported_stands', 'official_stands')", name="decision"),
        Index("ix_difference_settlement_key", "period", "organisation", "indicator", "number"),
    )

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    period: int
    organisation: int
    indicator: int
    reading_version: int = Field(sa_type=SmallInteger)
    official_version: int = Field(sa_type=SmallInteger)
    decision: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    reviewer_id: str = Field(sa_type=Text)
    reviewer_name: str = Field(sa_type=Text)
    settled_at: datetime | None = moment()

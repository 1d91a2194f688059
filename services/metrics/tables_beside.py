"""Tables beside the readings: what senders call things, and official statistics as a second source.

`official_import`, `official_value` and `difference_settlement` only grow, as readings do.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB


def _key() -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in ("period", "organisation", "indicator")]


def add_code_mappings(metadata: MetaData) -> None:
    """What a client calls organisations and indicators; the version counts how often its list has changed."""
    Table(
        "code_mapping",
        metadata,
        Column("client_id", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("own_code", Text, primary_key=True),
        Column("code", Text, nullable=False),
        CheckConstraint("kind IN ('organisation', 'indicator')", name="kind"),
    )
    Table(
        "code_mapping_version",
        metadata,
        Column("client_id", Text, primary_key=True),
        Column("version", BigInteger, nullable=False),
    )


def add_official_statistics(metadata: MetaData) -> None:
    """How tables of official statistics are read, in every version; what was read; what was decided of differences."""
    Table(
        "official_table",
        metadata,
        Column("code", Text, primary_key=True),
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("title_zh", Text, nullable=False),
        Column("title_en", Text, nullable=False),
        Column("organisation_code", Text, nullable=False),
        Column("reading", JSONB, nullable=False),
    )
    Table(
        "official_import",
        metadata,
        Column("number", BigInteger, Identity(), primary_key=True),
        Column("id", Text, nullable=False),
        Column("table_code", Text, nullable=False),
        Column("table_version", Integer, nullable=False),
        Column("period", Integer, nullable=False),
        Column("indicators", ARRAY(Integer), nullable=False),
        Column("sender_id", Text, nullable=False),
        Column("sender_name", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("created", Integer, nullable=False),
        Column("updated", Integer, nullable=False),
        Column("unchanged", Integer, nullable=False),
        Column("rejected", Integer, nullable=False),
        UniqueConstraint("id"),
        Index("ix_official_import_period", "period"),
    )
    Table(
        "official_value",
        metadata,
        *_key(),
        Column("version", SmallInteger, nullable=False),
        Column("import", BigInteger, nullable=False),
        Column("value", Double, nullable=False),
        Column("place", Text, nullable=False),
        PrimaryKeyConstraint("period", "organisation", "indicator", "version"),
    )
    Table(
        "difference_settlement",
        metadata,
        Column("number", BigInteger, Identity(), primary_key=True),
        *_key(),
        Column("reading_version", SmallInteger, nullable=False),
        Column("official_version", SmallInteger, nullable=False),
        Column("decision", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("reviewer_id", Text, nullable=False),
        Column("reviewer_name", Text, nullable=False),
        Column("settled_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        CheckConstraint("decision IN ('reported_stands', 'official_stands')", name="decision"),
        Index("ix_difference_settlement_key", "period", "organisation", "indicator", "number"),
    )

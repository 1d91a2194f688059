"""The tables that access rests on, present in every process's schema: principals, their grants, organisations.

The gateway owns principals and grants, plans owns organisations; the others hold copies of the same shape.
"""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB


def add_principals(metadata: MetaData) -> None:
    Table(
        "principal",
        metadata,
        Column("id", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("active", Boolean, nullable=False),
    )
    Table(
        "principal_grant",
        metadata,
        Column("principal_id", Text, primary_key=True),
        Column("role", Text, primary_key=True),
        Column("organisation_code", Text, primary_key=True),
        ForeignKeyConstraint(["principal_id"], [f"{metadata.schema}.principal.id"], ondelete="CASCADE"),
    )


def add_organisations(metadata: MetaData) -> None:
    """`path` is the chain of codes from the root, each preceded by a slash."""
    Table(
        "organisation",
        metadata,
        Column("code", Text, primary_key=True),
        Column("parent_code", Text, nullable=True),
        Column("path", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("name_zh", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        Column("attributes", JSONB, nullable=False),
        Index("ix_organisation_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
        Index("ix_organisation_parent_code", "parent_code"),
    )

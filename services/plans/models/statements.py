"""Responsibility statements, their versions, and every act in their life."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.plans.models.base import Base, recording_time


class Statement(Base, table=True):
    """A responsibility statement of a plan for a unit and a year; what it holds and what became of it stand apart."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("plan_code", "organisation_code", "year", name="uq_statement_natural"),
        Index("ix_statement_organisation_code", "organisation_code"),
        Index("ix_statement_jurisdiction_code", "jurisdiction_code"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), nullable=False, unique=True))
    plan_code: str = Field(sa_type=Text, foreign_key="plans.plan.code")
    jurisdiction_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    year: int = Field(sa_type=Integer)
    issued_by_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    recorded_at: datetime = recording_time()


class StatementVersion(Base, table=True):
    """What a statement holds: the first as drawn from a revision, the next as amended. None is ever changed."""

    __tablename__ = "statement_version"

    statement_id: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.statement.id")
    version: int = Field(primary_key=True, sa_type=Integer)
    plan_revision: int = Field(sa_type=Integer)
    content: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorded_at: datetime = recording_time()


class StatementEvent(Base, table=True):
    """One act in the life of a statement; the state is that which the last of them leaves."""

    __tablename__ = "statement_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "version"],
            ["plans.statement_version.statement_id", "plans.statement_version.version"],
            name="fk_statement_event_statement_id_version",
        ),
        CheckConstraint(
            "act IN ('drawn', 'issued', 'acknowledged', 'contested', 'upheld', 'amended', 'withdrawn')", name="act"
        ),
        Index("ix_statement_event_statement_id", "statement_id", "id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    statement_id: str = Field(sa_type=Text)
    version: int = Field(sa_type=Integer)
    act: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    happened_on: date
    lines: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()

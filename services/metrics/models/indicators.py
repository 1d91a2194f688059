"""What is asked: indicators and collections; derived indicators and rules, in versions that only grow.

Bodies of versions are what was sent: a formula or a rule is read again by the schema that took it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    false,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.metrics.models.base import Base, moment


class Indicator(Base, table=True):
    """A data item: what is reported, in which unit and form, for which kind of period, by whom.

    Who reports it stands in columns, so that one join finds what everybody owes; an empty list leaves open.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("value_type IN ('integer', 'decimal', 'yes_no', 'grade')", name="value_type"),
        CheckConstraint("period IN ('school_year', 'term', 'calendar_year', 'month')", name="period"),
        CheckConstraint("(value_type = 'grade') = (grades <> '[]')", name="grades"),
        CheckConstraint("not evidence_needed OR value_type IN ('yes_no', 'grade')", name="evidence_needed"),
    )

    code: str = Field(sa_column=Column(Text, primary_key=True))
    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), nullable=False, unique=True))
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    value_type: str = Field(sa_type=Text)
    not_negative: bool
    stage: str | None = Field(default=None, sa_type=Text)
    period: str = Field(sa_type=Text)
    reporter_kind: str = Field(sa_type=Text)
    school_kinds: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    places: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    functions: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    levels: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    population_zh: str = Field(sa_type=Text)
    population_en: str = Field(sa_type=Text)
    grades: list[dict[str, str]] = Field(sa_column=Column(JSONB, nullable=False))
    evidence_needed: bool
    sensitive: bool = Field(sa_column=Column(Boolean, nullable=False, server_default=false()))


class DerivedVersion(Base, table=True):
    """One version of a derived indicator."""

    __tablename__ = "derived_version"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    code: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorder_id: str = Field(sa_type=Text)
    recorder_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = moment()


class RuleVersion(Base, table=True):
    """One version of a validation rule."""

    __tablename__ = "rule_version"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    code: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorder_id: str = Field(sa_type=Text)
    recorder_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = moment()


class Collection(Base, table=True):
    """What is asked of the organisations at or below one, for one period, until when; `chain`: who approves (bits)."""

    __tablename__ = "collection"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'closed')", name="status"),
        CheckConstraint("opens_on <= due_on", name="dates"),
        Index("ix_collection_period_organisation_code", "period", "organisation_code"),
    )

    code: str = Field(sa_column=Column(Text, primary_key=True))
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text)
    period: str = Field(sa_type=Text)
    opens_on: date
    due_on: date
    status: str = Field(sa_type=Text)
    chain: int = Field(sa_column=Column(SmallInteger, nullable=False, server_default="0"))


class CollectionIndicator(Base, table=True):
    """One indicator that a collection asks for."""

    __tablename__ = "collection_indicator"

    collection_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.collection.code"), primary_key=True))
    indicator_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.indicator.code"), primary_key=True))

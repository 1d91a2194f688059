"""Tables of metrics.

`reading` and `submission` only grow: triggers of the first migration refuse to change or remove a row. The state of a
reading is the state of its part, so a review touches one row however many readings the part holds.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("metrics")
add_principals(METADATA)
add_organisations(METADATA)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


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


class Collection(Base, table=True):
    """What is asked of the organisations at or below one, for one period, until when."""

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


class CollectionIndicator(Base, table=True):
    """One indicator that a collection asks for."""

    __tablename__ = "collection_indicator"

    collection_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.collection.code"), primary_key=True))
    indicator_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.indicator.code"), primary_key=True))


class Desk(Base, table=True):
    """The row that everything about one organisation's readings queues at.

    A row lock rather than an advisory one: a body may name fifty thousand organisations, and the server's table of
    advisory locks does not hold that many.
    """

    __tablename__ = "desk"

    organisation_code: str = Field(sa_column=Column(Text, primary_key=True))


class Submission(Base, table=True):
    """One posted batch of which something was stored, with the figures of its report."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("mode IN ('all_or_nothing', 'valid_only')", name="mode"),
        UniqueConstraint("number"),
        Index("ix_submission_sender_id_number", "sender_id", "number"),
    )

    id: str = Field(sa_column=Column(Text, primary_key=True))
    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), nullable=False))
    sender_id: str = Field(sa_type=Text)
    sender_name: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    mode: str = Field(sa_type=Text)
    correction_reason: str | None = Field(default=None, sa_type=Text)
    received_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now())
    )
    created: int
    updated: int
    unchanged: int
    rejected: int
    parts: int


class SubmissionPart(Base, table=True):
    """The readings of one organisation in a submission: what is reviewed as one."""

    __tablename__ = "submission_part"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'approved', 'returned')", name="state"),
        CheckConstraint("(state = 'pending') = (reviewer_id IS NULL)", name="reviewed"),
        CheckConstraint("state <> 'returned' OR reason IS NOT NULL", name="returned_with_reason"),
        Index("ix_submission_part_organisation_code_submission_id", "organisation_code", "submission_id"),
    )

    submission_id: str = Field(sa_column=Column(Text, ForeignKey("metrics.submission.id"), primary_key=True))
    organisation_code: str = Field(sa_column=Column(Text, primary_key=True))
    readings: int = Field(sa_type=Integer)
    state: str = Field(sa_type=Text)
    reviewer_id: str | None = Field(default=None, sa_type=Text)
    reviewer_name: str | None = Field(default=None, sa_type=Text)
    reviewed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    reason: str | None = Field(default=None, sa_type=Text)


class Reading(Base, table=True):
    """One value, once said, with the document it rests on. A yes is 1, a no 0, a grade its rank from 1.

    Of one key the higher id is the later truth: ids are drawn behind the lock on the desk.
    """

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("(value IS NULL) = (unknown_reason IS NOT NULL)", name="value_or_reason"),
        ForeignKeyConstraint(
            ["submission_id", "organisation_code"],
            ["metrics.submission_part.submission_id", "metrics.submission_part.organisation_code"],
            name="fk_reading_submission_part",
        ),
        Index("ix_reading_latest", "organisation_code", "indicator_code", "period", text("id DESC")),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    submission_id: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text)
    indicator_code: str = Field(sa_type=Text)
    period: str = Field(sa_type=Text)
    value: Decimal | None = Field(default=None, sa_type=Numeric)
    unknown_reason: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)
    replaces: int | None = Field(default=None, sa_type=BigInteger)
    recorded_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now())
    )

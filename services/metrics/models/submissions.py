"""Submissions and their parts, bodies that wait to be read, and what rules found."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.metrics.models.base import Base, moment


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
    received_at: datetime | None = moment()
    created: int
    updated: int
    unchanged: int
    rejected: int
    withdrawn: int = Field(sa_column=Column(Integer, nullable=False, server_default="0"))
    parts: int


class SubmissionPart(Base, table=True):
    """The readings of one organisation in a submission: what is reviewed as one.

    `only_period` is 0 where there are several: they stand in `part_period`. `needs` and `approvals` are levels in bits
    (`domain.chain`), `approved_at` the organisation that approved last, `review` the newest act. One index beside the
    key: a body of one item of five thousand schools spends more on indexes of its parts than on its readings.
    """

    __tablename__ = "submission_part"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'approved', 'returned')", name="state"),
        CheckConstraint("(state = 'approved') = (needs & approvals = needs)", name="approved_by_all"),
        CheckConstraint("state <> 'returned' OR approvals = 0", name="returned_by_all"),
        CheckConstraint("state = 'pending' OR review IS NOT NULL", name="reviewed"),
        Index("ix_submission_part_state", "state", "organisation", "submission"),
    )

    submission: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    readings: int = Field(sa_type=Integer)
    only_period: int = Field(sa_type=Integer)
    needs: int = Field(sa_type=SmallInteger)
    state: str = Field(sa_type=Text, sa_column_kwargs={"server_default": "pending"})
    approvals: int = Field(sa_column=Column(SmallInteger, nullable=False, server_default="0"))
    approved_at: int | None = Field(default=None, sa_type=Integer)
    review: int | None = Field(default=None, sa_type=BigInteger)


class PartPeriod(Base, table=True):
    """One period of a part that has several."""

    __tablename__ = "part_period"

    submission: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


class LargeBody(Base, table=True):
    """A body acknowledged before it was read. It is read under a lease, and gone once its answer stands here."""

    __tablename__ = "large_body"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'stored', 'refused')", name="state"),
        CheckConstraint("(state = 'waiting') = (answer IS NULL)", name="answered"),
        Index("ix_large_body_waiting", "recorded_at", postgresql_where=text("state = 'waiting'")),
    )

    id: str = Field(sa_column=Column(Text, primary_key=True))
    sender_id: str = Field(sa_type=Text)
    recorded_at: datetime | None = moment()
    media_type: str = Field(sa_type=Text)
    encoding: str | None = Field(default=None, sa_type=Text)
    beside: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: str = Field(sa_type=Text, sa_column_kwargs={"server_default": "waiting"})
    progress: float = Field(sa_column=Column(Double, nullable=False, server_default="0"))
    attempts: int = Field(sa_column=Column(Integer, nullable=False, server_default="0"))
    leased_until: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB, nullable=True))


class Finding(Base, table=True):
    """What one version of a rule found in a submission; the example holds the numbers of the first place."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_submission", "submission"),)

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    submission: int = Field(sa_type=BigInteger)
    rule: str = Field(sa_type=Text)
    rule_version: int = Field(sa_type=Integer)
    example: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class FindingPlace(Base, table=True):
    """An organisation and a period in which the rule does not hold."""

    __tablename__ = "finding_place"

    finding: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))

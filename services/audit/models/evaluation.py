"""Samples that were drawn and units that were assessed, and the copies of tasks and statements that these rest on."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.audit.models.base import Base
from services.audit.models.results import VERDICTS, recorded_at, rising_number


class TaskCopy(Base, table=True):
    """A task with all its versions and reports, as plans told it at a version of its feed."""

    __tablename__ = "task_copy"

    code: str = Field(primary_key=True, sa_type=Text)
    feed_version: int = Field(primary_key=True, sa_type=BigInteger)
    plan: str = Field(sa_type=Text, index=True)
    document: dict[str, Any] = Field(sa_type=JSONB)


class StatementCopy(Base, table=True):
    """A responsibility statement with its events, as plans told it at a version of its feed."""

    __tablename__ = "statement_copy"

    id: str = Field(primary_key=True, sa_type=Text)
    feed_version: int = Field(primary_key=True, sa_type=BigInteger)
    plan: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text, index=True)
    document: dict[str, Any] = Field(sa_type=JSONB)


class Sample(Base, table=True):
    """A draw as it was made; `frame_version` and `snapshot_version` pin the frame and the spread it was drawn by."""

    __tablename__ = "sample"
    __table_args__: ClassVar[Any] = (CheckConstraint("purpose in ('monitoring', 'visit')", name="purpose_known"),)

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    organisation: str = Field(sa_type=Text, index=True)
    purpose: str = Field(sa_type=Text)
    seed: str = Field(sa_type=Text)
    drawn_on: date
    frame_version: int = Field(sa_type=BigInteger)
    snapshot_version: int = Field(sa_type=BigInteger)
    asked: dict[str, Any] = Field(sa_type=JSONB)
    strata: list[dict[str, Any]] = Field(sa_type=JSONB)
    excluded: list[dict[str, Any]] = Field(sa_type=JSONB)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class SampleMember(Base, table=True):
    """Who was drawn; `draw_number` is what its place in the stratum follows from."""

    __tablename__ = "sample_member"
    __table_args__: ClassVar[Any] = (Index("ix_sample_member_organisation", "organisation"),)

    sample: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.sample.id")
    place: int = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    stratum: str = Field(sa_type=Text)
    draw_number: str = Field(sa_type=Text)


class UnitAssessment(Base, table=True):
    """What a unit's tasks, measures and targets had come to on a day. `verdict` null: nothing could be held to it."""

    __tablename__ = "unit_assessment"
    __table_args__: ClassVar[Any] = (
        CheckConstraint(f"verdict is null or verdict in {VERDICTS}", name="verdict_known"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    unit: str = Field(sa_type=Text, index=True)
    since: date
    as_of: date
    plans_version: int = Field(sa_type=BigInteger)
    verdict: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    document: dict[str, Any] = Field(sa_type=JSONB)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()

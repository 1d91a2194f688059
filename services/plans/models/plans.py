"""A plan in work, what was published of it, and how it ended.

A revision and an ending are kept for good: a trigger refuses to change or remove them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.plans.models.base import Base, import_time, recording_time


class Plan(Base, table=True):
    """A plan: `draft` is null when nothing was changed since the last publication, `published` null before the first.

    `version` rises with every accepted change and with every publication.
    """

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("draft IS NOT NULL OR published IS NOT NULL", name="has_content"),
        Index("ix_plan_jurisdiction_code", "jurisdiction_code"),
    )

    code: str = Field(primary_key=True, sa_type=Text)
    jurisdiction_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    version: int = Field(sa_type=BigInteger)
    published: int | None = Field(default=None, sa_type=Integer)
    draft: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    recorded_at: datetime = recording_time()


class PlanRevision(Base, table=True):
    """One published revision of a plan; one that was published elsewhere says who brought it here, and when."""

    __tablename__ = "plan_revision"

    plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    revision: int = Field(primary_key=True, sa_type=Integer)
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    published_on: date
    reason: str = Field(sa_type=Text)
    published_by: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()
    imported_by: str | None = Field(default=None, sa_type=Text)
    imported_at: datetime | None = import_time()


class PlanEnding(Base, table=True):
    """How a plan that was in force ended; `takes_effect_on` is the first day on which it no longer is."""

    __tablename__ = "plan_ending"
    __table_args__ = (
        CheckConstraint("status IN ('superseded', 'withdrawn')", name="status"),
        CheckConstraint("(status = 'superseded') = (superseded_by IS NOT NULL)", name="successor"),
        CheckConstraint("superseded_by <> plan_code", name="not_by_itself"),
        Index("ix_plan_ending_superseded_by", "superseded_by"),
    )

    plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    status: str = Field(sa_type=Text)
    takes_effect_on: date
    superseded_by: str | None = Field(default=None, sa_type=Text, foreign_key="plans.plan.code")
    reason: str = Field(sa_type=Text)
    recorded_by: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()
    imported_by: str | None = Field(default=None, sa_type=Text)
    imported_at: datetime | None = import_time()

"""Append-only copies of what plans and metrics published, each row with the feed version that brought it.

Nothing is ever replaced, so the state at any past version of the feed can be read again.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Text, desc
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.audit.models.base import Base


class OrganisationCopy(Base, table=True):
    """An organisation as it stood from a version of the feed on; `path` is the chain of codes from the root."""

    __tablename__ = "organisation_copy"
    __table_args__: ClassVar[Any] = (
        Index("ix_organisation_copy_path", "path", postgresql_ops={"path": "text_pattern_ops"}),
    )

    code: str = Field(primary_key=True, sa_type=Text)
    feed_version: int = Field(primary_key=True, sa_type=BigInteger)
    path: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    name_zh: str = Field(sa_type=Text)
    name_en: str = Field(sa_type=Text)
    attributes: dict[str, Any] = Field(sa_type=JSONB)


class PlanCopy(Base, table=True):
    """One published revision of a plan; `document` is the plan as its jurisdiction published it."""

    __tablename__ = "plan_copy"

    code: str = Field(primary_key=True, sa_type=Text)
    revision: int = Field(primary_key=True)
    document: dict[str, Any] = Field(sa_type=JSONB)
    published_on: date
    feed_version: int = Field(sa_type=BigInteger)


class PlanEndingCopy(Base, table=True):
    """How a plan was superseded or withdrawn; it binds nobody from `takes_effect_on` on."""

    __tablename__ = "plan_ending_copy"

    code: str = Field(primary_key=True, sa_type=Text)
    status: str = Field(sa_type=Text)
    takes_effect_on: date
    superseded_by: str | None = Field(default=None, sa_type=Text)
    feed_version: int = Field(sa_type=BigInteger)


class IndicatorCopy(Base, table=True):
    """What an indicator was called since a version of the feed; `form` holds grades, period, reporters, population."""

    __tablename__ = "indicator_copy"

    code: str = Field(primary_key=True, sa_type=Text)
    feed_version: int = Field(primary_key=True, sa_type=BigInteger)
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    value_type: str = Field(sa_type=Text)
    form: dict[str, Any] = Field(sa_type=JSONB)


class ReviewCopy(Base, table=True):
    """One decision on one organisation's part of a submission; the newest counts. One review may decide on many."""

    __tablename__ = "review_copy"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("decision in ('approved', 'returned')", name="decision_known"),
        Index("ix_review_copy_part", "submission", "organisation", desc("feed_version")),
    )

    feed_version: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    submission: str = Field(primary_key=True, sa_type=Text)
    organisation: str = Field(primary_key=True, sa_type=Text)
    decision: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    reviewer_id: str = Field(sa_type=Text)
    reviewer_name: str = Field(sa_type=Text)
    reviewed_at: datetime = Field(sa_type=DateTime(timezone=True))

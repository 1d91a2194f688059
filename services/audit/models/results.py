"""Assessments, their result rows and the findings drawn from them. Written once, never changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity, Index, Numeric, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.audit.models.base import Base

VERDICTS = "('met', 'not_met', 'cannot_decide')"


def recorded_at() -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()))


def rising_key() -> Any:
    return Field(sa_column=Column(BigInteger, Identity(), primary_key=True))


def rising_number() -> Any:
    return Field(sa_column=Column(BigInteger, Identity(), nullable=False, unique=True))


class Assessment(Base, table=True):
    """One run: what it was asked, what it pinned, what came out. `information_only` holds why nothing binds."""

    __tablename__ = "assessment"
    __table_args__: ClassVar[Any] = (CheckConstraint(f"verdict in {VERDICTS}", name="verdict_known"),)

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    standard: str = Field(sa_type=Text)
    standard_version: str = Field(sa_type=Text)
    engine_version: str = Field(sa_type=Text)
    plan: str | None = Field(default=None, sa_type=Text)
    plan_revision: int | None = None
    organisation: str = Field(sa_type=Text, index=True)
    period: str = Field(sa_type=Text)
    as_of: date
    snapshot_version: int = Field(sa_type=BigInteger)
    organisations_version: int = Field(sa_type=BigInteger)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    verdict: str = Field(sa_type=Text)
    information_only: list[str] = Field(sa_type=JSONB)
    summary: dict[str, Any] = Field(sa_type=JSONB)
    result_sha256: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class Result(Base, table=True):
    """One scored thing. `exact` is the unrounded value as "n/d", of a comparison the square of its coefficient."""

    __tablename__ = "result"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("kind in ('school', 'part', 'criterion', 'comparison')", name="kind_known"),
        CheckConstraint(f"verdict in {VERDICTS}", name="verdict_known"),
        Index("ix_result_place", "assessment", "organisation", "criterion", "stage"),
    )

    id: int | None = rising_key()
    assessment: str = Field(sa_type=Text, foreign_key="audit.assessment.id")
    kind: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text)
    stage: str | None = Field(default=None, sa_type=Text)
    criterion: str | None = Field(default=None, sa_type=Text)
    verdict: str | None = Field(default=None, sa_type=Text)
    borderline: bool
    value: Decimal | None = Field(default=None, sa_type=Numeric)
    exact: str | None = Field(default=None, sa_type=Text)
    line: Decimal | None = Field(default=None, sa_type=Numeric)
    reason: str | None = Field(default=None, sa_type=Text)
    detail: dict[str, Any] = Field(sa_type=JSONB)


class Finding(Base, table=True):
    """One failed criterion. It names no unit by itself: bindings do, when it is read."""

    __tablename__ = "finding"
    __table_args__: ClassVar[Any] = (Index("ix_finding_assessment", "assessment", "organisation"),)

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    assessment: str = Field(sa_type=Text, foreign_key="audit.assessment.id")
    organisation: str = Field(sa_type=Text, index=True)
    stage: str = Field(sa_type=Text)
    criterion: str = Field(sa_type=Text)
    verdict: str = Field(sa_type=Text)
    shortage: dict[str, Any] = Field(sa_type=JSONB)
    rests_on_unverified: list[str] = Field(sa_type=JSONB)

"""Assessments, their result rows and the findings drawn from them. Written once, never changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity, Index, Numeric, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.audit.models.base import Base

VERDICTS = "('met', 'not_met', 'cannot_decide')"
RESULT_KINDS = "('school', 'part', 'criterion', 'comparison', 'item', 'condition', 'target')"


def recorded_at() -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()))


def rising_key() -> Any:
    return Field(sa_column=Column(BigInteger, Identity(), primary_key=True))


def rising_number() -> Any:
    return Field(sa_column=Column(BigInteger, Identity(), nullable=False, unique=True))


class Assessment(Base, table=True):
    """One run: what it was asked, what it pinned, what came out. `information_only` holds why nothing binds.

    Against a standard it has a standard and a period, against the targets of a plan neither.
    """

    __tablename__ = "assessment"
    __table_args__: ClassVar[Any] = (
        CheckConstraint(f"verdict in {VERDICTS}", name="verdict_known"),
        CheckConstraint("(standard is null) = (standard_version is null)", name="version_of_standard"),
        CheckConstraint("(standard is null) = (period is null)", name="period_of_standard"),
        CheckConstraint("standard is not null or plan is not null", name="something_assessed"),
        Index("ix_assessment_plan", "plan", "number"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    standard: str | None = Field(default=None, sa_type=Text)
    standard_version: str | None = Field(default=None, sa_type=Text)
    engine_version: str = Field(sa_type=Text)
    plan: str | None = Field(default=None, sa_type=Text)
    plan_revision: int | None = None
    organisation: str = Field(sa_type=Text, index=True)
    period: str | None = Field(default=None, sa_type=Text)
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
    """One scored thing. `exact` is the unrounded value as "n/d", of a comparison the square of its coefficient.

    `criterion` is the code of what was scored: criterion, item, condition or target.
    """

    __tablename__ = "result"
    __table_args__: ClassVar[Any] = (
        CheckConstraint(f"kind in {RESULT_KINDS}", name="kind_known"),
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
    """One failed criterion or item. It names no unit by itself: bindings do, when it is read."""

    __tablename__ = "finding"
    __table_args__: ClassVar[Any] = (Index("ix_finding_assessment", "assessment", "organisation"),)

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    assessment: str = Field(sa_type=Text, foreign_key="audit.assessment.id")
    organisation: str = Field(sa_type=Text, index=True)
    stage: str | None = Field(default=None, sa_type=Text)
    criterion: str = Field(sa_type=Text)
    verdict: str = Field(sa_type=Text)
    shortage: dict[str, Any] = Field(sa_type=JSONB)
    rests_on_unverified: list[str] = Field(sa_type=JSONB)

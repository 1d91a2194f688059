"""Tables of what is kept as data in versions, derived indicators and rules, and of what rules found.

Versions only grow, and their bodies are what was sent: a formula or a rule is read again by the schema that took it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity, Index, Integer, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.metrics.models import METADATA, Base

__all__ = ["METADATA", "DerivedVersion", "Finding", "FindingPlace", "RuleVersion"]


def _now() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.now())


class DerivedVersion(Base, table=True):
    """One version of a derived indicator."""

    __tablename__ = "derived_version"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    code: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorder_id: str = Field(sa_type=Text)
    recorder_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = Field(default=None, sa_column=_now())


class RuleVersion(Base, table=True):
    """One version of a validation rule."""

    __tablename__ = "rule_version"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    code: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorder_id: str = Field(sa_type=Text)
    recorder_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = Field(default=None, sa_column=_now())


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

"""Runs over many counties: asked for, worked on under a lease, then kept as an assessment of the same id."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.audit.models.base import Base
from services.audit.models.results import recorded_at, rising_number

STATES = "('waiting', 'scoring', 'done', 'refused', 'cancelled')"


class Run(Base, table=True):
    """What was asked and pinned. `attempts` counts the leases: a worker of an earlier one changes nothing any more."""

    __tablename__ = "run"
    __table_args__: ClassVar[Any] = (
        CheckConstraint(f"state in {STATES}", name="state_known"),
        Index(
            "ix_run_waiting",
            "number",
            postgresql_where=text("state in ('waiting', 'scoring')"),
        ),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    standard: str = Field(sa_type=Text)
    standard_version: str = Field(sa_type=Text)
    read_with: dict[str, Any] = Field(sa_type=JSONB)
    organisation: str = Field(sa_type=Text)
    period: str = Field(sa_type=Text)
    as_of: date
    plan: str | None = Field(default=None, sa_type=Text)
    plan_revision: int | None = None
    snapshot_version: int = Field(sa_type=BigInteger)
    organisations_version: int = Field(sa_type=BigInteger)
    information_only: list[str] = Field(sa_type=JSONB)
    repeats: str | None = Field(default=None, sa_type=Text)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    state: str = Field(default="waiting", sa_type=Text)
    counties_done: int = 0
    counties_all: int | None = None
    attempts: int = 0
    leased_until: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
    refusal: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    recorded_at: datetime | None = recorded_at()

"""Tasks of plans. What somebody decided or reported is never overwritten, only followed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.plans.models.base import Base, recording_time


class Task(Base, table=True):
    """A task of a published plan; what it asks stands in its versions."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_plan_code", "plan_code"),)

    code: str = Field(primary_key=True, sa_type=Text)
    plan_code: str = Field(sa_type=Text, foreign_key="plans.plan.code")


class TaskVersion(Base, table=True):
    """A task as it was from the day of a decision on; owner and due day are repeated so that lists can ask for them."""

    __tablename__ = "task_version"
    __table_args__ = (Index("ix_task_version_owner_code", "owner_code"),)

    task_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.task.code")
    version: int = Field(primary_key=True, sa_type=Integer)
    owner_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    due_on: date
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    decided_on: date
    reason: str = Field(sa_type=Text)
    decided_by: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()


class TaskReport(Base, table=True):
    """What the owner of a task reported of a day; a correction names the report it `replaces`, which is kept."""

    __tablename__ = "task_report"
    __table_args__ = (UniqueConstraint("task_code", "replaces", name="uq_task_report_task_code_replaces"),)

    task_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.task.code")
    number: int = Field(primary_key=True, sa_type=Integer)
    as_of: date
    replaces: int | None = Field(default=None, sa_type=Integer)
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    reason: str = Field(sa_type=Text)
    reported_by: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()

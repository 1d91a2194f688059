"""Tables of plans.

`plan_revision` keeps what was published, for good: the first migration gives it a trigger that refuses changes, and
`plan_ending` how a plan was superseded or withdrawn, with a trigger of the same kind.
`plan_duty` repeats the duty clauses of every revision as rows, so that a unit can be asked what it owes across plans,
`plan_assignment` likewise the assignments of every measure.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKeyConstraint, Index, Integer, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata

METADATA = schema_metadata("plans")
add_principals(METADATA)
add_organisations(METADATA)
# Only here are organisations found by name: the copies of the other processes lack the column.
FOLDED_NAMES: Column[list[str]] = Column("folded_names", ARRAY(Text), nullable=False, server_default="{}")
METADATA.tables["plans.organisation"].append_column(FOLDED_NAMES)
Index("ix_organisation_folded_names", FOLDED_NAMES, postgresql_using="gin")


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


def _recorded_at() -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()))


def _imported_at() -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))


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
    recorded_at: datetime = _recorded_at()


class PlanRevision(Base, table=True):
    """One published revision of a plan; one that was published elsewhere says who brought it here, and when."""

    __tablename__ = "plan_revision"

    plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    revision: int = Field(primary_key=True, sa_type=Integer)
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    published_on: date
    reason: str = Field(sa_type=Text)
    published_by: str = Field(sa_type=Text)
    recorded_at: datetime = _recorded_at()
    imported_by: str | None = Field(default=None, sa_type=Text)
    imported_at: datetime | None = _imported_at()


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
    recorded_at: datetime = _recorded_at()
    imported_by: str | None = Field(default=None, sa_type=Text)
    imported_at: datetime | None = _imported_at()


class PlanDuty(Base, table=True):
    """One duty clause of a published revision; `position` counts the clauses of the plan from 1."""

    __tablename__ = "plan_duty"
    __table_args__ = (
        ForeignKeyConstraint(
            ["plan_code", "revision"],
            ["plans.plan_revision.plan_code", "plans.plan_revision.revision"],
            name="fk_plan_duty_plan_code_revision",
        ),
        CheckConstraint("own_role IN ('responsible', 'cooperating')", name="own_role"),
        Index("ix_plan_duty_organisation_code", "organisation_code"),
    )

    plan_code: str = Field(primary_key=True, sa_type=Text)
    revision: int = Field(primary_key=True, sa_type=Integer)
    position: int = Field(primary_key=True, sa_type=Integer)
    code: str = Field(sa_type=Text)
    unit_key: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    summary_zh: str = Field(sa_type=Text)
    summary_en: str = Field(sa_type=Text)
    own_role: str = Field(sa_type=Text)
    mixed: bool
    partners: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    unnamed_partners: bool
    place: str = Field(sa_type=Text)


class PlanAssignment(Base, table=True):
    """One unit's part in a measure of a published revision; `position` counts the assignments of the plan from 1.

    `joint` marks a lead that is shared, `open_ended` a list that ends in 等 in the source. `place` is the measure's.
    """

    __tablename__ = "plan_assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["plan_code", "revision"],
            ["plans.plan_revision.plan_code", "plans.plan_revision.revision"],
            name="fk_plan_assignment_plan_code_revision",
        ),
        CheckConstraint("role IN ('lead', 'cooperating', 'responsible')", name="role"),
        Index("ix_plan_assignment_organisation_code", "organisation_code"),
    )

    plan_code: str = Field(primary_key=True, sa_type=Text)
    revision: int = Field(primary_key=True, sa_type=Integer)
    position: int = Field(primary_key=True, sa_type=Integer)
    measure_code: str = Field(sa_type=Text)
    measure_zh: str = Field(sa_type=Text)
    measure_en: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    name_in_source: str | None = Field(default=None, sa_type=Text)
    role: str = Field(sa_type=Text)
    joint: bool
    open_ended: bool
    place: str = Field(sa_type=Text)

"""Tables of plans.

`plan_revision` keeps what was published, for good: the first migration gives it a trigger that refuses changes.
`plan_duty` repeats the duty clauses of every revision as rows, so that a unit can be asked what it owes across plans,
`plan_assignment` likewise the assignments of every measure.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    func,
)
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
    """One published revision of a plan."""

    __tablename__ = "plan_revision"

    plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    revision: int = Field(primary_key=True, sa_type=Integer)
    document: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    published_on: date
    reason: str = Field(sa_type=Text)
    published_by: str = Field(sa_type=Text)
    recorded_at: datetime = _recorded_at()


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


class Statement(Base, table=True):
    """A responsibility statement of a plan for a unit and a year; what it holds and what became of it stand apart."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("plan_code", "organisation_code", "year", name="uq_statement_natural"),
        Index("ix_statement_organisation_code", "organisation_code"),
        Index("ix_statement_jurisdiction_code", "jurisdiction_code"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), nullable=False, unique=True))
    plan_code: str = Field(sa_type=Text, foreign_key="plans.plan.code")
    jurisdiction_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    year: int = Field(sa_type=Integer)
    issued_by_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    recorded_at: datetime = _recorded_at()


class StatementVersion(Base, table=True):
    """What a statement holds: the first as drawn from a revision, the next as amended. None is ever changed."""

    __tablename__ = "statement_version"

    statement_id: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.statement.id")
    version: int = Field(primary_key=True, sa_type=Integer)
    plan_revision: int = Field(sa_type=Integer)
    content: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    recorded_at: datetime = _recorded_at()


class StatementEvent(Base, table=True):
    """One act in the life of a statement; the state is that which the last of them leaves."""

    __tablename__ = "statement_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "version"],
            ["plans.statement_version.statement_id", "plans.statement_version.version"],
            name="fk_statement_event_statement_id_version",
        ),
        CheckConstraint(
            "act IN ('drawn', 'issued', 'acknowledged', 'contested', 'upheld', 'amended', 'withdrawn')", name="act"
        ),
        Index("ix_statement_event_statement_id", "statement_id", "id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    statement_id: str = Field(sa_type=Text)
    version: int = Field(sa_type=Integer)
    act: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    happened_on: date
    lines: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime = _recorded_at()

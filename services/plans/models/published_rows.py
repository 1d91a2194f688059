"""Duties and assignments of every revision as rows, so that a unit can be asked what it owes across plans."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.plans.models.base import Base


def _of_revision(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["plan_code", "revision"],
        ["plans.plan_revision.plan_code", "plans.plan_revision.revision"],
        name=f"fk_{table}_plan_code_revision",
    )


class PlanDuty(Base, table=True):
    """One duty clause of a published revision; `position` counts the clauses of the plan from 1."""

    __tablename__ = "plan_duty"
    __table_args__ = (
        _of_revision("plan_duty"),
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
        _of_revision("plan_assignment"),
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

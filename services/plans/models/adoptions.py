"""How plans take up measures of plans above. A decision is never overwritten, only followed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.plans.models.base import Base, recording_time


class Adoption(Base, table=True):
    """How a plan takes up a measure of a plan above, from a day on; `document` is null where that is withdrawn."""

    __tablename__ = "adoption"
    __table_args__ = (Index("ix_adoption_upper_plan_code", "upper_plan_code"),)

    plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    upper_plan_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan.code")
    upper_measure: str = Field(primary_key=True, sa_type=Text)
    version: int = Field(primary_key=True, sa_type=Integer)
    document: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    decided_on: date
    reason: str = Field(sa_type=Text)
    decided_by: str = Field(sa_type=Text)
    recorded_at: datetime = recording_time()

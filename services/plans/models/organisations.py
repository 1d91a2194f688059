"""What happened to organisations, for good, and how each was on every day.

`organisation_state` is made from `organisation_event`, like the newest states with their paths in `organisation`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.plans.models.base import Base


class OrganisationEvent(Base, table=True):
    """One entry in the register; `number` is the order of recording, `withdraws` the entry it takes back.

    `effective_on` is null for what holds since ever. `sets` gives the fields that change, flat, null for what goes.
    """

    __tablename__ = "organisation_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["withdraws"], ["plans.organisation_event.number"], name="fk_organisation_event_withdraws"
        ),
        CheckConstraint("(kind = 'withdrawn') = (withdraws IS NOT NULL)", name="withdraws"),
        Index("ix_organisation_event_organisation_code", "organisation_code", "effective_on", "number"),
        Index("ix_organisation_event_successors", "successors", postgresql_using="gin"),
        Index("uq_organisation_event_withdraws", "withdraws", unique=True),
    )

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    organisation_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    kind: str = Field(sa_type=Text)
    effective_on: date | None = Field(default=None, sa_type=Date)
    sets: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    successors: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    withdraws: int | None = Field(default=None, sa_type=BigInteger)
    reason: str | None = Field(default=None, sa_type=Text)
    source: str | None = Field(default=None, sa_type=Text)
    actor: str = Field(sa_type=Text)
    recorded_at: datetime = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())
    )


class OrganisationState(Base, table=True):
    """How an organisation was from `since` until the day before `until`; infinite days are the ends of time."""

    __tablename__ = "organisation_state"
    __table_args__ = (
        Index("ix_organisation_state_parent_code", "parent_code"),
        Index("ix_organisation_state_folded_names", "folded_names", postgresql_using="gin"),
        Index("ix_organisation_state_school_code", "school_code"),
    )

    organisation_code: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.organisation.code")
    since: date = Field(primary_key=True, sa_type=Date)
    until: date = Field(sa_type=Date)
    parent_code: str | None = Field(default=None, sa_type=Text)
    kind: str = Field(sa_type=Text)
    name_zh: str = Field(sa_type=Text)
    name_en: str = Field(sa_type=Text)
    attributes: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    folded_names: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    school_code: str | None = Field(default=None, sa_type=Text)

"""What people decide: confirmed clauses, bindings of criteria to duties, rectification orders and their log."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.audit.models.base import Base
from services.audit.models.results import recorded_at, rising_key, rising_number


class ClauseConfirmation(Base, table=True):
    """An authorised person answers for the text of an unverified clause, for an organisation and all below it."""

    __tablename__ = "clause_confirmation"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint(
            "standard", "standard_version", "clause", "organisation", name="uq_clause_confirmation_natural"
        ),
    )

    id: int | None = rising_key()
    standard: str = Field(sa_type=Text)
    standard_version: str = Field(sa_type=Text)
    clause: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    confirmed_on: date
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class Binding(Base, table=True):
    """A criterion of a standard belongs to a unit's duty under a plan. A new version leaves the old one in place."""

    __tablename__ = "binding"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("role in ('responsible', 'cooperating')", name="role_known"),
        UniqueConstraint("plan", "standard", "criterion", "unit", "version", name="uq_binding_natural"),
        Index("ix_binding_unit", "unit"),
    )

    id: int | None = rising_key()
    plan: str = Field(sa_type=Text)
    standard: str = Field(sa_type=Text)
    criterion: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    version: int
    jurisdiction: str = Field(sa_type=Text)
    duty: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    plan_revision: int
    reason: str = Field(sa_type=Text)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class RectificationOrder(Base, table=True):
    """What a unit must do, by when, under which accountability rules. `state` follows the log of its events."""

    __tablename__ = "rectification_order"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("state in ('proposed', 'heard', 'confirmed', 'dropped')", name="state_known"),
        Index("ix_rectification_order_unit", "unit", "state"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    organisation: str = Field(sa_type=Text, index=True)
    unit: str = Field(sa_type=Text)
    rule: str = Field(sa_type=Text)
    demand: str = Field(sa_type=Text)
    proposed_on: date
    hearing_until: date
    due_on: date
    state: str = Field(sa_type=Text)
    proposer_id: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class OrderFinding(Base, table=True):
    """A finding an order rests on, with the duty that bound it to the unit when the order was proposed."""

    __tablename__ = "order_finding"

    order_id: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.rectification_order.id")
    finding: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.finding.id", index=True)
    plan: str = Field(sa_type=Text)
    duty: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)


class OrderEvent(Base, table=True):
    """One step in the life of an order: who, what, in which words, dated by the one who acted."""

    __tablename__ = "order_event"

    id: int | None = rising_key()
    order_id: str = Field(sa_type=Text, foreign_key="audit.rectification_order.id", index=True)
    event: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    happened_on: date
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()

"""What people decide: confirmed clauses, bindings of criteria to duties, cases with the log of their steps."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, LargeBinary, Numeric, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
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


class CaseFile(Base, table=True):
    """A case of a procedure: about which unit of which place, on which case it was opened if on one. `about` is the
    organisation itself where that is neither place nor unit, such as the school of a shortage. `state`, `days`
    and the clocks follow the log of its steps; `details` are what was wanted when it was opened. `live`: steps are
    entered as they happen, and its clocks run out by themselves."""

    __tablename__ = "case_file"
    __table_args__: ClassVar[Any] = (
        Index("ix_case_file_unit", "unit", "state"),
        Index("ix_case_file_parent", "parent"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    number: int | None = rising_number()
    kind: str = Field(sa_type=Text)
    procedure: str = Field(sa_type=Text)
    parent: str | None = Field(default=None, sa_type=Text, foreign_key="audit.case_file.id")
    organisation: str = Field(sa_type=Text, index=True)
    unit: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text, index=True)
    state: str = Field(sa_type=Text)
    live: bool
    details: dict[str, Any] = Field(sa_type=JSONB)
    days: dict[str, Any] = Field(sa_type=JSONB)
    recorded_at: datetime | None = recorded_at()


class CaseGround(Base, table=True):
    """A finding a case rests on, with the duty that bound it to the unit when the case was opened."""

    __tablename__ = "case_ground"

    case_id: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.case_file.id")
    finding: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.finding.id", index=True)
    plan: str = Field(sa_type=Text)
    duty: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)


class CaseStep(Base, table=True):
    """One step in the life of a case: who, what, in which words, dated by the one who acted; of a clock that ran out,
    nobody, dated the day after its last. `said` is what the step asks beside words."""

    __tablename__ = "case_step"

    id: int | None = rising_key()
    case_id: str = Field(sa_type=Text, foreign_key="audit.case_file.id", index=True)
    step: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    said: dict[str, Any] = Field(sa_type=JSONB)
    happened_on: date
    actor_id: str | None = Field(default=None, sa_type=Text)
    actor_name: str | None = Field(default=None, sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class CaseClock(Base, table=True):
    """A clock that runs, and its last day. One that was stopped or ran out is gone; the log tells of it."""

    __tablename__ = "case_clock"

    case_id: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.case_file.id")
    clock: str = Field(primary_key=True, sa_type=Text)
    last_day: date = Field(index=True)


class CaseEvidence(Base, table=True):
    """A file that proves something in a case, kept as it came."""

    __tablename__ = "case_evidence"

    case_id: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.case_file.id")
    sha256: str = Field(primary_key=True, sa_type=Text)
    media_type: str = Field(sa_type=Text)
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    title: str = Field(sa_type=Text)
    collected_on: date
    valid_until: date | None = None
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()


class LedgerRow(Base, table=True):
    """What one school lacks under one criterion, as a case that lives on: how much by the newest assessment, what is
    done about it, by whom, at what cost, until when. Its steps stand in the log of the case."""

    __tablename__ = "ledger_row"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("priority in ('urgent', 'important', 'ordinary')", name="priority_known"),
        Index("ix_ledger_row_school", "school", "standard", "criterion"),
    )

    case_id: str = Field(primary_key=True, sa_type=Text, foreign_key="audit.case_file.id")
    school: str = Field(sa_type=Text)
    standard: str = Field(sa_type=Text)
    criterion: str = Field(sa_type=Text)
    unit_zh: str = Field(sa_type=Text)
    unit_en: str = Field(sa_type=Text)
    assessment: str = Field(sa_type=Text, foreign_key="audit.assessment.id")
    exact: str | None = Field(default=None, sa_type=Text)
    to_add: Decimal | None = Field(default=None, sa_type=Numeric)
    at_least: bool
    cause: str | None = Field(default=None, sa_type=Text)
    measure: str | None = Field(default=None, sa_type=Text)
    owner: str | None = Field(default=None, sa_type=Text, index=True)
    cost: Decimal | None = Field(default=None, sa_type=Numeric)
    priority: str | None = Field(default=None, sa_type=Text)
    percent: int | None = None
    entered_on: date
    ended_on: date | None = None


class LedgerEntry(Base, table=True):
    """The ledger of a county was brought up to an assessment."""

    __tablename__ = "ledger_entry"
    __table_args__: ClassVar[Any] = (Index("ix_ledger_entry_county", "county", "standard"),)

    id: int | None = rising_key()
    county: str = Field(sa_type=Text)
    standard: str = Field(sa_type=Text)
    assessment: str = Field(sa_type=Text, foreign_key="audit.assessment.id")
    entered_on: date
    actor_id: str = Field(sa_type=Text)
    recorded_at: datetime | None = recorded_at()

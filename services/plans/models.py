"""Tables of plans.

`plan_revision` keeps what was published, for good: the first migration gives it a trigger that refuses changes, and
`plan_ending` how a plan was superseded or withdrawn, with a trigger of the same kind.
`plan_duty` repeats the duty clauses of every revision as rows, so that a unit can be asked what it owes across plans,
`plan_assignment` likewise the assignments of every measure. `task_version`, `task_report` and `adoption` are kept for
good as well: what somebody decided or reported is never overwritten, only followed.
`organisation_event` keeps what happened to organisations and what was said of them, for good; `organisation` and
`organisation_state` are made from it: the newest state with its path, and every state with the days it held.
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
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    text,
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


class PlanImport(Base, table=True):
    """A document somebody sent, for good, and the draft read from it. `blocks` are the paragraphs and tables of `text`.

    `version` rises with every accepted change; `plan_code` is the plan that the draft has become.
    """

    __tablename__ = "plan_import"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'read', 'refused')", name="state"),
        Index("uq_plan_import_jurisdiction_sha256", "jurisdiction_code", "sha256", "media_type", unique=True),
        Index("ix_plan_import_queued", "recorded_at", postgresql_where=text("state = 'queued'")),
        Index("ix_plan_import_plan_code", "plan_code"),
    )

    id: str = Field(primary_key=True, sa_type=Text)
    jurisdiction_code: str = Field(sa_type=Text, foreign_key="plans.organisation.code")
    media_type: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    size: int = Field(sa_type=Integer)
    original: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(sa_type=Text)
    progress: float = 0
    attempts: int = Field(default=0, sa_type=Integer)
    leased_until: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
    refusal: str | None = Field(default=None, sa_type=Text)
    text: str | None = Field(default=None, sa_type=Text)
    blocks: list[Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    notes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    draft: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    version: int = Field(sa_type=BigInteger)
    plan_code: str | None = Field(default=None, sa_type=Text)
    sent_by: str = Field(sa_type=Text)
    recorded_at: datetime = _recorded_at()


class PlanImportCorrection(Base, table=True):
    """What a person changed in a draft; `position` counts the corrections of an import from 1."""

    __tablename__ = "plan_import_correction"

    import_id: str = Field(primary_key=True, sa_type=Text, foreign_key="plans.plan_import.id")
    position: int = Field(primary_key=True, sa_type=Integer)
    node: str = Field(sa_type=Text)
    patch: Any = Field(sa_column=Column(JSONB, nullable=False))
    before: Any = Field(sa_column=Column(JSONB, nullable=False))
    reason: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    recorded_at: datetime = _recorded_at()


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
    recorded_at: datetime = _recorded_at()


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
    recorded_at: datetime = _recorded_at()


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
    recorded_at: datetime = _recorded_at()


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

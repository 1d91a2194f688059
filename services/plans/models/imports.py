"""Documents that were sent, the drafts read from them, and what people changed in these."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, Integer, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.plans.models.base import Base, recording_time


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
    recorded_at: datetime = recording_time()


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
    recorded_at: datetime = recording_time()

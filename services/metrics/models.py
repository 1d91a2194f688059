"""Tables of metrics.

`reading`, `reading_remark`, `submission`, `review`, `review_part`, `period_lock` and `correction` only grow: triggers
refuse to change or remove a row. The state of a reading is the state of its part, so a review touches one row however
many readings the part holds; what it was before stands in `review_part`. Rows of readings
name everything by numbers of fixed width (record 13); a number is given once and never changes.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from services.access.tables import add_organisations, add_principals
from services.kernel.database import schema_metadata
from services.metrics.tables_beside import add_code_mappings, add_official_statistics

METADATA = schema_metadata("metrics")
add_principals(METADATA)
add_organisations(METADATA)
add_code_mappings(METADATA)
add_official_statistics(METADATA)
METADATA.tables["metrics.organisation"].append_column(
    Column("number", Integer, Identity(), nullable=False, unique=True)
)
METADATA.tables["metrics.change"].append_column(Column("packed", LargeBinary, nullable=True))


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """Tables of this process."""


class Indicator(Base, table=True):
    """A data item: what is reported, in which unit and form, for which kind of period, by whom.

    Who reports it stands in columns, so that one join finds what everybody owes; an empty list leaves open.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("value_type IN ('integer', 'decimal', 'yes_no', 'grade')", name="value_type"),
        CheckConstraint("period IN ('school_year', 'term', 'calendar_year', 'month')", name="period"),
        CheckConstraint("(value_type = 'grade') = (grades <> '[]')", name="grades"),
        CheckConstraint("not evidence_needed OR value_type IN ('yes_no', 'grade')", name="evidence_needed"),
    )

    code: str = Field(sa_column=Column(Text, primary_key=True))
    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), nullable=False, unique=True))
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    value_type: str = Field(sa_type=Text)
    not_negative: bool
    stage: str | None = Field(default=None, sa_type=Text)
    period: str = Field(sa_type=Text)
    reporter_kind: str = Field(sa_type=Text)
    school_kinds: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    places: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    functions: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    levels: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    population_zh: str = Field(sa_type=Text)
    population_en: str = Field(sa_type=Text)
    grades: list[dict[str, str]] = Field(sa_column=Column(JSONB, nullable=False))
    evidence_needed: bool
    sensitive: bool = Field(sa_column=Column(Boolean, nullable=False, server_default=false()))


class Collection(Base, table=True):
    """What is asked of the organisations at or below one, for one period, until when; `chain`: who approves (bits)."""

    __tablename__ = "collection"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'closed')", name="status"),
        CheckConstraint("opens_on <= due_on", name="dates"),
        Index("ix_collection_period_organisation_code", "period", "organisation_code"),
    )

    code: str = Field(sa_column=Column(Text, primary_key=True))
    title_zh: str = Field(sa_type=Text)
    title_en: str = Field(sa_type=Text)
    organisation_code: str = Field(sa_type=Text)
    period: str = Field(sa_type=Text)
    opens_on: date
    due_on: date
    status: str = Field(sa_type=Text)
    chain: int = Field(sa_column=Column(SmallInteger, nullable=False, server_default="0"))


class CollectionIndicator(Base, table=True):
    """One indicator that a collection asks for."""

    __tablename__ = "collection_indicator"

    collection_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.collection.code"), primary_key=True))
    indicator_code: str = Field(sa_column=Column(Text, ForeignKey("metrics.indicator.code"), primary_key=True))


class PeriodNumber(Base, table=True):
    """The number that rows of readings name a period by."""

    __tablename__ = "period_number"

    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), primary_key=True))
    code: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class Submission(Base, table=True):
    """One posted batch of which something was stored, with the figures of its report."""

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint("mode IN ('all_or_nothing', 'valid_only')", name="mode"),
        UniqueConstraint("number"),
        Index("ix_submission_sender_id_number", "sender_id", "number"),
    )

    id: str = Field(sa_column=Column(Text, primary_key=True))
    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), nullable=False))
    sender_id: str = Field(sa_type=Text)
    sender_name: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    mode: str = Field(sa_type=Text)
    correction_reason: str | None = Field(default=None, sa_type=Text)
    received_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now())
    )
    created: int
    updated: int
    unchanged: int
    rejected: int
    withdrawn: int = Field(sa_column=Column(Integer, nullable=False, server_default="0"))
    parts: int


class SubmissionPart(Base, table=True):
    """The readings of one organisation in a submission: what is reviewed as one.

    `only_period` is 0 where there are several: they stand in `part_period`. `needs` and `approvals` are levels in bits
    (`domain.chain`), `approved_at` the organisation that approved last, `review` the newest act.
    """

    __tablename__ = "submission_part"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'approved', 'returned')", name="state"),
        CheckConstraint("(state = 'approved') = (needs & approvals = needs)", name="approved_by_all"),
        CheckConstraint("state <> 'returned' OR approvals = 0", name="returned_by_all"),
        CheckConstraint("state = 'pending' OR review IS NOT NULL", name="reviewed"),
        Index("ix_submission_part_organisation_submission", "organisation", "submission"),
        Index("ix_submission_part_pending", "organisation", "submission", postgresql_where=text("state = 'pending'")),
    )

    submission: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    readings: int = Field(sa_type=Integer)
    only_period: int = Field(sa_type=Integer)
    needs: int = Field(sa_type=SmallInteger)
    state: str = Field(sa_type=Text, sa_column_kwargs={"server_default": "pending"})
    approvals: int = Field(sa_column=Column(SmallInteger, nullable=False, server_default="0"))
    approved_at: int | None = Field(default=None, sa_type=Integer)
    review: int | None = Field(default=None, sa_type=BigInteger)


class PartPeriod(Base, table=True):
    """One period of a part that has several."""

    __tablename__ = "part_period"

    submission: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


class Review(Base, table=True):
    """One act of a reviewer, which may decide on many parts."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("decision IN ('approved', 'returned')", name="decision"),
        CheckConstraint("decision <> 'returned' OR reason IS NOT NULL", name="returned_with_reason"),
    )

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    decision: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    reviewer_id: str = Field(sa_type=Text)
    reviewer_name: str = Field(sa_type=Text)
    reviewed_at: datetime = Field(sa_type=DateTime(timezone=True))


class ReviewPart(Base, table=True):
    """A part that an act decided on. `seat` is the organisation that decided (null: not kept in those days), `level`
    its bit; `state` is what the part was from then on: 0 pending, 1 approved, 2 returned."""

    __tablename__ = "review_part"
    __table_args__ = (CheckConstraint("state BETWEEN 0 AND 2", name="state"),)

    submission: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    review: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    seat: int | None = Field(default=None, sa_type=Integer)
    level: int = Field(sa_type=SmallInteger)
    state: int = Field(sa_type=SmallInteger)


class PeriodLock(Base, table=True):
    """A period locked below an organisation, or unlocked: the newest row of the two counts. `seat` as in reviews."""

    __tablename__ = "period_lock"
    __table_args__ = (Index("ix_period_lock_period_organisation", "period", "organisation", "number"),)

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    organisation: int = Field(sa_type=Integer)
    period: int = Field(sa_type=Integer)
    locked: bool
    reason: str = Field(sa_type=Text)
    seat: int = Field(sa_type=Integer)
    actor_id: str = Field(sa_type=Text)
    actor_name: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=DateTime(timezone=True))


class Correction(Base, table=True):
    """A version that was sent to change the approved version `corrects` of its key."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_organisation_number", "organisation", "number"),)

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    period: int = Field(sa_type=Integer)
    organisation: int = Field(sa_type=Integer)
    indicator: int = Field(sa_type=Integer)
    version: int = Field(sa_type=SmallInteger)
    corrects: int = Field(sa_type=SmallInteger)


class Reading(Base, table=True):
    """One value, once said; null where it is unknown, and a remark says why. A yes is 1, a no 0, a grade its rank, and
    infinity takes back what was said before.

    A float of at most fifteen digits, whose shortest decimal is what the sender wrote. Of one key the higher version is
    the later truth, and no two writers can say the same version: the key is unique. No foreign keys: each would be
    looked up for every row; all numbers come from the transaction that writes them.
    """

    __tablename__ = "reading"

    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    indicator: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    submission: int = Field(sa_type=BigInteger)
    value: float | None = Field(default=None, sa_column=Column(Double, nullable=True))


class ReadingRemark(Base, table=True):
    """What a reading says beside its value: why there is none, or the document it rests on."""

    __tablename__ = "reading_remark"
    __table_args__ = (CheckConstraint("unknown_reason IS NOT NULL OR evidence IS NOT NULL", name="says_something"),)

    period: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    organisation: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    indicator: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    version: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    unknown_reason: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)


class LargeBody(Base, table=True):
    """A body acknowledged before it was read. It is read under a lease, and gone once its answer stands here."""

    __tablename__ = "large_body"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'stored', 'refused')", name="state"),
        CheckConstraint("(state = 'waiting') = (answer IS NULL)", name="answered"),
        Index("ix_large_body_waiting", "recorded_at", postgresql_where=text("state = 'waiting'")),
    )

    id: str = Field(sa_column=Column(Text, primary_key=True))
    sender_id: str = Field(sa_type=Text)
    recorded_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now())
    )
    media_type: str = Field(sa_type=Text)
    encoding: str | None = Field(default=None, sa_type=Text)
    beside: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: str = Field(sa_type=Text, sa_column_kwargs={"server_default": "waiting"})
    progress: float = Field(sa_column=Column(Double, nullable=False, server_default="0"))
    attempts: int = Field(sa_column=Column(Integer, nullable=False, server_default="0"))
    leased_until: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB, nullable=True))


class Publication(Base, table=True):
    """What outsiders see of sensitive indicators, decided for all of them at once. It only grows."""

    __tablename__ = "publication"

    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), primary_key=True))
    published_at: datetime | None = Field(
        default=None, sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now())
    )
    publisher_id: str = Field(sa_type=Text)
    publisher_name: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    bound: int
    zeros_shown: bool
    schools_shown: bool
    periods: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    indicators: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    counts: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    pattern: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))

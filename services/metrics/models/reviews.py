"""Acts of reviewers, which only grow.

The state of a reading is the state of its part, so a review touches one row however many readings the part holds; what
it was before stands in `review_part`.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
)
from sqlmodel import Field

from services.metrics.models.base import Base


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

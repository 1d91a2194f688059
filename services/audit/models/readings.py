"""Append-only copies of the readings of metrics, in numbers; the view `reading_copy` gives them in words."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, DateTime, Double, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.audit.models.base import Base, key_of


class Delivery(Base, table=True):
    """One change of readings, at most ten thousand of a submission: who sent them, when they were received, and the
    periods they speak of, which a review of them may change."""

    __tablename__ = "delivery"
    __table_args__: ClassVar[Any] = (Index("ix_delivery_submission", "submission"),)

    feed_version: int = key_of(BigInteger)
    submission: str = Field(sa_type=Text)
    sender_id: str = Field(sa_type=Text)
    sender_name: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
    correction_reason: str | None = Field(default=None, sa_type=Text)
    periods: list[int] = Field(sa_column=Column(ARRAY(Integer), nullable=False))


class ReadingRow(Base, table=True):
    """One value as sent, by numbers; null where it is unknown or withdrawn. `id` rises with every reading: the version
    of its change times 16,384, and its place there. The view `reading_copy` gives all of it in words."""

    __tablename__ = "reading_row"

    period: int = key_of(Integer)
    organisation: int = key_of(Integer)
    indicator: int = key_of(Integer)
    id: int = key_of(BigInteger)
    value: float | None = Field(default=None, sa_type=Double)


class ReadingRemark(Base, table=True):
    """What is said of a reading in words: why its value is unknown, and the document it rests on."""

    __tablename__ = "reading_remark"

    id: int = key_of(BigInteger)
    unknown_reason: str | None = Field(default=None, sa_type=Text)
    evidence: str | None = Field(default=None, sa_type=Text)

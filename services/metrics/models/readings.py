"""Readings, which only grow: triggers refuse to change or remove a row.

Rows name everything by numbers of fixed width (record 13); a number is given once and never changes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from services.metrics.models.base import Base, moment


class PeriodNumber(Base, table=True):
    """The number that rows of readings name a period by."""

    __tablename__ = "period_number"

    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), primary_key=True))
    code: str = Field(sa_column=Column(Text, nullable=False, unique=True))


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


class Correction(Base, table=True):
    """A version that changes the approved version `corrects` of its key. Its reason stands in its submission; where
    nobody sent it as a correction, its approval gave one, which stands here."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_organisation_number", "organisation", "number"),)

    number: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    period: int = Field(sa_type=Integer)
    organisation: int = Field(sa_type=Integer)
    indicator: int = Field(sa_type=Integer)
    version: int = Field(sa_type=SmallInteger)
    corrects: int = Field(sa_type=SmallInteger)
    reason: str | None = Field(default=None, sa_type=Text)


class Publication(Base, table=True):
    """What outsiders see of sensitive indicators, decided for all of them at once. It only grows."""

    __tablename__ = "publication"

    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(), primary_key=True))
    published_at: datetime | None = moment()
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

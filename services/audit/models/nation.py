"""What many counties are scored from, and what came out: numbers for codes, and rows of a fixed width.

`roll` and `standing` stand beside the copies and say nothing new: they are written with them, in one transaction.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlmodel import Field

from services.audit.models.base import Base, key_of


class LikenessKind(Base, table=True):
    """All that a population can ask of an organisation; those alike in it share one row."""

    __tablename__ = "likeness"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("kind", "school_kind", "place", "function", "level", name="uq_likeness_words"),
    )

    number: int | None = Field(sa_column=Column(Integer, Identity(), primary_key=True))
    kind: str = Field(sa_type=Text)
    school_kind: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    function: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)


class Roll(Base, table=True):
    """An organisation in numbers from a version of the feed of plans on; days are counted from 2000-01-01.

    `parent` 0: it has none.
    """

    __tablename__ = "roll"
    __table_args__: ClassVar[Any] = (Index("ix_roll_parent", "parent"),)

    organisation: int = key_of(Integer)
    feed_version: int = key_of(BigInteger)
    parent: int
    likeness: int
    opened: int
    closed: int


class Standing(Base, table=True):
    """What is approved of 64 indicators of an organisation from a version of the feed of metrics on.

    `readings` holds 64 big-endian doubles; one NaN says that nothing is approved, another that the approved reading
    says the value is unknown.
    """

    __tablename__ = "standing"

    period: str = Field(primary_key=True, sa_type=Text)
    block: int = key_of(SmallInteger)
    organisation: int = key_of(Integer)
    feed_version: int = key_of(BigInteger)
    readings: bytes = Field(sa_type=LargeBinary)


class SchoolResult(Base, table=True):
    """One school of a run over many counties: its verdict (0: it does not count, and why), and for every stage and
    criterion the outcomes that are possible, a byte each."""

    __tablename__ = "school_result"

    run: int = key_of(BigInteger)
    county: int = key_of(Integer)
    organisation: int = key_of(Integer)
    verdict: int = Field(sa_type=SmallInteger)
    reason: int = Field(sa_type=SmallInteger)
    outcomes: bytes = Field(sa_type=LargeBinary)


class CountyResult(Base, table=True):
    """One county of such a run: verdicts of its coefficients and conditions, a byte each, the squares of the
    coefficients as big-endian doubles, schools by verdict, and the fingerprint of the county with all its schools."""

    __tablename__ = "county_result"
    __table_args__: ClassVar[Any] = (Index("ix_county_result_verdict", "run", "indicators", "county"),)

    run: int = key_of(BigInteger)
    county: int = key_of(Integer)
    indicators: int = Field(sa_type=SmallInteger)
    recognition: int = Field(sa_type=SmallInteger)
    problem: int = Field(sa_type=SmallInteger)
    met: int
    not_met: int
    undecided: int
    excluded: int
    comparisons: bytes = Field(sa_type=LargeBinary)
    squares: bytes = Field(sa_type=LargeBinary)
    conditions: bytes = Field(sa_type=LargeBinary)
    sha256: bytes = Field(sa_type=LargeBinary)

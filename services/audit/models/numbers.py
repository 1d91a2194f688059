"""Numbers that stand for codes, in the order in which they were first heard of; never given twice."""

from typing import Any

from sqlalchemy import Column, Identity, Integer, Text
from sqlmodel import Field

from services.audit.models.base import Base


def _numbered() -> Any:
    return Field(sa_column=Column(Integer, Identity(), nullable=False, unique=True))


class OrganisationNumber(Base, table=True):
    __tablename__ = "organisation_number"

    code: str = Field(primary_key=True, sa_type=Text)
    number: int | None = _numbered()


class IndicatorNumber(Base, table=True):
    """Its place among all indicators: the block it stands in, and the slot there."""

    __tablename__ = "indicator_number"

    code: str = Field(primary_key=True, sa_type=Text)
    number: int | None = _numbered()


class PeriodNumber(Base, table=True):
    __tablename__ = "period_number"

    code: str = Field(primary_key=True, sa_type=Text)
    number: int | None = _numbered()

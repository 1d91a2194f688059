"""Dates in force and references, as formulas and rules of the return desk state them."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, TypeAdapter, ValidationError, model_validator

from services.kernel.fields import Closed, Day, Line, Shown
from services.metrics.domain.reference import Reference
from services.yardsticks.periods import Period, first_day, following

_PERIOD: TypeAdapter[str] = TypeAdapter(Period)
_DAY: TypeAdapter[date] = TypeAdapter(Day)


def _is_period(text: str) -> bool:
    try:
        _PERIOD.validate_python(text)
    except ValidationError:
        return False
    return True


def _edge(text: str) -> str:
    if not _is_period(text):
        try:
            _DAY.validate_python(text)
        except ValidationError:
            raise ValueError("a school year such as 2024-2025, another period, or a date such as 2024-09-01") from None
    return text


Edge = Annotated[str, AfterValidator(_edge), Field(max_length=20, examples=["2024-2025", "2024-09-01"])]
"""A period or a day."""


def begins(edge: str) -> date:
    """The first day of a period, or the day itself."""
    return first_day(edge) if _is_period(edge) else _DAY.validate_python(edge)


def ends(edge: str | None) -> date | None:
    """The first day after a period or a day; None for no end."""
    if edge is None:
        return None
    return first_day(following(edge)) if _is_period(edge) else _DAY.validate_python(edge) + timedelta(days=1)


class ReferenceGiven(Closed):
    """The document and the clause that it rests on."""

    document: Line
    clause: Line

    def as_reference(self) -> Reference:
        return Reference(self.document, self.clause)


class Recorder(Shown):
    id: str
    name: str


class Recorded(BaseModel):
    """A version as it is kept."""

    version: int = Field(description="from 1; of one code the higher is the later · 第几版")
    recorded_by: Recorder
    recorded_at: datetime


class Dated(Closed):
    """In force from the first day of `valid_from` to the last of `valid_until`, which null leaves open."""

    valid_from: Edge = Field(description="school year or date · 自何学年或日期起")
    valid_until: Edge | None = Field(default=None, description="its last school year or day · 至何学年或日期止")
    reference: ReferenceGiven

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        end = ends(self.valid_until)
        if end is not None and end <= begins(self.valid_from):
            raise ValueError("`valid_until` must not lie before `valid_from`")
        return self

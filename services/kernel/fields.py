"""Field types that every request body shares: closed objects, exact numbers, storable text, dates."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from services.kernel.numbers import SIGNIFICANT_DIGITS, as_number, kept_exactly


class Closed(BaseModel):
    """A body whose unknown fields are refused, never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(BaseModel):
    """A body that this API writes."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Bilingual(Closed):
    """A text in Chinese and in English."""

    zh: "Line"
    en: "Line"


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text must not contain NUL")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), AfterValidator(_storable)]
Passage = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000, strip_whitespace=True), AfterValidator(_storable)
]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Reason = Annotated[
    str, StringConstraints(min_length=2, max_length=2_000, strip_whitespace=True), AfterValidator(_storable)
]
"""Two characters are a word in Chinese: 撤并, 更正."""


def _number(value: Any) -> Decimal:
    """An exact decimal of at most fifteen significant digits; a string, a boolean or a float is refused.

    A float only arrives here from code of ours: JSON bodies are read with exact decimals.
    """
    number = as_number(value)
    if number is None:
        raise ValueError("a JSON number is expected")
    if not kept_exactly(number):
        raise ValueError(f"at most {SIGNIFICANT_DIGITS} significant digits can be kept exactly")
    return number


def shown_number(number: Decimal) -> int | float:
    """A JSON number; at most fifteen significant digits, so the shortest float is the sender's decimal."""
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(shown_number, return_type=int | float),
    Field(json_schema_extra={"type": "number"}),
]


def _iso_date(value: Any) -> Any:
    if type(value) is date or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise ValueError("a date such as 2021-09-01 is expected")


Day = Annotated[date, BeforeValidator(_iso_date)]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a moment within the years 1 to 9999 of UTC is expected") from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment with its time zone, as UTC."""

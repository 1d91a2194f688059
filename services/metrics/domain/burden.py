"""How much is asked of organisations, and how much of it twice."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Twice:
    """Of what one collection asks: how many data, how many others ask as well (`beside`: which, and how many), how many
    stand already; None where that was not counted."""

    organisations: int
    data: int
    asked_elsewhere: int
    beside: tuple[tuple[str, int], ...]
    already_reported: int | None


class Over(StrEnum):
    """A row for each organisation, for each county, or one for the whole reach."""

    UNIT = "unit"
    COUNTY = "county"
    REACH = "reach"

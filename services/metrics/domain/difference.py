"""Where official statistics and what was reported differ, and what a person decided of it."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Both say a value, or only one of them does."""

    BOTH = "both"
    ONLY_REPORTED = "only_reported"
    ONLY_OFFICIAL = "only_official"


class Settled(StrEnum):
    """What was reported stands; or the official figure does, and the organisation is asked for a correction."""

    REPORTED_STANDS = "reported_stands"
    OFFICIAL_STANDS = "official_stands"


class DifferenceState(StrEnum):
    """Open again as soon as either side says something new."""

    OPEN = "open"
    REPORTED_STANDS = "reported_stands"
    OFFICIAL_STANDS = "official_stands"


@dataclass(frozen=True)
class Seen:
    """What the decider saw: the versions of both sides, zero where there was none."""

    organisation: str
    indicator: str
    reading_version: int
    official_version: int

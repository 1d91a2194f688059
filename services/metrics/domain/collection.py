"""Collections: what is asked, of whom, for which period, until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.yardsticks.words import Level


class CollectionStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Collection:
    """Asks every organisation at or below `organisation` for those indicators that it reports.

    Whether readings are taken is decided by `status` alone; the dates say from when and until when they are owed.
    `approved_by`: the levels that must approve, from below upwards; empty where whoever comes first is enough.
    """

    code: str
    title_zh: str
    title_en: str
    organisation: str
    period: str
    indicators: tuple[str, ...]
    opens_on: date
    due_on: date
    status: CollectionStatus
    approved_by: tuple[Level, ...] = ()

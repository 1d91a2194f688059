"""How pressing a shortage is, the most pressing first."""

from enum import StrEnum


class Priority(StrEnum):
    URGENT = "urgent"
    IMPORTANT = "important"
    ORDINARY = "ordinary"

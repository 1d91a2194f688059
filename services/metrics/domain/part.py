"""The part of one organisation in a submission."""

from enum import StrEnum


class PartState(StrEnum):
    """The state of every reading of the part."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"


class Decision(StrEnum):
    APPROVED = "approved"
    RETURNED = "returned"

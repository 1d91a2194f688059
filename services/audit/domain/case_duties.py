"""Duties as a published plan writes them: which unit, which clause, where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class DutyRole(StrEnum):
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"


@dataclass(frozen=True)
class Duty:
    """One clause of a unit's list. A mixed clause names both kinds of work, so it can ground either role."""

    code: str
    unit: str
    place: str
    own_role: str
    mixed: bool

    def grounds(self, role: DutyRole) -> bool:
        return self.mixed or self.own_role == role


def duties_of(document: Mapping[str, Any], unit: str) -> tuple[Duty, ...]:
    """The duties a plan gives to an organisation, in the order of the plan."""
    return tuple(
        Duty(duty["code"], unit, duty["place"], duty["own_role"], bool(duty["mixed"]))
        for listed in document["units"]
        if listed["organisation"] == unit
        for duty in listed["duties"]
    )


def still_gives(document: Mapping[str, Any], unit: str, duty: str) -> bool:
    """Whether a plan gives the unit the duty of this code: a later revision may have taken it away."""
    return any(each.code == duty for each in duties_of(document, unit))

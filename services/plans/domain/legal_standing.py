"""Whether a plan binds on a day: it does from its day on, until it is superseded or withdrawn.

The end of its last phase does not end it, and what ended it later leaves the days before as they were.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.plans.domain.words import LegalStatus


class EndingStatus(StrEnum):
    """How a plan that was in force came to its end: 被替代, 被撤回."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class StandingWord(StrEnum):
    """What a plan is on a day."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DRAFT_FOR_COMMENT = "draft_for_comment"
    REPORTED_IN_PRESS = "reported_in_press"


@dataclass(frozen=True)
class Ending:
    """`takes_effect_on` is the first day on which the plan is no longer in force; `imported_by` brought this here."""

    status: EndingStatus
    takes_effect_on: date
    superseded_by: str | None
    reason: str
    recorded_by: str
    recorded_at: datetime
    imported_by: str | None = None


@dataclass(frozen=True)
class Force:
    """What a revision says of itself, and how the plan ended; `ending` is None while it has not."""

    legal_status: LegalStatus
    in_force_from: date | None
    ending: Ending | None


def standing_on(force: Force, day: date) -> StandingWord:
    """What the plan is on the day."""
    if force.legal_status is not LegalStatus.IN_FORCE:
        return StandingWord(force.legal_status.value)
    if force.in_force_from is None or day < force.in_force_from:
        return StandingWord.NOT_YET_IN_FORCE
    if force.ending is not None and force.ending.takes_effect_on <= day:
        return StandingWord(force.ending.status.value)
    return StandingWord.IN_FORCE


def standing_since(force: Force, day: date) -> date | None:
    """The day from which it is what it is on `day`; None where no day says so."""
    word = standing_on(force, day)
    if word is StandingWord.IN_FORCE:
        return force.in_force_from
    if force.ending is not None and word.value == force.ending.status.value:
        return force.ending.takes_effect_on
    return None

"""Whether a plan binds on a day, and if it does not, what it is then."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from services.plans.domain.legal_standing import Force, StandingWord, standing_on
from services.plans.domain.words import DateCertainty, LegalStatus


class Bearing(StrEnum):
    """现行有效、尚未施行、日期待确认、征求意见、媒体报道、已被替代、已撤回."""

    BINDING = "binding"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    DATE_UNCONFIRMED = "date_unconfirmed"
    DRAFT_FOR_COMMENT = "draft_for_comment"
    REPORTED_IN_PRESS = "reported_in_press"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Dated(Protocol):
    @property
    def date_certainty(self) -> DateCertainty: ...


class Plan(Protocol):
    """What decides from which day on a plan binds; the end of its last phase does not end it."""

    @property
    def legal_status(self) -> LegalStatus: ...
    @property
    def in_force_from(self) -> date | None: ...
    @property
    def document(self) -> Dated: ...


@dataclass(frozen=True)
class Marks:
    """What decides it, read from a plan without the rest of it."""

    legal_status: LegalStatus
    in_force_from: date | None
    date_certainty: DateCertainty

    @property
    def document(self) -> "Marks":
        return self


def bearing_on(plan: Plan, day: date) -> Bearing:
    """What it is in law, but that one whose date is inferred and confirmed by nobody binds nobody yet.

    A plan that ended by the day comes with that as its legal status, as `as_known` gives it.
    """
    word = standing_on(Force(plan.legal_status, plan.in_force_from, None), day)
    if word is not StandingWord.IN_FORCE:
        return Bearing(word.value)
    return Bearing.DATE_UNCONFIRMED if plan.document.date_certainty is DateCertainty.INFERRED else Bearing.BINDING

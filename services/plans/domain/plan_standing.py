"""Whether a plan binds on a day, and if not, what it is then."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from services.plans.domain.words import DateCertainty, LegalStatus


class PlanStanding(StrEnum):
    """现行、尚未施行、征求意见、见诸报道、已被取代、已撤回."""

    BINDING = "binding"
    NOT_YET = "not_yet"
    DRAFT_FOR_COMMENT = "draft_for_comment"
    REPORTED_IN_PRESS = "reported_in_press"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


GONE = frozenset({PlanStanding.SUPERSEDED, PlanStanding.WITHDRAWN})


class Dated(Protocol):
    @property
    def date_certainty(self) -> DateCertainty: ...


class Plan(Protocol):
    """What decides from when on a plan binds; the end of its last phase does not end it."""

    @property
    def legal_status(self) -> LegalStatus: ...
    @property
    def in_force_from(self) -> date | None: ...
    @property
    def document(self) -> Dated: ...


def standing_on(plan: Plan, day: date) -> PlanStanding:
    """Of the revision that counts on the day."""
    if plan.in_force_from is not None and day < plan.in_force_from:
        return PlanStanding.NOT_YET
    if plan.legal_status is LegalStatus.IN_FORCE:
        return PlanStanding.BINDING
    return PlanStanding(plan.legal_status.value)


def for_information(plan: Plan, day: date) -> bool:
    """Whether it only informs on the day: not in force, or by a date that is inferred and confirmed by nobody."""
    inferred = plan.document.date_certainty is DateCertainty.INFERRED
    return inferred or standing_on(plan, day) is not PlanStanding.BINDING

"""A procedure: which states a case passes through, who may take which step, and which clocks run meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.audit.domain.grounds import Confidence, Text
from services.audit.domain.procedures.days import Counting


class Desk(StrEnum):
    """Who takes a step: the unit a case is about, who supervises, who decides, a clock that ran out, or another case
    that was opened on this one and has come to its end."""

    UNIT = "unit"
    SUPERVISOR = "supervisor"
    DECIDER = "decider"
    CLOCK = "clock"
    CASE = "case"


class Ask(StrEnum):
    """What a step must say beside its words."""

    UNTIL = "until"
    ASSESSMENT = "assessment"
    LIABLE = "jointly_liable"
    OUTCOMES = "outcomes"
    SCOPE = "scope"
    EFFECTIVE = "effective_on"
    CAUSE = "cause"
    MEASURE = "measure"
    OWNER = "owner"
    COST = "cost"
    PRIORITY = "priority"
    PERCENT = "percent"
    CHECKED = "checked"
    GRADE = "grade"


class Fact(StrEnum):
    """What must be so, and is looked up: the law of a step that no state can tell."""

    NOT_RECUSED = "not_recused"
    CLAUSES_CONFIRMED = "clauses_confirmed"
    GROUNDS_MET = "grounds_met"
    GROUNDS_NOT_MET = "grounds_not_met"
    GROUNDS_CORRECTED = "grounds_corrected"
    LIABLE_ABOVE = "liable_above"
    HIGHER_OFFICE = "higher_office"
    FRESH_EYES = "fresh_eyes"
    OWNER_BELOW = "owner_below"
    CUT_KEPT = "cut_kept"
    OFFICE_ABOVE = "office_above"
    ORDERS_STAND = "orders_stand"
    LATER_THAN_DUE = "later_than_due"
    NOT_SOONER = "not_sooner"
    TEAM_MEMBER = "team_member"
    CHECKLIST_FITS = "checklist_fits"
    GRADE_KNOWN = "grade_known"
    OUTCOMES_FIT = "outcomes_fit"
    SCOPE_FITS = "scope_fits"


@dataclass(frozen=True)
class Step:
    """`of` None: in every state; `to` None: the state stays. One of `needs` must have happened before. Nobody takes it
    who took one of `apart_from`. `before` names a day of the case that must still lie ahead. `effect` is the step that
    follows in the case this one was opened on."""

    code: str
    title: Text
    by: Desk
    of: tuple[str, ...] | None
    to: str | None
    needs: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    facts: tuple[Fact, ...] = ()
    before: str | None = None
    effect: str | None = None

    def leads(self, state: str) -> str | None:
        """The state it leads to from another; None where it cannot be taken there."""
        if self.of is not None and state not in self.of:
            return None
        return self.to or state


@dataclass(frozen=True)
class Clock:
    """It starts, or starts again, with one of `starts` and runs to the end of its last day: `days` after that step, or
    after the day the case names as `since`, or the day it names as `until`. Then the step `then` happens by itself,
    unless one of `stops` came."""

    code: str
    title: Text
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    then: str
    days: int | None
    counting: Counting
    since: str | None
    until: str | None
    reference: str
    confidence: Confidence


@dataclass(frozen=True)
class Opening:
    """On what a case is opened: on cases of these procedures, while this clock of theirs runs."""

    procedures: tuple[str, ...]
    clock: str | None


@dataclass(frozen=True)
class Procedure:
    """`kind` is what it is for, whatever the year. `first` is the step a case begins with; `on` None: it stands by
    itself."""

    code: str
    kind: str
    title: Text
    rule: str
    in_force_from: date
    reference: str
    states: Mapping[str, Text]
    final: frozenset[str]
    steps: Mapping[str, Step]
    clocks: Mapping[str, Clock]
    first: str
    on: Opening | None

    @property
    def opening(self) -> Step:
        return self.steps[self.first]

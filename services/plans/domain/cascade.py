"""A plan above and the plans below it: what is taken up where, and how a linked target stands on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.bearing import Bearing, Plan, bearing_on
from services.plans.domain.stricter_line import Line
from services.plans.domain.target_strength import Judged, Strength, in_time, in_value, together


class Decided(Protocol):
    @property
    def version(self) -> int: ...
    @property
    def decided_on(self) -> date: ...


SomeDecision = TypeVar("SomeDecision", bound=Decided)


def holds_on(decisions: Sequence[SomeDecision], day: date) -> SomeDecision | None:
    """The decision that holds on the day; None before the first."""
    taken = [each for each in decisions if each.decided_on <= day]
    return max(taken, key=_order, default=None)


def known_on(decisions: Sequence[SomeDecision], day: date) -> SomeDecision:
    """As `holds_on`, and before the first decision that one: what texts share was so before anybody said it."""
    return holds_on(decisions, day) or min(decisions, key=_order)


def _order(decision: Decided) -> tuple[date, int]:
    """Days never go back from version to version; decisions kept under two codes of one measure have only days."""
    return decision.decided_on, decision.version


class Uptake(StrEnum):
    """已承接、未决、空白. `open`: taken up by a plan that does not bind on the day, or by what it no longer holds."""

    ADOPTED = "adopted"
    OPEN = "open"
    GAP = "gap"


@dataclass(frozen=True)
class TakenUp:
    """By one plan: how it stands on the day, and whether anything of what it named is still there."""

    plan: Bearing
    still_there: bool


def uptake(plans: Collection[TakenUp], tasks: int) -> Uptake:
    """Of one measure in one place; `tasks` are those set there and not withdrawn."""
    if tasks or any(each.plan is Bearing.BINDING and each.still_there for each in plans):
        return Uptake.ADOPTED
    return Uptake.OPEN if plans else Uptake.GAP


def place_of(path: str, governments: Collection[str]) -> str | None:
    """The nearest government at or above a place, by its code."""
    return next((code for code in reversed(path.split("/")[1:]) if code in governments), None)


@dataclass(frozen=True)
class Compared:
    """A target below held against one above on a day; `why` says in a word what stands in the way.

    `lower_is_older` marks a plan that was in force before the one above and could not have known it.
    """

    verdict: Strength
    why: str | None
    in_value: Judged
    in_time: Judged
    for_information: bool
    lower_is_older: bool


@dataclass(frozen=True)
class Side:
    """A plan and one of its targets; None where its revision no longer has it."""

    plan: Plan
    target: MeasuredTarget | None


GONE = frozenset({Bearing.SUPERSEDED, Bearing.WITHDRAWN})
_OUT_OF_FORCE: Mapping[Bearing, str] = {
    Bearing.SUPERSEDED: "superseded",
    Bearing.WITHDRAWN: "withdrawn",
    Bearing.NOT_YET_IN_FORCE: "not_in_force_yet",
}


def compared(lower: Side, upper: Side, stated: Line | None, day: date) -> Compared:
    """Only what both plans ask on the day is compared; a draft or a news item is, for information."""
    nothing = Judged(Strength.NOT_COMPARABLE)
    value = time = nothing
    word = _in_the_way(lower, upper, day)
    if word is None and lower.target is not None and upper.target is not None:
        value, time = in_value(lower.target, upper.target, stated), in_time(lower.target, upper.target)
    since, above = lower.plan.in_force_from, upper.plan.in_force_from
    yet = word is not None and word.endswith(_OUT_OF_FORCE[Bearing.NOT_YET_IN_FORCE])
    return Compared(
        verdict=Strength.NOT_COMPARABLE_YET if yet else together(value, time),
        why=word or value.why,
        in_value=value,
        in_time=time,
        for_information=any(bearing_on(side.plan, day) is not Bearing.BINDING for side in (lower, upper)),
        lower_is_older=since is not None and above is not None and since < above,
    )


def _in_the_way(lower: Side, upper: Side, day: date) -> str | None:
    sides = (("upper", upper), ("lower", lower))
    stands = {name: bearing_on(side.plan, day) for name, side in sides}
    for name, side in sides:
        if stands[name] in GONE:
            return f"{name}_{_OUT_OF_FORCE[stands[name]]}"
        if side.target is None:
            return f"{name}_target_dropped"
    for name, _ in sides:
        if stands[name] is Bearing.NOT_YET_IN_FORCE:
            return f"{name}_{_OUT_OF_FORCE[Bearing.NOT_YET_IN_FORCE]}"
    return None

"""The grade of a unit by the jurisdiction's own rules: by the share of what it leads that was met, lowered or capped by
what happened in the year. What cannot be decided gives a grade only where it makes no difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Condition(StrEnum):
    """What happened in the year: held to account, an order overdue or escalated, work that was done late."""

    HELD_TO_ACCOUNT = "held_to_account"
    ORDER_OVERDUE = "order_overdue"
    ORDER_ESCALATED = "order_escalated"
    WORK_LATE = "work_late"


@dataclass(frozen=True)
class GradeLine:
    """Reached by a share of at least so much; `code` and `title` are the jurisdiction's."""

    code: str
    title: str
    at_least: Fraction


@dataclass(frozen=True)
class Consequence:
    """Where the condition held `at_least` so often: one grade lower, or none above `not_above`."""

    condition: Condition
    at_least: int
    not_above: str | None


@dataclass(frozen=True)
class Proposal:
    """`low` and `high` are the shares where all that is open were missed or met. `grade` None: `reason` says why."""

    low: Fraction | None
    high: Fraction | None
    base: str | None
    grade: str | None
    reason: str | None
    applied: tuple[Consequence, ...]


def proposed(
    grades: Sequence[GradeLine],
    consequences: Sequence[Consequence],
    happened: Mapping[Condition, int],
    counts: Mapping[str, int],
) -> Proposal:
    """`grades` from the best; `counts` of what the unit leads: met, not_met, cannot_decide."""
    applied = tuple(each for each in consequences if happened.get(each.condition, 0) >= each.at_least)
    total = counts["met"] + counts["not_met"] + counts["cannot_decide"]
    if not total:
        return Proposal(None, None, None, None, "nothing_due", applied)
    low = Fraction(counts["met"], total)
    high = Fraction(counts["met"] + counts["cannot_decide"], total)
    places = {_place(grades, share) for share in (low, high)}
    if len(places) > 1:
        return Proposal(low, high, None, None, "cannot_decide", applied)
    base = places.pop()
    lowered = base + any(each.not_above is None for each in applied)
    caps = [_named(grades, each.not_above) for each in applied if each.not_above is not None]
    final = min(max([lowered, *caps]), len(grades) - 1)
    return Proposal(low, high, grades[base].code, grades[final].code, None, applied)


def _place(grades: Sequence[GradeLine], share: Fraction) -> int:
    """The first grade that is reached; the last is reached by everybody."""
    return next((place for place, each in enumerate(grades) if share >= each.at_least), len(grades) - 1)


def _named(grades: Sequence[GradeLine], code: str) -> int:
    return next(place for place, each in enumerate(grades) if each.code == code)

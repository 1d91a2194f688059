"""Where plans ask one unit for the same figure: twice alike, differently, or under different leads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from services.plans.domain.asked_target import NamedTarget
from services.plans.domain.same_measure import Figure, figure_of, line_of
from services.plans.domain.stricter_line import Which, earlier_deadline, stricter_line


class Kind(StrEnum):
    """重复、冲突、范围相套、牵头不一.

    `nested`: one total or share is taken over an area within the area of the other, so that they are two figures.
    """

    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    NESTED = "nested"
    DIFFERENT_LEADS = "different_leads"


@dataclass(frozen=True)
class Asked:
    """A target of a plan. `area` is the path of the plan's jurisdiction, `owed` whether the unit owes it."""

    plan: str
    area: str
    target: NamedTarget
    leads: frozenset[str]
    owed: bool


@dataclass(frozen=True)
class Overlap:
    """`stricter` is None where neither asks more in every respect; `value` and `time` say how they differ in each."""

    kind: Kind
    first: Asked
    second: Asked
    value: Which
    time: Which
    stricter: Asked | None


def overlaps(asked: Sequence[Asked]) -> list[Overlap]:
    """Between any two plans, in the order given. A target that restates another of its plan is not compared again."""
    figures: dict[str, list[tuple[Asked, Figure]]] = {}
    for one in asked:
        figure = figure_of(one.target) if one.target.restates is None else None
        if figure is not None:
            figures.setdefault(figure.key, []).append((one, figure))
    return [found for alike in figures.values() for pair in _pairs(alike) for found in _between(*pair)]


def _pairs(alike: Sequence[tuple[Asked, Figure]]) -> Iterator[tuple[tuple[Asked, Figure], tuple[Asked, Figure]]]:
    """Of two plans that ask for a figure in steps, the steps of one day belong together; the rest meets the rest."""
    by_plan: dict[str, list[tuple[Asked, Figure]]] = {}
    for each in alike:
        by_plan.setdefault(each[0].plan, []).append(each)
    for mine, theirs in combinations(by_plan.values(), 2):
        days = {one.target.deadline for one, _ in mine} & {one.target.deadline for one, _ in theirs}
        for one, other in product(mine, theirs):
            first, second = one[0].target.deadline, other[0].target.deadline
            if first == second or not days & {first, second}:
                yield one, other


def _between(one: tuple[Asked, Figure], other: tuple[Asked, Figure]) -> Iterator[Overlap]:
    (first, figure), (second, other_figure) = one, other
    if not (_within(first.area, second.area) or _within(second.area, first.area)):
        return
    value = stricter_line(line_of(first.target, figure), line_of(second.target, other_figure))
    time = earlier_deadline(first.target, second.target)
    stricter = {Which.FIRST: first, Which.SECOND: second}.get(_both(value, time))
    if first.owed and second.owed:
        nested = first.area != second.area and not figure.each
        alike = value is Which.SAME and time is Which.SAME
        kind = Kind.NESTED if nested else Kind.DUPLICATE if alike else Kind.CONFLICT
        yield Overlap(kind, first, second, value, time, stricter)
    if (first.owed or second.owed) and first.leads and second.leads and not first.leads & second.leads:
        yield Overlap(Kind.DIFFERENT_LEADS, first, second, value, time, stricter)


def _within(inner: str, outer: str) -> bool:
    return f"{inner}/".startswith(f"{outer}/")


def _both(value: Which, time: Which) -> Which:
    """Stricter is who asks no less in either respect; a deadline that cannot be compared leaves the value to decide."""
    if value in (Which.INCOMPATIBLE, Which.UNCLEAR):
        return value
    if value is Which.SAME or time in (Which.SAME, value):
        return time if value is Which.SAME else value
    return value if time is Which.UNCLEAR else Which.UNCLEAR

"""Trying out what is missing: a verdict stands where every completion gives it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Literal, TypedDict

Verdict = Literal["met", "not_met", "cannot_decide"]
Values = dict[str, Fraction | None]

NOTHING = Fraction(0)
HUGE = Fraction(10**40)
"""More than anything that is reported."""


class School(TypedDict):
    code: str
    kind: str
    place: str
    values: Values


class County(TypedDict):
    """`education` and `finance` are what the two departments of the county report."""

    schools: list[School]
    education: Values
    finance: Values


def verdict_of(seen: Iterable[bool]) -> Verdict:
    """Of what the completions say; there is always at least one."""
    said = set(seen)
    if len(said) == 2:
        return "cannot_decide"
    return "met" if said.pop() else "not_met"


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """All of them must be met: one that is not decides, then one that is open leaves it open."""
    said = set(verdicts)
    if "not_met" in said:
        return "not_met"
    return "cannot_decide" if "cannot_decide" in said else "met"


def completions(values: Mapping[str, Fraction | None], *items: str) -> Iterator[tuple[Fraction, ...]]:
    """The items' numbers, with every missing one tried at nothing, at more than anything, and at what the others are.

    For a condition that turns at most once while one amount grows this finds every answer there is.
    """
    known = {value for item in items if (value := values.get(item)) is not None}
    tried = sorted({NOTHING, HUGE, *known})
    return product(*([value] if (value := values.get(item)) is not None else tried for item in items))


def keeps(values: Mapping[str, Fraction | None], condition: Callable[..., bool], *items: str) -> Verdict:
    """Whether one reporter keeps the condition on these of its items."""
    return verdict_of(condition(*numbers) for numbers in completions(values, *items))


def yes(values: Mapping[str, Fraction | None], item: str) -> Verdict:
    """Whether the answer is yes, written 1."""
    answer = values.get(item)
    return "cannot_decide" if answer is None else "met" if answer == 1 else "not_met"


def parts_of_wholes(values: Mapping[str, Fraction | None], part: str, whole: str) -> list[tuple[Fraction, Fraction]]:
    """The pairs there may be: what is missing is such that the part is no more than its whole."""
    pairs = [(some, all_) for some, all_ in completions(values, part, whole)]
    return pairs if len(pairs) == 1 else [(some, all_) for some, all_ in pairs if some <= all_]


def share(values: Mapping[str, Fraction | None], part: str, whole: str, line: Fraction) -> Verdict:
    """Whether the part is at least this share of its whole; where the whole is nothing nobody is left out."""
    return verdict_of(some >= line * all_ for some, all_ in parts_of_wholes(values, part, whole))

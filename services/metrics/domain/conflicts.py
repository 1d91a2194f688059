"""Objections grouped by cause, so that the thousandth equal one does not make a report longer."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.metrics.domain.causes import CAUSES, Cause
from services.metrics.domain.judging import Objection

SHOWN = 10


@dataclass(frozen=True)
class Conflict:
    """All objections of one cause: how many, the first few objects and indexes, and one example."""

    cause: Cause
    count: int
    organisations: tuple[str, ...]
    indicators: tuple[str, ...]
    indexes: tuple[int, ...]
    example: Objection


def group(objections: Iterable[Objection]) -> list[Conflict]:
    """One conflict a cause, the commonest first; within it the order of the body."""
    by_cause: dict[str, list[Objection]] = {cause.code: [] for cause in CAUSES}
    for objection in objections:
        by_cause[objection.cause.code].append(objection)
    found = [_conflict(members) for members in by_cause.values() if members]
    return sorted(found, key=lambda conflict: -conflict.count)


def _conflict(members: list[Objection]) -> Conflict:
    return Conflict(
        cause=members[0].cause,
        count=len(members),
        organisations=_first(member.given.key.organisation for member in members),
        indicators=_first(member.given.key.indicator for member in members),
        indexes=tuple(member.given.index for member in members[:SHOWN]),
        example=members[0],
    )


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(list(dict.fromkeys(names))[:SHOWN])

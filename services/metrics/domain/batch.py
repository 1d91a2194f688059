"""A whole batch judged: what can be taken, what changes nothing, what is objected to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.metrics.domain import causes
from services.metrics.domain.asking import Ground
from services.metrics.domain.judging import Objection, judge_form, needs_reason, repeats, settle, stated
from services.metrics.domain.reading import Given, Key, Settled, Sound, Standing


class Mode(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"
    VALID_ONLY = "valid_only"


@dataclass(frozen=True)
class Judged:
    """`created` have no earlier reading that counts, `updated` replace one; `unchanged` were known already."""

    created: tuple[Settled, ...]
    updated: tuple[Settled, ...]
    unchanged: int
    rejected: int
    objections: tuple[Objection, ...]

    @property
    def taken(self) -> tuple[Settled, ...]:
        return self.created + self.updated


def sound(batch: Sequence[Given], ground: Ground) -> tuple[list[Sound], list[Objection]]:
    """The readings nothing speaks against so far, and the objections to the others."""
    twins = _twins(batch)
    good: list[Sound] = []
    objections: list[Objection] = []
    for given in batch:
        found = judge_form(given, ground, twins.get(given.key))
        if found:
            objections += found
        else:
            good.append(stated(given, ground.indicators[given.key.indicator]))
    return good, objections


def judge(
    good: Sequence[Sound],
    objections: Sequence[Objection],
    standing: Mapping[Key, Standing],
    correction_reason: str | None,
) -> Judged:
    """The batch against what is stored; `good` and `objections` are those of `sound`."""
    created: list[Settled] = []
    updated: list[Settled] = []
    late: list[Objection] = []
    unchanged = 0
    for reading in good:
        settled = settle(reading, standing)
        if repeats(settled, standing):
            unchanged += 1
        elif needs_reason(settled, standing) and correction_reason is None:
            late.append(Objection(causes.REASON_NEEDED, reading.given, "correction_reason in the submission"))
        else:
            (created if settled.replaces is None else updated).append(settled)
    every = (*objections, *late)
    rejected = len({objection.given.index for objection in every})
    return Judged(tuple(created), tuple(updated), unchanged, rejected, every)


def _twins(batch: Sequence[Given]) -> dict[Key, int]:
    """Keys that stand more than once, with the index of their first reading."""
    first: dict[Key, int] = {}
    twins: dict[Key, int] = {}
    for given in batch:
        if first.setdefault(given.key, given.index) != given.index:
            twins[given.key] = first[given.key]
    return twins

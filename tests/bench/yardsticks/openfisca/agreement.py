"""Whether OpenFisca's rules and ours let the same schools and counties pass; a yardstick that does not is none.

Nothing counts where something is missing, and that is one of the ways to complete it: so wherever ours decides, both
must agree. What ours leaves open is left out and counted. Only where moving the line by a hundred-thousandth changes
the answer, float32 may say otherwise, and how often it does is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.audit.domain.nation import codes
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Nation, Scores
from tests.bench.yardsticks.openfisca import system
from tests.bench.yardsticks.openfisca.formulas import RULE, Array, line_of
from tests.bench.yardsticks.openfisca.furnished import furnished

NUDGE = 1e-5


class Disagrees(ValueError):  # noqa: N818 - what was found
    """A rule of the yardstick that is not the standard's."""


@dataclass(frozen=True)
class Agreed:
    """Of one rule: how many pass by both, how many fail by both, how many ours left open, and how many OpenFisca
    decided otherwise at the very line."""

    passing: int
    failing: int
    undecided: int
    otherwise: int


def agreement(nation: Nation, lots: Sequence[Laid], year: str) -> dict[str, Agreed]:
    """By rule. Raises Disagrees."""
    ours = _ours(nation, lots)
    theirs, above, below = (_theirs(ours, nation, lots, year, nudge) for nudge in (1.0, 1 + NUDGE, 1 - NUDGE))
    return {rule: _agreed(rule, verdicts, theirs[rule], above[rule] != below[rule]) for rule, verdicts in ours.items()}


def _theirs(rules: Iterable[str], nation: Nation, lots: Sequence[Laid], year: str, nudge: float) -> dict[str, Array]:
    simulation = furnished(nation, lots, year, nudge)
    return {rule: simulation.told(rule) for rule in rules}


def _agreed(rule: str, ours: Array, theirs: Array, moved: Array) -> Agreed:
    met, missed = ours == codes.MET, ours == codes.NOT_MET
    otherwise = (met & ~theirs) | (missed & theirs)
    wrong = np.flatnonzero(otherwise & ~moved)
    if len(wrong):
        raise Disagrees(f"{rule}: {len(wrong)} of {len(ours)} differ away from the line, first {wrong[:5].tolist()}")
    each = (met & theirs, missed & ~theirs, ours == codes.OPEN, otherwise)
    return Agreed(*(int(np.count_nonzero(which)) for which in each))


def _ours(nation: Nation, lots: Sequence[Laid]) -> dict[str, Array]:
    """Verdicts by rule: of schools in the order of the simulation, or of counties."""
    found: dict[str, list[Array]] = {}
    is_school = np.array([each.kind == "school" for each in nation.likenesses], np.bool_)
    for lot in lots:
        schools, scores = np.flatnonzero(is_school[lot.likeness] & lot.existed), nation.score(lot)
        rules = [*_of_resources(nation, lot, scores, schools), *_of_conditions(nation, lot, scores, schools)]
        for rule, verdicts in rules:
            found.setdefault(rule, []).append(verdicts)
    return {rule: np.concatenate(verdicts) for rule, verdicts in found.items()}


def _of_resources(nation: Nation, lot: Laid, scores: Scores, schools: Array) -> Iterator[tuple[str, Array]]:
    many = len(nation.compiled.standard.criteria)
    for place, criterion in enumerate(nation.compiled.criteria):
        bits = scores.outcomes[:, place // many, place % many] & ~np.uint8(codes.BORDERLINE)
        may_meet, may_miss = (bits & codes.MAY_MEET) > 0, bits > codes.MAY_MEET
        yield line_of(criterion), _laid(lot, scores, np.where(bits > 0, codes.told(may_meet, may_miss), 0))[schools]
    yield RULE, _laid(lot, scores, scores.verdict)[schools]


def _laid(lot: Laid, scores: Scores, verdicts: Array) -> Array:
    found = np.zeros(len(lot.organisations), np.uint8)
    found[scores.rows] = verdicts
    return found


def _of_conditions(nation: Nation, lot: Laid, scores: Scores, schools: Array) -> Iterator[tuple[str, Array]]:
    """What is asked of every school is asked of each alone, as if it were a county."""
    ready, many = nation.compiled, len(lot.organisations)
    alone = nation.conditions.verdicts(replace(lot, counties=many, county=np.arange(many)))
    for place, condition in enumerate(system.of_items(ready)):
        by_school = condition.each and system.asks_schools(ready, condition)
        yield condition.condition.code, alone[schools, place] if by_school else scores.conditions[:, place]
    first = 0
    for item in ready.standard.items:
        last = first + len(item.conditions)
        yield item.code, scores.conditions[:, first:last].max(axis=1)
        first = last

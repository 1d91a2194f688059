"""Arrays with the exact engine behind them against the exact engine alone, lot by lot."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from services.audit.domain.nation.codes import VERDICTS
from services.audit.domain.nation.compiled import compiled
from services.audit.domain.nation.scoring import Nation, Scores
from services.audit.domain.standard import Standard
from tests.reference import engine
from tests.reference.bending import some_county
from tests.reference.lots_of_counties import laid_out, sent

LOT = 20
NOTHING_TOLD: Mapping[int, Mapping[str, str]] = {}


def disagreements(
    standard: Standard, seeds: Iterable[int], told: Mapping[int, Mapping[str, str]] = NOTHING_TOLD
) -> Iterator[str]:
    """A line for each county of which the two do not say the same, school by school and line by line.

    `told` holds, by seed, what the exact engine has said of the county already.
    """
    ready = compiled(standard)
    left = iter(seeds)
    while lot := tuple(islice(left, LOT)):
        made = [some_county(seed) for seed in lot]
        counties = [sent(each) for each in made]
        laid, likenesses, codes = laid_out(ready, counties)
        scores = Nation.of(ready, likenesses, engine.PERIOD).score(laid)
        schools = dict(zip(scores.rows.tolist(), scores.verdict.tolist(), strict=True))
        row = 0
        for place, seed in enumerate(lot):
            found = _of_county(standard, scores, place)
            for code in codes[place]:
                if schools.get(row):
                    found[f"school {code}"] = VERDICTS[schools[row]]
                row += 1
            known = told.get(seed) if counties[place] == made[place] else None
            exact = known or engine.verdicts(standard, counties[place])
            wanted = {subject: verdict for subject, verdict in exact.items() if subject in found or " " in subject}
            if found != wanted:
                differ = {key: (found.get(key), wanted.get(key)) for key in found.keys() | wanted.keys()}
                yield f"seed {seed}: { {key: both for key, both in differ.items() if both[0] != both[1]} }"


def _of_county(standard: Standard, scores: Scores, place: int) -> dict[str, object]:
    found: dict[str, object] = {
        f"{criterion.code} {stage}": VERDICTS[scores.comparisons[place, at, number]]
        for at, stage in enumerate(standard.stages)
        for number, criterion in enumerate(standard.criteria)
        if scores.comparisons[place, at, number]
    }
    found |= _items(standard, scores.conditions[place].tolist())
    return found | {"recognised": VERDICTS[scores.recognition[place]]}


def _items(standard: Standard, told: list[int]) -> dict[str, object]:
    found: dict[str, object] = {}
    at = 0
    for item in standard.items:
        found[item.code] = VERDICTS[max(told[at : at + len(item.conditions)])]
        at += len(item.conditions)
    provisos = [*standard.preconditions, *standard.vetoes]
    found |= {each.condition.code: VERDICTS[told[at + place]] for place, each in enumerate(provisos)}
    return found | {"social_recognition": VERDICTS[told[-1]]}

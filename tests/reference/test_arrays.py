"""Arrays with the exact engine behind them against the exact engine alone, on the counties of the reference."""

from services.audit.domain.nation.codes import VERDICTS
from services.audit.domain.nation.compiled import compiled
from services.audit.domain.nation.scoring import Nation
from services.audit.domain.standard import Standard
from services.audit.standards import shipped_standard
from tests.reference import engine
from tests.reference.counties import county
from tests.reference.lots_of_counties import laid_out, sent
from tests.reference.mutants import CODE

SEEDS, LOT = 60, 20


def test_arrays_and_exact_engine_agree_with_the_exact_engine_alone() -> None:
    standard = shipped_standard(CODE)
    ready = compiled(standard)
    for first in range(0, SEEDS, LOT):
        counties = [sent(county(seed)) for seed in range(first, first + LOT)]
        laid, likenesses, codes = laid_out(ready, counties)
        scores = Nation.of(ready, likenesses, engine.PERIOD).score(laid)
        schools = dict(zip(scores.rows.tolist(), scores.verdict.tolist(), strict=True))
        row = 0
        for place, made in enumerate(counties):
            told = engine.verdicts(standard, made)
            found = {
                f"{criterion.code} {stage}": VERDICTS[scores.comparisons[place, at, number]]
                for at, stage in enumerate(standard.stages)
                for number, criterion in enumerate(standard.criteria)
                if scores.comparisons[place, at, number]
            }
            for code in codes[place]:
                if schools.get(row):
                    found[f"school {code}"] = VERDICTS[schools[row]]
                row += 1
            found |= _items(standard, scores.conditions[place].tolist())
            found["recognised"] = VERDICTS[scores.recognition[place]]
            wanted = {subject: verdict for subject, verdict in told.items() if subject in found or " " in subject}
            assert found == wanted, f"seed {first + place}"


def _items(standard: Standard, told: list[int]) -> dict[str, object]:
    found: dict[str, object] = {}
    at = 0
    for item in standard.items:
        found[item.code] = VERDICTS[max(told[at : at + len(item.conditions)])]
        at += len(item.conditions)
    provisos = [*standard.preconditions, *standard.vetoes]
    found |= {each.condition.code: VERDICTS[told[at + place]] for place, each in enumerate(provisos)}
    return found | {"social_recognition": VERDICTS[told[-1]]}

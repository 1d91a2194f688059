"""The yardstick of the benchmark decides what the standard says, on the counties of the reference."""

from dataclasses import replace
from functools import lru_cache

import pytest

from services.audit.domain.nation.compiled import compiled
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Nation
from services.audit.standards import shipped_standard
from tests.bench.yardsticks.openfisca import agreement, furnished, system
from tests.bench.yardsticks.openfisca.formulas import RULE, line_of
from tests.reference import engine
from tests.reference.counties import county
from tests.reference.lots_of_counties import laid_out, sent
from tests.reference.mutants import CODE

SEEDS, YEAR = 12, engine.PERIOD[:4]


@lru_cache
def nation() -> tuple[Nation, Laid]:
    """Some ten schools a county."""
    ready = compiled(shipped_standard(CODE))
    laid, likenesses, _ = laid_out(ready, [sent(county(seed)) for seed in range(SEEDS)])
    return Nation.of(ready, likenesses, engine.PERIOD), laid


def test_ours_and_openfisca_let_the_same_schools_and_counties_pass_under_every_rule() -> None:
    scoring, laid = nation()
    agreed = agreement.agreement(scoring, [laid], YEAR)
    conditions = [each.condition.code for each in system.of_items(scoring.compiled)]
    items = [each.code for each in scoring.compiled.standard.items]
    assert [*agreed] == [*map(line_of, scoring.compiled.criteria), RULE, *conditions, *items]
    assert all(each.passing + each.failing for each in agreed.values())
    assert sum(each.failing for each in agreed.values()) > len(agreed)


def test_it_asks_for_the_thirty_one_indicators_of_the_standard() -> None:
    assert len(system.indicators(nation()[0].compiled)) == 31


def test_several_lots_are_one_nation() -> None:
    scoring, laid = nation()
    together = furnished.furnished(scoring, [laid], YEAR)
    twice = furnished.furnished(scoring, [laid, replace(laid)], YEAR)
    for name in together.asked:
        once = together.told(name).tolist()
        assert twice.told(name).tolist() == once + once, name


def test_asked_again_it_works_everything_out_again() -> None:
    scoring, laid = nation()
    ready = furnished.furnished(scoring, [laid], YEAR)
    ready.seconds()
    ready.simulation.set_input("pupils.primary", YEAR, ready.told("pupils.primary") * 1_000)
    before = ready.told(RULE).tolist()
    ready.seconds()
    assert ready.told(RULE).tolist() != before


def test_a_yardstick_with_other_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(scoring: Nation, lots: list[Laid], year: str, nudge: float) -> furnished.Furnished:
        return furnished.furnished(scoring, lots, year, nudge * 1.2)

    monkeypatch.setattr(agreement, "furnished", moved)
    scoring, laid = nation()
    with pytest.raises(agreement.Disagrees, match="differ away from the line"):
        agreement.agreement(scoring, [laid], YEAR)

"""Whether measuring many schools costs what their number says."""

import statistics
import time
from collections.abc import AsyncIterator
from fractions import Fraction
from pathlib import Path

from services.audit.domain.measured import Demand
from services.audit.domain.measuring import measure as measured
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison
from tests.audit_domain.reported import facts_of
from tests.bench.rounds import ROUNDS, Figure, Generator

PERIOD, FEW, TIMES = "2021-2022", 1_000, 10
SHARE = {
    "period": "school_year",
    "population": {"kind": "school", "school_kinds": ["primary"]},
    "reach": "each",
    "quantities": [{"amount": {"part": 1}, "over": {"whole": 1}, "per": 100, "share": True}],
}


async def measure(_: Generator, __: Path) -> AsyncIterator[Figure]:
    """`measuring_cost_many_vs_few`: what one of ten thousand schools costs over one of a thousand; 1 is linear."""
    found = [_took(FEW * TIMES) / _took(FEW) / TIMES for _ in range(ROUNDS)]
    yield Figure(
        name="measuring_cost_many_vs_few",
        value=round(statistics.median(found), 3),
        low=round(min(found), 3),
        high=round(max(found), 3),
        rounds=ROUNDS,
        unit="ratio",
        note=f"{FEW * TIMES} schools against {FEW}, a share asked of each",
    )


def _took(schools: int) -> float:
    yardstick = Yardstick.model_validate(SHARE)
    reported = {PERIOD: {f"s{number}": {"part": number % 7, "whole": 7} for number in range(schools)}}
    facts = facts_of(yardstick.population, reported)
    started = time.process_time()
    found = measured(yardstick, Demand(Comparison.AT_LEAST, Fraction(50)), facts, PERIOD)
    spent = time.process_time() - started
    if len(found.members) != schools:
        raise RuntimeError(f"{len(found.members)} of {schools} schools were measured")
    return spent

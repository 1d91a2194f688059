"""Lots of a nation as one OpenFisca simulation whose input arrays lie ready. What is missing counts as nothing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core.simulations import Simulation, SimulationBuilder

from services.audit.domain.facts import Stage
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.schools import KINDS
from services.audit.domain.nation.scoring import Nation
from services.yardsticks.membership import belongs
from tests.bench.yardsticks.openfisca import formulas, system
from tests.bench.yardsticks.openfisca.formulas import Array


@dataclass(frozen=True)
class Furnished:
    """`rows`: lot by lot the places of the schools, in the order of the simulation."""

    simulation: Simulation
    period: str
    asked: Sequence[str]
    given: frozenset[str]
    rows: Sequence[Array]

    def seconds(self) -> float:
        """What working out all indicators takes, once more from the inputs."""
        for name in self.simulation.tax_benefit_system.variables:
            if name not in self.given:
                self.simulation.delete_arrays(name)
        started = time.monotonic()
        for name in self.asked:
            self.simulation.calculate(name, self.period)
        return time.monotonic() - started

    def told(self, name: str) -> Array:
        found: Array = self.simulation.calculate(name, self.period)
        return found


def furnished(nation: Nation, lots: Sequence[Laid], year: str, nudge: float = 1.0) -> Furnished:
    """Every county has one department of each population that is asked."""
    ready, rules = nation.compiled, system.system(nation.compiled, nudge)
    is_school = np.array([each.kind == "school" for each in nation.likenesses], np.bool_)
    rows = [np.flatnonzero(is_school[lot.likeness] & lot.existed) for lot in lots]
    simulation = _empty(rules, lots, rows)
    likeness = np.concatenate([lot.likeness[which] for lot, which in zip(lots, rows, strict=True)])
    inputs = _inputs(nation, likeness)
    for item in system.school_items(ready):
        inputs[item] = np.concatenate([_row(lot, item)[which] for lot, which in zip(lots, rows, strict=True)])
    for item, place in system.department_items(ready).items():
        inputs[item] = np.concatenate([_row(lot, item)[_departments(nation, lot, place)] for lot in lots])
    for name, values in inputs.items():
        simulation.set_input(name, year, values)
    return Furnished(simulation, year, [*system.indicators(ready), system.RESOURCES], frozenset(inputs), rows)


def _empty(rules: Any, lots: Sequence[Laid], rows: Sequence[Array]) -> Simulation:
    firsts = np.cumsum([0, *(lot.counties for lot in lots)])
    county = np.concatenate([lot.county[which] + first for lot, which, first in zip(lots, rows, firsts, strict=False)])
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("school", range(len(county)))
    counties = builder.declare_entity("county", range(firsts[-1]))
    builder.join_with_persons(counties, county, roles=np.zeros(len(county), np.int64))
    return builder.build(rules)


def _inputs(nation: Nation, likeness: Array) -> dict[str, Array]:
    """What a school is: its weights by stage, and the populations it belongs to."""
    kinds = {each.value: each for each in KINDS}
    weights = {name: nation.compiled.weights.get(kind, dict.fromkeys(kind.stages, 1.0)) for name, kind in kinds.items()}
    inputs = {}
    for stage in Stage:
        by_likeness = [weights.get(each.school_kind, {}).get(stage, 0.0) for each in nation.likenesses]
        inputs[formulas.weight(stage)] = np.array(by_likeness)[likeness]
    for place, _ in enumerate(nation.compiled.populations):
        inputs[formulas.population(place)] = _belonging(nation, place)[likeness]
    return inputs


def _belonging(nation: Nation, place: int) -> Array:
    asked, named = nation.compiled.populations[place], [each.named("x") for each in nation.likenesses]
    return np.array([belongs(asked, each.kind, each.attributes) for each in named], np.bool_)


def _departments(nation: Nation, lot: Laid, place: int) -> Array:
    rows = np.flatnonzero(_belonging(nation, place)[lot.likeness] & lot.existed)
    rows = rows[np.argsort(lot.county[rows], kind="stable")]
    if not np.array_equal(lot.county[rows], np.arange(lot.counties)):
        raise ValueError(f"not one department a county of {nation.compiled.populations[place]}")
    return rows


def _row(lot: Laid, item: str) -> Array:
    found: Array = np.nan_to_num(lot.values[lot.items[item]])
    return found

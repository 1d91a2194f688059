"""The reference, the exact engine, and arrays with the exact engine behind them, on the same counties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.audit.standards import shipped_standard
from tests.reference import engine
from tests.reference.agreement import Agreement, reference_verdicts
from tests.reference.arrays import disagreements
from tests.reference.bending import some_county
from tests.reference.corners import corners, silences
from tests.reference.mutants import CODE


@dataclass
class ThreeWays:
    """`agreement` is of reference and engine, `arrays` names where arrays and engine differ.

    `stood` counts counties by corner, `silent` holds every pattern of items that somebody did not know.
    """

    agreement: Agreement = field(default_factory=Agreement)
    arrays: list[str] = field(default_factory=list)
    stood: Counter[str] = field(default_factory=Counter)
    silent: set[frozenset[str]] = field(default_factory=set)

    def add(self, other: "ThreeWays") -> None:
        self.agreement.add(other.agreement)
        self.arrays += other.arrays
        self.stood += other.stood
        self.silent |= other.silent


def three_ways(seeds: Sequence[int]) -> ThreeWays:
    """Of the counties of these seeds under the shipped standard."""
    standard, found = shipped_standard(CODE), ThreeWays()
    told = {}
    for seed in seeds:
        made = some_county(seed)
        told[seed] = engine.verdicts(standard, made)
        found.agreement.note(seed, reference_verdicts(made), told[seed])
        found.stood.update(corners(made))
        found.silent |= silences(made)
    found.arrays = list(disagreements(standard, seeds, told))
    return found

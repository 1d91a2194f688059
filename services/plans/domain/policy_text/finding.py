"""A target as found in a passage: places count in the passage, the deadline is not yet said."""

from dataclasses import dataclass
from decimal import Decimal

from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison


@dataclass(frozen=True, slots=True)
class Finding:
    """`at` is where its number or word stands, `statement` the stretch that says it, both from and to.

    `recurring` targets are asked anew each period and inherit no deadline.
    """

    at: tuple[int, int]
    statement: tuple[int, int]
    kind: TargetKind
    comparison: Comparison
    certainty: Certainty
    confidence: float
    rule: str
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    population: str | None = None
    condition: tuple[int, int] | None = None
    recurring: bool = False

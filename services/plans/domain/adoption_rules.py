"""What must hold of the targets that an adoption links."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.references import Mention, repeated, unknown
from services.plans.domain.stricter_line import LEAST, MOST
from services.plans.domain.target_strength import Strength, in_value
from services.plans.domain.words import Certainty
from services.yardsticks.words import Comparison


class Stated(Protocol):
    @property
    def comparison(self) -> Comparison: ...


class Link(Protocol):
    @property
    def target(self) -> str: ...
    @property
    def upper_target(self) -> str: ...
    @property
    def asks(self) -> Stated | None: ...


def link_faults(
    links: Sequence[Link], lower: Mapping[str, MeasuredTarget], upper: Mapping[str, MeasuredTarget]
) -> Iterator[Fault]:
    """`lower` are the targets of the plan, `upper` those above that its links may name; both by code."""
    yield from unknown([Mention(f"/targets/{n}/target", each.target) for n, each in enumerate(links)], lower, "target")
    above = [Mention(f"/targets/{n}/upper_target", each.upper_target) for n, each in enumerate(links)]
    yield from unknown(above, upper, "target")
    pairs = [Mention(f"/targets/{n}", f"{each.target} → {each.upper_target}") for n, each in enumerate(links)]
    yield from repeated(pairs, "pair of targets")
    for number, link in enumerate(links):
        if link.asks is not None and link.target in lower and link.upper_target in upper:
            yield from _asks_faults(link.asks, lower[link.target], upper[link.upper_target], f"/targets/{number}/asks")


def _asks_faults(asks: Stated, lower: MeasuredTarget, upper: MeasuredTarget, at: str) -> Iterator[Fault]:
    """A person speaks only where the data cannot, and never for a number that the source lost."""
    if lower.certainty is Certainty.LOST:
        yield Fault("value_lost", at, "null: the source lost the number of the target, and nobody guesses it")
    elif in_value(lower, upper, None).strength is not Strength.NOT_COMPARABLE:
        yield Fault("asks_the_same", at, "null: both measure the same and are compared as they stand")
    if not any(asks.comparison in way and upper.comparison in way for way in (LEAST, MOST)):
        expected = f"in the direction of the upper target, {upper.comparison.value if upper.comparison else 'none'}"
        yield Fault("asks_elsewhere", f"{at}/comparison", expected, asks.comparison.value)

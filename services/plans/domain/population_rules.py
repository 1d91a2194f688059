"""The kinds that a population names are those an organisation can have: of any other nobody would ever report."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from services.kernel.errors import Fault
from services.plans.domain.organisation import Kind, SchoolKind, Surroundings
from services.yardsticks.language import Population


def population_faults(population: Population, at: str) -> Iterator[Fault]:
    """Every word of the population at the JSON pointer `at` that no organisation bears."""
    yield from _foreign([population.kind], Kind, [f"{at}/kind"])
    for name, words in (("school_kinds", SchoolKind), ("places", Surroundings)):
        given: list[str] = getattr(population, name)
        yield from _foreign(given, words, [f"{at}/{name}/{number}" for number in range(len(given))])


def _foreign(given: Sequence[str], words: type[StrEnum], pointers: Sequence[str]) -> Iterator[Fault]:
    known = [word.value for word in words]
    for word, pointer in zip(given, pointers, strict=True):
        if word not in known:
            yield Fault("word_unknown", pointer, f"one of {', '.join(known)}", word)

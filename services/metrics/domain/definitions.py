"""All that is defined at one time: what is reported, what is derived from it, and what rules ask of both."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from services.metrics.domain.derivations import Derivations, derivations_of
from services.metrics.domain.derived import Derived
from services.metrics.domain.formulas.formula import Formula
from services.metrics.domain.formulas.vocabulary import vocabulary_of
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.rules.conditions import Asked, asked_of
from services.metrics.domain.rules.rule import Rule
from services.metrics.domain.sheet import Column
from services.metrics.domain.versions import spans


@dataclass(frozen=True)
class Needs:
    """What formulas stand on: reported items and how many periods back, through all that is derived between; the
    derived indicators; and from how many periods back a derived value is needed."""

    columns: frozenset[Column]
    derived: frozenset[str]
    depth: int


@dataclass(frozen=True)
class Definitions:
    """`asked` are all rules, each version with the days on which it counts; `numbers` those of reported indicators."""

    indicators: Mapping[str, Indicator]
    numbers: Mapping[str, int]
    derivations: Derivations
    asked: tuple[Asked, ...]

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """Of reported indicators, by their numbers."""
        return {number: code for code, number in self.numbers.items()}

    @cached_property
    def needs(self) -> Sequence[Needs]:
        """What each rule stands on, in the order of `asked`."""
        return [self.needs_of([each.formula]) for each in self.asked]

    def numbered(self, numbers: Collection[int]) -> dict[int, Indicator]:
        """The reported ones among the numbers."""
        return {number: self.indicators[self.codes[number]] for number in numbers if number in self.codes}

    def named(self, codes: Collection[str]) -> dict[str, Indicator]:
        """The reported ones among the codes."""
        return {code: self.indicators[code] for code in codes if code in self.indicators}

    def concerned(self, codes: Collection[str]) -> list[tuple[Asked, Needs]]:
        """The rules that stand on any of these reported indicators."""
        wanted = frozenset(codes)
        if not wanted & self._named:
            return []
        return [
            (each, needs)
            for each, needs in zip(self.asked, self.needs, strict=True)
            if any(code in wanted for code, _ in needs.columns)
        ]

    def needs_of(self, formulas: Iterable[Formula]) -> Needs:
        columns: set[Column] = set()
        seen: set[Column] = set()
        waiting = [(item.code, item.back) for formula in formulas for item in formula.items]
        while waiting:
            code, back = waiting.pop()
            if code not in self._formulas:
                columns.add((code, back))
            elif (code, back) not in seen:
                seen.add((code, back))
                waiting += [(item.code, back + item.back) for each in self._formulas[code] for item in each.items]
        return Needs(
            frozenset(columns), frozenset(code for code, _ in seen), max((back for _, back in seen), default=0)
        )

    def deriving(self, codes: Collection[str]) -> Derivations:
        """Only these derived indicators and those they stand on."""
        formulas = [formula for code in codes for formula in self._formulas.get(code, ())]
        return self.derivations.only(frozenset(codes) | self.needs_of(formulas).derived)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(code for needs in self.needs for code, _ in needs.columns)

    @cached_property
    def _formulas(self) -> Mapping[str, Sequence[Formula]]:
        """Those of all versions of each derived indicator."""
        found: dict[str, list[Formula]] = {}
        for (code, _), formula in self.derivations.formulas.items():
            found.setdefault(code, []).append(formula)
        return found


def definitions(
    indicators: Mapping[str, Indicator], numbers: Mapping[str, int], derived: Sequence[Derived], rules: Sequence[Rule]
) -> Definitions:
    """Raises DerivedRefused or RulesRefused."""
    derivations = derivations_of(derived, vocabulary_of(indicators.values()))
    asked = asked_of(list(spans(rules)), derivations.vocabulary)
    return Definitions(indicators, numbers, derivations, tuple(asked))


def with_derived_versions(found: Definitions, versions: Sequence[Derived]) -> Definitions:
    """The same with other versions of what is derived; rules stay as they are. Raises DerivedRefused."""
    return replace(found, derivations=derivations_of(versions, vocabulary_of(found.indicators.values())))

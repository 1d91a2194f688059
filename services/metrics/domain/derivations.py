"""All derived indicators together: read with each other's names, without cycles, in the order of working out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.metrics.domain.dependencies import arranged, cycles, heights, standing_on
from services.metrics.domain.derived import Derived, DerivedFault, DerivedRefused
from services.metrics.domain.formulas.faults import FormulaRefused, fault
from services.metrics.domain.formulas.formula import Formula, value
from services.metrics.domain.formulas.vocabulary import Vocabulary
from services.metrics.domain.versions import counting

LONGEST_CHAIN = 20
"""Derived from derived from derived: so many at most, for each step may multiply the digits of a result."""
Formulas = Mapping[tuple[str, int], Formula]


@dataclass(frozen=True)
class Derivations:
    """Every version with its formula, by code and version; made by `derivations_of`."""

    versions: tuple[Derived, ...]
    formulas: Formulas
    vocabulary: Vocabulary
    """What is reported and what is derived: rules may name both."""

    def formula(self, derived: Derived) -> Formula:
        return self.formulas[derived.code, derived.version]

    def in_force(self, day: date) -> list[Derived]:
        """Each code's version that counts on a day, what others stand on first."""
        found = counting(self.versions, day)
        return [found[code] for code in arranged(_needs(found, self.formulas))]

    def only(self, codes: Collection[str]) -> "Derivations":
        """Without all others."""
        return replace(self, versions=tuple(each for each in self.versions if each.code in codes))

    def dependents(self, code: str) -> frozenset[str]:
        """The derived indicators that stand on an indicator, directly or through others, in any version."""
        needs: dict[str, set[str]] = {}
        for (name, _), formula in self.formulas.items():
            needs.setdefault(name, set()).update(formula.codes)
        return standing_on(code, needs)


def derivations_of(versions: Sequence[Derived], reported: Vocabulary) -> Derivations:
    """All of them read with the reported indicators and each other as vocabulary. Raises DerivedRefused."""
    faults = list(_clashes(versions, reported))
    own = {each.code: each.meaning for each in versions}
    vocabulary = replace(reported, items={**own, **reported.items})
    formulas: dict[tuple[str, int], Formula] = {}
    for each in versions:
        try:
            formulas[each.code, each.version] = value(each.formula, vocabulary, each.wanted)
        except FormulaRefused as refused:
            faults += [DerivedFault(each.code, each.version, "formula", one) for one in refused.faults]
    faults = faults or list(_tangles(versions, formulas))
    if faults:
        raise DerivedRefused(faults)
    return Derivations(tuple(versions), formulas, vocabulary)


def _clashes(versions: Sequence[Derived], reported: Vocabulary) -> Iterator[DerivedFault]:
    first: dict[str, Derived] = {}
    for each in versions:
        if each.code in reported.items:
            yield DerivedFault(each.code, each.version, "code", fault("code_in_use", 1, given=each.code))
        if first.setdefault(each.code, each).wanted != each.wanted:
            yield DerivedFault(each.code, each.version, "unit", fault("meaning_changed", 1, given=each.code))


def _tangles(versions: Sequence[Derived], formulas: Formulas) -> Iterator[DerivedFault]:
    """Cycles and chains that are too long, on any day on which a version begins; each once."""
    seen: set[tuple[str, ...]] = set()
    for day in sorted({each.since for each in versions}):
        found = counting(versions, day)
        needs = _needs(found, formulas)
        loops = [tuple(loop) for loop in cycles(needs)]
        high = {} if loops else heights(needs)
        for path in [*loops, *((code,) for code, height in high.items() if height == LONGEST_CHAIN)]:
            if path not in seen:
                seen.add(path)
                yield _tangled(found[path[0]], formulas, path if path in loops else None)


def _tangled(each: Derived, formulas: Formulas, loop: Sequence[str] | None) -> DerivedFault:
    items = formulas[each.code, each.version].items
    if loop is None:
        words = fault("chain_too_long", items[0].at, most=str(LONGEST_CHAIN))
    else:
        at = next(item.at for item in items if item.code == loop[1 % len(loop)])
        words = fault("cycle", at, given=" → ".join([*loop, loop[0]]))
    return DerivedFault(each.code, each.version, "formula", words)


def _needs(found: Mapping[str, Derived], formulas: Formulas) -> dict[str, tuple[str, ...]]:
    return {code: formulas[code, each.version].codes for code, each in found.items()}

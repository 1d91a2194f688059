"""Who has to approve a part before it counts: levels of the administration, each a bit of a small number.

A chain is settled when a part is sent and never changes for it. Of the levels that a collection names those count that
stand above the organisation: a county right below its province waits for no prefecture.
"""

from collections.abc import Iterable, Sequence

from services.yardsticks.words import Level

FIRST = 1
"""Whoever stands above the organisation and comes first; what a collection that names no level wants."""
_BITS = {Level.COUNTY: 2, Level.PREFECTURE: 4, Level.PROVINCE: 8}
"""From below upwards: the lowest bit that is missing says whose turn it is."""


def bit_of(level: Level | None) -> int:
    """0 for a place that is of no level, such as a township."""
    return 0 if level is None else _BITS[level]


def bits_of(levels: Iterable[Level]) -> int:
    return sum(bit_of(level) for level in set(levels))


def levels_of(bits: int) -> tuple[Level, ...]:
    """From below upwards; none of them where whoever comes first is enough."""
    return tuple(level for level, bit in _BITS.items() if bits & bit)


def wanted_of(chain: int, above: int) -> int:
    """What a part needs: `chain` as the collections name it, `above` the levels that stand above the organisation."""
    return (chain & above) or FIRST


def awaited(needs: int, approvals: int) -> int:
    """The bit of the level whose turn it is; 0 when all have approved."""
    missing = needs & ~approvals
    return missing & -missing


def words_of(needs: int) -> Sequence[str]:
    """The levels by name, or `first`."""
    return [level.value for level in levels_of(needs)] or ["first"]

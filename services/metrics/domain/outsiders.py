"""What outsiders see of sensitive indicators: what the newest publication shows, and nothing before there is one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.pattern import NOTHING_TOLD, Pattern


@dataclass(frozen=True)
class Outsider:
    """`governed` are the indicators of which only what the pattern publishes is seen: numbers, never a free text, for
    nobody reads the reasons and documents of schools before they would go out."""

    governed: frozenset[str] = frozenset()
    pattern: Pattern = field(default=NOTHING_TOLD)

    def hides(self, key: Key, value: float) -> bool:
        """A reading that was corrected since the publication waits for the next one."""
        return key.indicator in self.governed and self.pattern.published.get(key) != value


def plain_pattern(pattern: Pattern) -> dict[str, object]:
    """As it is kept. All of it: the next pattern rests on what was ever told."""
    return {
        "primary": _keys(pattern.primary),
        "secondary": _keys(pattern.secondary),
        "exposed": _keys(pattern.exposed),
        "published": _values(pattern.published),
        "told": _values(pattern.told),
    }


def kept_pattern(plain: Mapping[str, list[list[str | int]]]) -> Pattern:
    """The other way round."""

    def keys(name: str) -> frozenset[Key]:
        return frozenset(Key(*map(str, parts)) for parts in plain[name])

    def values(name: str) -> dict[Key, int]:
        return {Key(*map(str, parts[:3])): int(parts[3]) for parts in plain[name]}

    return Pattern(keys("primary"), keys("secondary"), values("published"), values("told"), keys("exposed"))


def _keys(keys: Collection[Key]) -> list[list[str]]:
    return [list(key) for key in sorted(keys)]


def _values(values: Mapping[Key, int]) -> list[list[str | int]]:
    return [[*key, value] for key, value in sorted(values.items())]

"""What stands on what: cycles found and named, everything after what it needs. `needs` names others or leaves."""

from collections.abc import Iterator, Mapping, Sequence

Needs = Mapping[str, Sequence[str]]


def cycles(needs: Needs) -> Iterator[list[str]]:
    """Cycles, each from its first name in alphabetical order; of those that hang together at least one."""
    done: set[str] = set()
    for start in sorted(needs):
        path: list[str] = []
        ways = [iter([start])]
        while ways:
            name = next(ways[-1], None)
            if name is None:
                ways.pop()
                if path:
                    done.add(path.pop())
            elif name in path:
                yield _from_the_first(path[path.index(name) :])
            elif name in needs and name not in done:
                path.append(name)
                ways.append(iter(needs[name]))


def heights(needs: Needs) -> dict[str, int]:
    """How many stand below each, one on the other, at the most. There must be no cycles."""
    found: dict[str, int] = {}
    for start in needs:
        waiting = [start]
        while waiting:
            name = waiting[-1]
            below = [one for one in needs[name] if one in needs]
            open_ = [one for one in below if one not in found]
            if open_:
                waiting += open_
            else:
                found[name] = max((found[one] + 1 for one in below), default=0)
                waiting.pop()
    return found


def arranged(needs: Needs) -> list[str]:
    """Every name after those it needs; names of one height in alphabetical order."""
    high = heights(needs)
    return sorted(needs, key=lambda name: (high[name], name))


def standing_on(name: str, needs: Mapping[str, set[str]]) -> frozenset[str]:
    """All that need a name, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        direct = {other for other, needed in needs.items() if one in needed} - found
        found |= direct
        waiting += direct
    return frozenset(found)


def _from_the_first(loop: list[str]) -> list[str]:
    least = loop.index(min(loop))
    return loop[least:] + loop[:least]

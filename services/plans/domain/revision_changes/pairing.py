"""Which item of the later revision is which of the earlier one.

A code alone does not tell: when a measure is put in, all that follow are often numbered anew. So what says the same in
the same words is the same item, whatever its code; only then does the code decide.
"""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from services.plans.domain.revision_changes.change import Body


@dataclass(frozen=True)
class Item:
    """`within` is the code of what it stands in, `words` what it says; empty words tell nothing apart."""

    code: str
    within: str | None
    words: tuple[str, ...]
    body: Body


@dataclass(frozen=True)
class Pairs:
    """`both` in the order of the later revision."""

    both: Sequence[tuple[Item, Item]]
    dropped: Sequence[Item]
    added: Sequence[Item]

    def renamed(self) -> dict[str, str]:
        """By earlier code the later one, where they differ."""
        return {old.code: new.code for old, new in self.both if old.code != new.code}


def paired(before: Sequence[Item], after: Sequence[Item]) -> Pairs:
    """Each item at most once."""
    old, new = list(range(len(before))), list(range(len(after)))
    found: dict[int, int] = {}
    steps: list[tuple[Callable[[Item], Hashable | None], bool]] = [
        (lambda item: (item.within, item.code, json.dumps(item.body, sort_keys=True)), False),
        (lambda item: (item.within, item.code, item.words), False),
        (lambda item: item.words or None, True),
        (lambda item: (item.within, item.code) if item.code else None, False),
        (lambda item: item.code if item.words and item.code else None, False),
    ]
    for key, once in steps:
        matches = _matches([(n, key(before[n])) for n in old], [(n, key(after[n])) for n in new], once)
        found |= {second: first for first, second in matches}
        taken = set(found.values())
        old = [n for n in old if n not in taken]
        new = [n for n in new if n not in found]
    both = [(before[found[n]], item) for n, item in enumerate(after) if n in found]
    return Pairs(both, [before[n] for n in old], [after[n] for n in new])


def _matches(
    old: Sequence[tuple[int, Hashable | None]], new: Sequence[tuple[int, Hashable | None]], once: bool
) -> list[tuple[int, int]]:
    """Equal keys, in their order; with `once` only keys that no two items of a side share."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for number, key in old:
        waiting[key].append(number)
    found = []
    there: dict[Hashable, list[int]] = defaultdict(list)
    for number, key in new:
        there[key].append(number)
    for key, numbers in there.items():
        if key is None or (once and (len(numbers) > 1 or len(waiting[key]) > 1)):
            continue
        found += list(zip(waiting[key], numbers, strict=False))
    return found

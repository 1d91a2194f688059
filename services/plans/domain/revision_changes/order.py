"""What moved within a list: as few items as can explain the new order."""

from bisect import bisect_left
from collections.abc import Sequence


def out_of_order(places: Sequence[int]) -> set[int]:
    """Of items in their new order with their earlier places, those that moved: all beside a longest rising chain."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else None)
        ends[length:] = [place, *ends[length + 1 :]]
        last[length:] = [index, *last[length + 1 :]]
    stayed, index_ = set(), last[-1] if last else None
    while index_ is not None:
        stayed.add(index_)
        index_ = before[index_]
    return set(range(len(places))) - stayed

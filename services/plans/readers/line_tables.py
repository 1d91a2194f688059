"""Finds the tables that stand among lines of text: drawn with bars, set with tabs, or one cell a line.

Each line is looked at a bounded number of times, so that cost grows with length only.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from services.plans.readers.column_tables import in_columns
from services.plans.readers.drawn_tables import drawn, is_drawn
from services.plans.readers.items import Item, Line
from services.plans.readers.tab_tables import across, tabbed


def with_tables(items: Sequence[Item]) -> list[Item]:
    """The same items, with lines that make up a table replaced by it; a heading or a grid is never part of one."""
    found: list[Item] = []
    kinds = _kinds(items)
    for kind, numbers in groupby(range(len(items)), kinds.__getitem__):
        lines = [items[at] for at in numbers]
        found += _READERS[kind]([line for line in lines if isinstance(line, Line)]) if kind else lines
    return list(_columns(found))


def _kinds(items: Sequence[Item]) -> list[str]:
    """Of each item; the name of a section between rows set with tabs is one of them."""
    kinds = [_kind(item) for item in items]
    for at in range(1, len(items) - 1):
        around = items[at - 1 : at + 2]
        if kinds[at] == "" and kinds[at - 1] == kinds[at + 1] == "tabbed" and _is_across(around):
            kinds[at] = "across"
    return ["tabbed" if kind == "across" else kind for kind in kinds]


def _is_across(around: Sequence[Item]) -> bool:
    lines = [item for item in around if isinstance(item, Line) and item.heading is None]
    return len(lines) == len(around) and across(*lines)


def _kind(item: Item) -> str:
    if not isinstance(item, Line) or item.heading is not None:
        return ""
    if is_drawn(item.text):
        return "drawn"
    return "tabbed" if "\t" in item.text.lstrip() else ""


_READERS = {"drawn": drawn, "tabbed": tabbed}


def _columns(items: Sequence[Item]) -> Iterator[Item]:
    for plain, run in groupby(items, lambda item: isinstance(item, Line) and item.heading is None):
        if plain:
            yield from in_columns([item for item in run if isinstance(item, Line)])
        else:
            yield from run

"""How the demo tells what happens: short lines, tables aligned also where characters are twice as wide."""

import unicodedata
from collections.abc import Sequence

COLUMN_GAP = "  "


def say(line: str = "") -> None:
    print(line, flush=True)


def chapter(number: int, zh: str, en: str) -> None:
    say()
    say(f"{number}  {zh} · {en}")


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell, indented under their chapter."""
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(width(line[n]) for line in lines) for n in range(len(head))]
    for line in lines:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)]
        say("   " + COLUMN_GAP.join(cells).rstrip())

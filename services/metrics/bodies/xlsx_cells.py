"""The cells of a sheet, row by row, as far as they are there: an empty million of them costs nothing."""

import re
from math import isfinite
from typing import NamedTuple

from services.metrics.bodies.layout import MOST_CELLS
from services.metrics.bodies.xlsx_formats import Formats
from services.metrics.bodies.xlsx_package import unreadable
from services.metrics.errors import TooManyReadings

Cell = float | bool | str
_LETTERS = re.compile(r"[A-Z]{1,3}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_MOST_ROWS, _MOST_WIDE = 1_048_576, 16_384


class Line(NamedTuple):
    """A row of a sheet that has something in it: its number from 1, and its cells by their columns from 0."""

    number: int
    cells: dict[int, Cell]


class Sheet:
    """Hears a sheet: its rows in their order. What a formula came to is taken, the formula is never looked at."""

    def __init__(self, shared: list[str], formats: Formats) -> None:
        self.lines: list[Line] = []
        self._shared, self._formats = shared, formats
        self._number = self._count = 0
        self._column, self._kind, self._style = -1, "", ""
        self._said: list[str] = []
        self._cells: dict[int, Cell] = {}
        self._spoken, self._columns = 0, _Columns()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = attributes.get("r")
            self._column = self._column + 1 if place is None else self._columns[place.rstrip(_DIGITS)]
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._said.clear()
            self._count += 1
            if self._count > MOST_CELLS:
                raise TooManyReadings(f"a workbook of more than {MOST_CELLS} cells; divide it, or send Parquet")
        elif name == "row":
            self._number, self._column = _whole(attributes.get("r"), self._number + 1, _MOST_ROWS), -1
            self._cells = {}
        elif name == "rPh":
            self._spoken += 1

    def end(self, name: str, text: str) -> None:
        if name == "v" or (name == "t" and not self._spoken):
            self._said.append(text)
        elif name == "c":
            cell = self._cell("".join(self._said))
            if cell != "":
                self._cells[self._column] = cell
        elif name == "row" and self._cells:
            self.lines.append(Line(self._number, self._cells))
        elif name == "rPh":
            self._spoken -= 1

    def _cell(self, said: str) -> Cell:
        if not said:
            return ""
        if self._kind == "n":
            return _plain(said, self._style, self._formats)
        if self._kind == "s":
            place = _whole(said.strip(), -1, len(self._shared) - 1)
            return self._shared[place]
        return said.strip() == "1" if self._kind == "b" else unescaped(said)


class SharedTexts:
    """Hears the texts that cells refer to. How a word is pronounced stands beside it and is left out.

    A million cells may refer to one long text: it is one object, and nothing may copy it for each of them.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._said: list[str] = []
        self._spoken = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - no attribute matters
        if name == "si":
            self._said.clear()
        elif name == "rPh":
            self._spoken += 1

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._spoken:
            self._said.append(text)
        elif name == "si":
            self.texts.append(unescaped("".join(self._said)).strip())
            if len(self.texts) > MOST_CELLS:
                raise TooManyReadings(f"a workbook of more than {MOST_CELLS} texts; divide it, or send Parquet")
        elif name == "rPh":
            self._spoken -= 1


def _plain(said: str, style: str, formats: Formats) -> Cell:
    try:
        number = float(said)
    except ValueError:
        return said
    return (formats.shown(style, number) or number) if isfinite(number) else said


def unescaped(text: str) -> str:
    """Characters that XML does not hold are written by their numbers."""
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text) if "_x" in text else text


def _character(number: int) -> str:
    return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)


def _whole(text: str | None, otherwise: int, most: int) -> int:
    """A number from the file that is none, or beyond all bounds, is no number."""
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= most):
        raise unreadable("the workbook counts its rows or texts in no way that Excel does")
    return int(text)


class _Columns(dict[str, int]):
    """Columns by their letters, as they are asked for."""

    def __missing__(self, letters: str) -> int:
        found = column_of(letters) if _LETTERS.fullmatch(letters) else _MOST_WIDE
        if found >= _MOST_WIDE:
            raise unreadable("the workbook names its cells in no way that Excel does")
        self[letters] = found
        return found


def column_of(letters: str) -> int:
    """The place from 0 of a column named by letters."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def letters_of(column: int) -> str:
    """A -> 0, AA -> 26, the other way round."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters

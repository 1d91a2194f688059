"""Tables of official statistics: which of their cells says what, kept as data, and what a file says by it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum

from services.kernel.errors import Fault
from services.kernel.numbers import kept_exactly

Cell = float | Decimal | bool | str
_BLANK = re.compile(r"\s+")
_LONGEST_CODE = 40
_EXACT_DIGITS = 60
"""Two numbers of fifteen digits multiply to thirty; Python would round that to twenty-eight."""


class KeyHolds(StrEnum):
    """The organisation's code here, or the ten-digit code of the school register."""

    CODE = "code"
    SCHOOL_CODE = "school_code"


@dataclass(frozen=True)
class Spot:
    """A column by its heading, in a table with a row an organisation; or one cell, in a file of one organisation."""

    heading: str | None = None
    cell: str | None = None

    @property
    def name(self) -> str:
        return f"heading {self.heading}" if self.heading is not None else f"cell {self.cell}"


@dataclass(frozen=True)
class Measure:
    """Where an indicator stands; what stands there times `factor` is in the indicator's unit."""

    at: Spot
    indicator: str
    factor: Decimal


@dataclass(frozen=True)
class HowRead:
    """How a table is read. `organisations` are keys that the file writes otherwise; rows whose key is in `skip` are
    sums; cells that are in `absent` say nothing."""

    sheet: str | None
    period: str | None
    head_row: int
    head_rows: int
    key: Spot
    key_holds: KeyHolds
    organisations: Mapping[str, str]
    skip: frozenset[str]
    absent: frozenset[str]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class OfficialTable:
    code: str
    version: int
    title_zh: str
    title_en: str
    organisation: str
    how: HowRead


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet or a CSV by the numbers of rows from 1 and columns from 0; `place` says where to people."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    def place(self, row: int) -> str:
        return f"{self.name}, row {row}"


@dataclass(frozen=True)
class Drawn:
    """One figure of a file: of whom (as the file writes it), of what, and where it stands."""

    key: str
    indicator: str
    value: Cell
    place: str


def folded(text: str) -> str:
    """A heading without blanks, and without what only its writing differs in."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def drawn_from(grid: Grid, how: HowRead) -> tuple[list[Drawn], list[Fault]]:
    """The figures in order of rows and measures; or what the file lacks that it should have."""
    if how.key.cell is not None:
        return _of_one(grid, how)
    heads = _headings(grid, how)
    wanted = [how.key, *(measure.at for measure in how.measures)]
    faults = [
        Fault("column_missing", f"{grid.name}, {spot.name}", f"this heading in row {how.head_row}")
        for spot in wanted
        if folded(spot.heading or "") not in heads
    ]
    faults += [
        Fault("column_twice", f"{grid.name}, {spot.name}", "this heading once")
        for spot in wanted
        if len(heads.get(folded(spot.heading or ""), ())) > 1
    ]
    return ([], faults) if faults else (list(_of_rows(grid, how, heads)), [])


def _headings(grid: Grid, how: HowRead) -> dict[str, list[int]]:
    """Places of columns by their headings; stacked ones are joined by a slash, and an upper one holds for all columns
    to its right until the next."""
    first = how.head_row - how.head_rows + 1
    stacked = [grid.rows.get(row, {}) for row in range(first, how.head_row + 1)]
    columns = sorted({column for row in stacked for column in row})
    found: dict[str, list[int]] = {}
    held = [""] * len(stacked)
    for column in columns:
        for level, row in enumerate(stacked):
            text = folded(text_of(row.get(column, "")))
            if text:
                held[level:] = [text, *[""] * (len(stacked) - level - 1)]
            elif level == len(stacked) - 1:
                held[level] = ""
        found.setdefault("/".join(text for text in held if text), []).append(column)
    return found


def _of_rows(grid: Grid, how: HowRead, heads: Mapping[str, Sequence[int]]) -> Iterator[Drawn]:
    key_at = heads[folded(how.key.heading or "")][0]
    columns = [(heads[folded(measure.at.heading or "")][0], measure) for measure in how.measures]
    for number, row in grid.rows.items():
        key = text_of(row.get(key_at, ""))
        if number <= how.head_row or folded(key) in how.skip:
            continue
        for column, measure in columns:
            cell = row.get(column, "")
            if not _says_nothing(cell, how):
                yield Drawn(key, measure.indicator, scaled(cell, measure.factor), grid.place(number))


def _of_one(grid: Grid, how: HowRead) -> tuple[list[Drawn], list[Fault]]:
    def at(spot: Spot) -> Cell:
        row, column = address_of(spot.cell or "")
        return grid.rows.get(row, {}).get(column, "")

    key = text_of(at(how.key))
    if not key:
        return [], [Fault("cell_empty", f"{grid.name}, {how.key.name}", "the code of the organisation")]
    found = [(measure, at(measure.at)) for measure in how.measures]
    return [
        Drawn(key, measure.indicator, scaled(cell, measure.factor), f"{grid.name}, cell {measure.at.cell}")
        for measure, cell in found
        if not _says_nothing(cell, how)
    ], []


def _says_nothing(cell: Cell, how: HowRead) -> bool:
    return isinstance(cell, str) and (not cell.strip() or folded(cell) in how.absent)


def scaled(cell: Cell, factor: Decimal) -> Cell:
    """A number in the indicator's unit, exactly; what is none, or has too many digits anyway, stays what it is."""
    if isinstance(cell, bool | str):
        return cell
    number = Decimal(repr(cell)) if isinstance(cell, float) else cell
    if not kept_exactly(number):
        return number
    with localcontext(prec=_EXACT_DIGITS):
        return number * factor


def text_of(cell: Cell) -> str:
    """A code that looks like a number was made one by Excel: 3264990001 stands there as 3264990001.0."""
    if isinstance(cell, bool | str):
        return str(cell).strip()
    number = Decimal(repr(cell)) if isinstance(cell, float) else cell
    whole = number.adjusted() < _LONGEST_CODE and number == number.to_integral_value()
    return str(int(number)) if whole else str(cell)


def address_of(cell: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of an address such as D7."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]), column - 1

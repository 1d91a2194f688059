"""What Parquet and Arrow share once their columns are there."""

from collections.abc import Sequence

from services.metrics.bodies.arrow_table import ArrowTable
from services.metrics.bodies.assembling import assembled
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.layout import layout_of
from services.metrics.bodies.tables import Frame


def delivered(table: ArrowTable, names: Sequence[str], bounds: Bounds, period: str | None) -> Delivered:
    """The readings of a table whose columns have names; rows are counted from 1."""
    found = assembled(table, Frame(layout_of(names), bounds, period, _place))

    def place(row: int) -> str:
        where = _place(int(found.rows[row]))
        return where if found.cells is None else f"{where}, column {names[int(found.cells[row])].strip()}"

    return Delivered(found.columns, place, untyped=True)


def _place(row: int) -> str:
    return f"row {row + 1}"

"""A table of Arrow arrays: what CSV, Parquet and Arrow become. Whatever text is, is looked at by arrays, too."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.faults import FAULTS_SHOWN
from services.metrics.bodies.exact import cell_of, kept, settled
from services.metrics.bodies.tables import Values
from services.metrics.domain.columns import Coded, Numbers, Places, Truths

_SHORT = 15
"""Characters: no number that is written with them has more digits than a float keeps."""
_SHORT_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_LARGEST = 10**15


class ArrowTable:
    """Columns by their places; a type that says nothing here is refused when its column is asked for."""

    def __init__(self, names: Sequence[str], columns: Sequence[pa.ChunkedArray]) -> None:
        self._names, self._columns = names, columns
        self.rows = len(columns[0]) if columns else 0

    def codes(self, column: int) -> Coded:
        array = self._array(column)
        if kinds.is_null(array.type):
            return Coded([""], np.zeros(self.rows, np.int64))
        if not (_is_text(array.type) or kinds.is_integer(_inner(array.type))):
            raise self._unfit(column, array, "text or whole numbers")
        names, at = _dictionary(array)
        known: dict[str, int] = {}
        place = [known.setdefault(str(name).strip() if name is not None else "", len(known)) for name in [*names, None]]
        return Coded(list(known), np.array(place, np.int64)[at])

    def texts(self, column: int) -> dict[int, str]:
        array = self._array(column)
        if kinds.is_null(array.type):
            return {}
        if not _is_text(array.type):
            raise self._unfit(column, array, "text")
        names, at = _dictionary(array)
        texts = [str(name or "").strip() for name in [*names, None]]
        said = np.array([bool(text) for text in texts], np.bool_)
        return {row: texts[at[row]] for row in np.flatnonzero(said[at]).tolist()}

    def values(self, column: int) -> Values:
        array = self._array(column)
        kind = array.type
        empty = np.asarray(pc.is_null(array))
        if kinds.is_null(kind):
            return Values(np.full(self.rows, np.nan), {}, empty)
        if kinds.is_boolean(kind):
            odd = {row: value for row, value in enumerate(array.to_pylist()) if value is not None}
            return Values(np.full(self.rows, np.nan), odd, empty)
        if kinds.is_integer(kind):
            return _of_integers(array, empty)
        if kinds.is_floating(kind):
            return _of_floats(array, empty)
        if kinds.is_decimal(kind):
            return _of_texts(array.cast(pa.string()))
        if kinds.is_dictionary(kind) and _is_text(kind):
            return _of_dictionary(array)
        if _is_text(kind):
            return _of_texts(array.cast(pa.large_string()))
        raise self._unfit(column, array, "numbers, booleans or text")

    def _array(self, column: int) -> pa.Array:
        found = self._columns[column]
        if kinds.is_dictionary(found.type):
            found = found.unify_dictionaries()
        return found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)

    def _unfit(self, column: int, array: pa.Array, expected: str) -> BodyInvalid:
        fault = Fault("column_type", f"column {self._names[column][:80]}", expected, str(array.type)[:80])
        return BodyInvalid(faults=[fault])


def refuse_strange_types(schema: pa.Schema) -> None:
    """Before anything is unpacked: a list or a wide binary may hold any amount in a row that takes no bytes."""
    strange = [field for field in schema if not _is_plain(field.type)]
    if strange:
        raise BodyInvalid(
            faults=[
                Fault("column_type", f"column {field.name[:80]}", "numbers, booleans or text", str(field.type)[:80])
                for field in strange[:FAULTS_SHOWN]
            ]
        )


def _is_plain(kind: pa.DataType) -> bool:
    plain = (kinds.is_null, kinds.is_boolean, kinds.is_integer, kinds.is_floating, kinds.is_decimal, _is_text)
    return any(is_one(kind) for is_one in plain) or (kinds.is_dictionary(kind) and kinds.is_integer(kind.value_type))


def _inner(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if kinds.is_dictionary(kind) else kind


def _is_text(kind: pa.DataType) -> bool:
    inner = _inner(kind)
    return bool(kinds.is_string(inner) or kinds.is_large_string(inner) or kinds.is_string_view(inner))


def _dictionary(array: pa.Array) -> tuple[list[str | int | None], Places]:
    """The distinct values, and for each row the place of its own; that of none is one behind the last."""
    if kinds.is_string_view(array.type):
        array = array.cast(pa.large_string())
    encoded = array if kinds.is_dictionary(array.type) else array.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    places = pc.fill_null(encoded.indices.cast(pa.int64()), len(names))
    return names, np.asarray(places)


def _of_integers(array: pa.Array, empty: Truths) -> Values:
    whole = pc.fill_null(array, 0)
    numbers = np.asarray(whole).astype(np.float64)
    odd: dict[int, object] = {}
    for row in np.flatnonzero(np.abs(numbers) >= _LARGEST).tolist():
        exact = kept(whole[row].as_py())
        if isinstance(exact, Decimal):
            odd[row] = exact
    return _values(numbers, odd, empty)


def _of_floats(array: pa.Array, empty: Truths) -> Values:
    numbers, odd = settled(np.asarray(pc.fill_null(array.cast(pa.float64()), 0.0)))
    return _values(numbers, odd, empty)


def _of_dictionary(array: pa.Array) -> Values:
    """Each distinct text is looked at once."""
    names, at = _dictionary(array)
    cells = [cell_of(name) if name else "" for name in [*names, None]]  # type: ignore[arg-type]
    plain = np.array([cell if isinstance(cell, float) else np.nan for cell in cells], np.float64)
    empty = np.array([cell == "" for cell in cells], np.bool_)
    strange = np.isnan(plain) & ~empty
    odd = {row: cells[at[row]] for row in np.flatnonzero(strange[at]).tolist()}
    return _values(plain[at], odd, empty[at])


def _of_texts(array: pa.Array) -> Values:
    """Short plain numbers by arrays, all else one by one."""
    trimmed = pc.fill_null(pc.utf8_trim_whitespace(array), "")
    length = np.asarray(pc.binary_length(trimmed))
    plain = (length <= _SHORT) & np.asarray(pc.match_substring_regex(trimmed, _SHORT_NUMBER))
    numbers = np.asarray(pc.if_else(pa.array(plain), trimmed, "0").cast(pa.float64())).copy()
    odd: dict[int, object] = {}
    for row in np.flatnonzero(~plain & (length > 0)).tolist():
        cell = cell_of(trimmed[row].as_py())
        if isinstance(cell, float):
            numbers[row] = cell
        else:
            odd[row] = cell
    return _values(numbers, odd, length == 0)


def _values(numbers: Numbers, odd: dict[int, object], empty: Truths) -> Values:
    plain = numbers + 0.0  # a zero has no sign
    plain[empty] = np.nan
    plain[list(odd)] = np.nan
    return Values(plain, odd, empty)

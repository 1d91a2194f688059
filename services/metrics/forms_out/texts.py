"""Columns as text, column by column: a code is written once however many rows it has, a number digit by digit."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.metrics.domain.indicator import Indicator
from services.metrics.domain.values import own_form

Say = Callable[[object], str]
"""How a text, a fact or nothing is written in a form."""
_WHOLE = 1e15
"""Below this a whole float is written through an integer: exact, and without an exponent."""


def column_as_text(column: pa.Array, say: Say) -> pa.StringArray:
    """Every row of the column as it is written."""
    if pa.types.is_floating(column.type):
        return pc.fill_null(numbers_as_text(column), say(None))
    if pa.types.is_integer(column.type):
        return pc.fill_null(pc.cast(column, pa.string()), say(None))
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    said = pa.array([say(text) for text in coded.dictionary.to_pylist()], pa.string())
    return pc.fill_null(said.take(coded.indices), say(None))


def numbers_as_text(column: pa.DoubleArray) -> pa.StringArray:
    """The shortest decimal of each float, which of at most fifteen digits is what the sender wrote; no exponent."""
    if len(column) and not pc.all(pc.is_finite(column), min_count=0).as_py():
        raise ArithmeticError("a value is not finite, and no form can say it")
    numbers = column.fill_null(0.0).to_numpy(zero_copy_only=False)
    whole = (np.trunc(numbers) == numbers) & (np.abs(numbers) < _WHOLE)
    text = pc.cast(pa.array(np.where(whole, numbers, 0).astype(np.int64)), pa.string())
    if not whole.all():
        broken = pc.cast(pa.array(numbers[~whole]), pa.string())
        text = pc.replace_with_mask(text, pa.array(~whole), _without_exponents(broken))
    return pc.if_else(column.is_valid(), text, pa.scalar(None, pa.string()))


def _without_exponents(text: pa.StringArray) -> pa.StringArray:
    odd = pc.match_substring(text, "e")
    if not pc.any(odd, min_count=0).as_py():
        return text
    plain = [format(Decimal(each), "f") for each in text.filter(odd).to_pylist()]
    return pc.replace_with_mask(text, odd, pa.array(plain, pa.string()))


def values_as_text(batch: pa.RecordBatch, indicators: Mapping[str, Indicator], say: Say) -> pa.StringArray:
    """Values in the form in which readings of their indicators are sent: facts as facts, grades by their codes.

    What is not among the `indicators` is a number.
    """
    values, places = batch.column("value"), batch.column("indicator")
    text = column_as_text(values, say)
    codes = places.dictionary.to_pylist()
    worded = [at for at, code in enumerate(codes) if code in indicators and not indicators[code].value_type.is_number]
    rows_of = places.indices.to_numpy(zero_copy_only=False)
    has_value = values.is_valid().to_numpy(zero_copy_only=False)
    for at in worded:
        rows = (rows_of == at) & has_value
        if rows.any():
            numbers = values.filter(pa.array(rows)).dictionary_encode()
            said = [say(own_form(indicators[codes[at]], Decimal(number))) for number in numbers.dictionary.to_pylist()]
            text = pc.replace_with_mask(text, pa.array(rows), pa.array(said, pa.string()).take(numbers.indices))
    return text


def joined(*pieces: pa.Array | str) -> bytes:
    """All rows as bytes, each the pieces one after the other: of an array its own text, of a string the string.

    Texts of a column lie one after the other already, so their bytes are the answer; behind the last may be others.
    """
    lines = pc.binary_join_element_wise(*pieces, "")
    if not len(lines):
        return b""
    _, starts, text = lines.buffers()
    return bytes(memoryview(text)[: np.frombuffer(starts, np.int32)[len(lines)]])

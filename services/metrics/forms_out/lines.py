"""CSV and NDJSON: a line a row. Any batch of columns can be written; values of readings are said in their own form."""

import json
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from services.kernel.tables_out import harmless
from services.metrics.domain.indicator import Indicator
from services.metrics.forms_out.readings import READINGS
from services.metrics.forms_out.texts import Say, column_as_text, joined, values_as_text

MARK = b"\xef\xbb\xbf"
"""Without it Excel reads Chinese wrongly."""
NO_INDICATORS: Mapping[str, Indicator] = {}


def csv_pieces(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, indicators: Mapping[str, Indicator] = NO_INDICATORS
) -> Iterator[bytes]:
    """UTF-8 with a mark; headings are the names of the fields, so that what is given out can be sent in.

    Numbers are numbers; a text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    yield MARK + (",".join(map(_in_csv, schema.names)) + "\r\n").encode()
    for batch in batches:
        columns = _written(batch, indicators, _in_csv)
        pieces = [piece for column in columns for piece in (",", column)][1:]
        yield joined(*pieces, "\r\n")


def _in_csv(value: object) -> str:
    if value is None:
        return ""
    text = json.dumps(value) if isinstance(value, bool) else harmless(str(value))
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


def ndjson_pieces(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, indicators: Mapping[str, Indicator] = NO_INDICATORS
) -> Iterator[bytes]:
    """An object a line, with every field of the schema; null where there is nothing."""
    names = [json.dumps(name, ensure_ascii=False) for name in schema.names]
    for batch in batches:
        columns = _written(batch, indicators, _in_json)
        pieces = [piece for name, column in zip(names, columns, strict=True) for piece in (f",{name}:", column)]
        yield joined("{" + pieces[0].removeprefix(","), *pieces[1:], "}\n")


def _in_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _written(batch: pa.RecordBatch, indicators: Mapping[str, Indicator], say: Say) -> list[pa.StringArray]:
    columns = [column_as_text(column, say) for column in batch.columns]
    if batch.schema.equals(READINGS):
        columns[READINGS.get_field_index("value")] = values_as_text(batch, indicators, say)
    return columns

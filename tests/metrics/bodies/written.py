"""The same readings written in every form, and what was read told in one way."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter import Workbook

from services.kernel.numbers import kept_exactly
from services.metrics.bodies.body import read_body
from services.metrics.bodies.delivered import Delivered
from services.metrics.domain.columns import Columns
from services.metrics.domain.texts import typed
from tests.metrics.judged import GROUND, YEAR

MOST_BYTES, MOST_READINGS = 32 * 1024 * 1024, 200_000
JSON, LINES, CSV = "application/json", "application/x-ndjson", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET, STREAM, FILE = (f"application/vnd.apache.{name}" for name in ("parquet", "arrow.stream", "arrow.file"))
FIELDS = ("organisation", "indicator", "period", "value", "unknown_reason", "evidence")
CHINESE = ("机构代码", "指标代码", "期间", "数值", "未知原因", "依据")
Value = Decimal | bool | str | None


class Reading(NamedTuple):
    organisation: str
    indicator: str
    period: str
    value: Value
    unknown_reason: str | None = None
    evidence: str | None = None


def read(media_type: str, body: bytes, encoding: str | None = None, period: str | None = None) -> Delivered:
    return read_body(media_type, encoding, body, most_bytes=MOST_BYTES, most_readings=MOST_READINGS, period=period)


def told(columns: Columns) -> list[Reading]:
    """What columns say, reading by reading, numbers by their values."""
    found = []
    for row in range(len(columns)):
        given = columns.given(row)
        value: Any = Decimal(given.value) if type(given.value) is int else given.value
        value = str(value) if isinstance(value, str) else value
        found.append(Reading(*given.key, value, given.unknown_reason, given.evidence))
    return found


def content(delivered: Delivered) -> list[Reading]:
    """What a body says, the cells of a table read by the indicators of `judged`."""
    columns = delivered.columns
    return told(typed(columns, GROUND.indicators) if delivered.untyped else columns)


def json_of(value: Any) -> str:
    """JSON whose decimals keep their digits."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json_of(name)}: {json_of(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",\n".join(map(json_of, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def as_rows(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Objects, without the fields that say nothing."""
    return [
        {name: each for name, each in reading._asdict().items() if each is not None or name == "value"}
        for reading in readings
    ]


def json_rows(readings: Sequence[Reading]) -> bytes:
    return json_of({"note": "虚构", "readings": as_rows(readings)}).encode()


def json_columns(readings: Sequence[Reading]) -> bytes:
    columns: dict[str, Any] = {
        name: list(column) for name, column in zip(FIELDS, zip(*readings, strict=True), strict=True)
    }
    columns["evidence"] = {str(row): each for row, each in enumerate(columns["evidence"]) if each is not None}
    if len(set(columns["period"])) == 1:
        columns["period"] = columns["period"][0]
    return json_of({"columns": columns}).encode()


def lines(readings: Sequence[Reading]) -> bytes:
    return "\n".join(map(json_of, as_rows(readings))).encode()


def cell(value: Value) -> str:
    """As a person types it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def csv_of(separator: str = ",", encoding: str = "utf-8", names: Sequence[str] = FIELDS) -> Callable[..., bytes]:
    def written(readings: Sequence[Reading]) -> bytes:
        text = io.StringIO()
        out = csv.writer(text, delimiter=separator)
        out.writerow(names)
        out.writerows([[cell(each) for each in reading] for reading in readings])
        return text.getvalue().encode(encoding)

    return written


def wide(readings: Sequence[Reading]) -> list[list[str]]:
    """A row an organisation and period, a column an indicator, and beside it one for its evidence."""
    indicators = list(dict.fromkeys(reading.indicator for reading in readings))
    heads = ["organisation", "期间", *(head for code in indicators for head in (code, f"evidence:{code}"))]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for reading in readings:
        row = rows.setdefault((reading.organisation, reading.period), {})
        unknown = reading.value is None
        row[reading.indicator] = f"?{reading.unknown_reason}" if unknown else cell(reading.value)
        row[f"evidence:{reading.indicator}"] = reading.evidence or ""
    return [heads, *([*key, *(row.get(head, "") for head in heads[2:])] for key, row in rows.items())]


def wide_csv(readings: Sequence[Reading]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(wide(readings))
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: Sequence[Sequence[Any]], name: str = "数据") -> bytes:
    """An .xlsx of one sheet; decimals that the writer keeps are numbers, all else is text."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, each in enumerate(row):
                if isinstance(each, Decimal) and kept_exactly(each):
                    page.write_number(number, column, float(each))
                elif isinstance(each, bool):
                    page.write_boolean(number, column, each)
                elif each not in (None, ""):
                    page.write_string(number, column, str(each))
    return made.getvalue()


def long_xlsx(readings: Sequence[Reading]) -> bytes:
    return workbook([["一张表"], [], CHINESE, *readings])


def wide_xlsx(readings: Sequence[Reading]) -> bytes:
    return workbook(wide(readings))


def table(readings: Sequence[Reading]) -> pa.Table:
    """Arrow, whose values are texts: one column cannot be a number here and a yes there."""
    columns = list(zip(*readings, strict=True))
    columns[3] = tuple(cell(value) or None for value in columns[3])
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(FIELDS, columns, strict=True)})


def parquet(readings: Sequence[Reading], compression: str = "zstd") -> bytes:
    made = io.BytesIO()
    pq.write_table(table(readings), made, compression=compression)
    return made.getvalue()


def arrow(readings: Sequence[Reading], compression: str | None = None, *, as_file: bool = False) -> bytes:
    return arrow_of(table(readings), compression, as_file=as_file)


def arrow_of(made: pa.Table, compression: str | None = None, *, as_file: bool = False) -> bytes:
    sink = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with (pa.ipc.new_file if as_file else pa.ipc.new_stream)(sink, made.schema, options=options) as writer:
        writer.write_table(made, max_chunksize=7)
    return sink.getvalue()


def wide_parquet(readings: Sequence[Reading]) -> bytes:
    heads, *rows = wide(readings)
    made = io.BytesIO()
    pq.write_table(pa.table({head: [row[place] or None for row in rows] for place, head in enumerate(heads)}), made)
    return made.getvalue()


LONG: dict[str, tuple[str, Callable[[Sequence[Reading]], bytes]]] = {
    "rows": (JSON, json_rows),
    "columns": (JSON, json_columns),
    "lines": (LINES, lines),
    "csv": (CSV, csv_of()),
    "csv, semicolons, mark": (CSV, csv_of(";", "utf-8-sig")),
    "csv, tabs, GB18030, Chinese names": (CSV, csv_of("\t", "gb18030", CHINESE)),
    "csv, UTF-16": (CSV, csv_of("\t", "utf-16", CHINESE)),
    "xlsx": (XLSX, long_xlsx),
    "parquet": (PARQUET, parquet),
    "arrow stream": (STREAM, arrow),
    "arrow stream, lz4": (STREAM, lambda readings: arrow(readings, "lz4")),
    "arrow file, zstd": (FILE, lambda readings: arrow(readings, "zstd", as_file=True)),
}
WIDE: dict[str, tuple[str, Callable[[Sequence[Reading]], bytes]]] = {
    "wide csv": (CSV, wide_csv),
    "wide xlsx": (XLSX, wide_xlsx),
    "wide parquet": (PARQUET, wide_parquet),
}
FEW = [
    Reading("s1", "pupils", YEAR, Decimal(312)),
    Reading("s1", "area", YEAR, Decimal("5563.4")),
    Reading("s1", "veto", YEAR, True, None, "县政府决定，虚构〔2021〕12号"),
    Reading("s1", "culture", YEAR, "good"),
    Reading("s2", "pupils", YEAR, None, "尚未清点"),
    Reading("s2", "area", YEAR, Decimal("1234567890.1234567")),
    Reading("s2", "veto", YEAR, False),
    Reading("s2", "culture", YEAR, "poor"),
]

"""Bodies of readings as nobody should send them: cut, mangled, blown up, of another form than they say. Drawn from a
seed."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.parquet as pq

from tests.metrics.bodies.test_fuzz import SPLICES, damaged, damaged_inside
from tests.metrics.bodies.written import CSV, JSON, LINES, LONG, PARQUET, STREAM, WIDE, XLSX, Reading

FORMS = {**LONG, **WIDE}
TYPES = [JSON, LINES, CSV, XLSX, PARQUET, STREAM, "text/plain", "application/octet-stream", "multipart/form-data", ""]
HUGE = 300_000_000
DEEP = 100_000


@dataclass(frozen=True)
class Post:
    """`claimed` is the length that it says it has, where that is not its own."""

    way: str
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    claimed: int | None = None


Make = Callable[[random.Random, Sequence[Reading]], Post]


def posts(seed: int, count: int, readings: Sequence[Reading]) -> Iterator[Post]:
    """Every way once, then as they are drawn, some of them packed or to be read later; the heaviest come seldom."""
    draw = random.Random(seed)
    for number in range(count):
        heavy = draw.random() < 0.01
        make = WAYS[number] if number < len(WAYS) else draw.choice(HEAVY if heavy else QUICK)
        made = make(draw, readings)
        if draw.random() < 0.05:
            made = replace(made, headers=made.headers | {"Prefer": "respond-async"})
        yield replace(made, way=f"{make.__name__} {made.way}")


def damaged_anywhere(draw: random.Random, readings: Sequence[Reading]) -> Post:
    """A good body of some form with bytes changed, cut, repeated or put in; a workbook also inside its parts."""
    form = draw.choice(list(FORMS))
    media_type, write = FORMS[form]
    whole = write(readings)
    inside = whole.startswith(b"PK") and draw.random() < 0.7
    return Post(form, media_type, damaged_inside(whole, draw) if inside else damaged(whole, draw))


def cut_short(draw: random.Random, readings: Sequence[Reading]) -> Post:
    form = draw.choice(list(FORMS))
    media_type, write = FORMS[form]
    whole = write(readings)
    return Post(form, media_type, whole[: draw.randrange(len(whole))])


def another_type(draw: random.Random, readings: Sequence[Reading]) -> Post:
    form = draw.choice(list(FORMS))
    said = draw.choice(TYPES)
    return Post(f"{form} as {said}", said, FORMS[form][1](readings))


def another_encoding(draw: random.Random, readings: Sequence[Reading]) -> Post:
    form = draw.choice(["rows", "columns", "lines", "csv"])
    media_type, write = FORMS[form]
    encoding = draw.choice(["utf-16", "utf-16-le", "utf-32", "gb18030", "utf-8-sig", "latin-1", "cp037"])
    charset = draw.choice(["", "; charset=utf-8", "; charset=gb18030", "; charset=nonsense", "; charset=", ";;;"])
    text = write(readings).decode().replace("虚构", "虚构県é")
    return Post(f"{form} {encoding}{charset}", media_type + charset, text.encode(encoding, errors="replace"))


def odd_json(draw: random.Random, readings: Sequence[Reading]) -> Post:
    """Values, keys and shapes that JSON has or some think it has."""
    value = draw.choice(ODD_VALUES)
    key = draw.choice(["organisation", "indicator", "period", "value", "unknown_reason", "evidence", "__proto__", ""])
    row = json.dumps({name: each for name, each in _row(readings).items() if name != key})[:-1]
    rows = f'{row}, "{key}": {value}}}'
    body = draw.choice(
        [
            f'{{"readings": [{rows}]}}',
            f'{{"readings": [{json.dumps(_row(readings))}], "{key}": {value}}}',
            f'{{"readings": {value}}}',
            f'{{"readings": [{rows}], "readings": []}}',
            f'{{"columns": {{"organisation": [{value}], "indicator": {value}, "period": ["x"], "value": [{value}]}}}}',
            f'{{"scope": {value}, "mode": {value}, "readings": [{rows}]}}',
            f"[{rows}]",
            value,
        ]
    )
    as_lines = draw.random() < 0.2
    return Post(str(value)[:30], LINES if as_lines else JSON, (rows if as_lines else body).encode(errors="replace"))


def nested_deep(draw: random.Random, readings: Sequence[Reading]) -> Post:
    opening = draw.choice([b"[", b'{"a":', b'{"readings":[', b'{"columns":{"value":['])
    return Post(opening.decode(), draw.choice([JSON, LINES]), opening * draw.randrange(100, DEEP))


def csv_of_formulas(draw: random.Random, readings: Sequence[Reading]) -> Post:
    cells = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "＝1",
        '"',
        "?",
        "？x",
        "\0",
        "1e999",
        "∞",
        "五",
    ]
    heads = draw.choice(
        ["organisation,indicator,period,value", "机构代码,=1+1,multimedia_rooms", "organisation,,,", ""]
    )
    rows = [",".join(draw.choice(cells) for _ in range(draw.randrange(1, 8))) for _ in range(draw.randrange(0, 50))]
    ends = draw.choice(["\n", "\r\n", "\r", "\u2028"])
    return Post(heads, CSV, ends.join([heads, *rows]).encode(), parameters={"period": "2021-2022"})


def said_beside(draw: random.Random, readings: Sequence[Reading]) -> Post:
    """What is said in parameters and headers, of which little is true."""
    odd = ["", " ", "x" * 5000, "\u0000", "💥", "-1", "2021-2022", "valid_only", "%00", "../../etc/passwd", "true"]
    names = ["mode", "period", "note", "dry_run", "scope_organisation", "scope_period", "correction_reason", "unknown"]
    parameters = {name: draw.choice(odd) for name in draw.sample(names, draw.randrange(1, 4))}
    headers = {
        name: draw.choice(["", "x", "y" * 300, "gzip", "br", "zstd, gzip", "identity", "respond-async, wait=10"])
        for name in draw.sample(["Content-Encoding", "Idempotency-Key", "Prefer", "Accept", "Expect"], 2)
    }
    form = draw.choice(list(FORMS))
    return Post(form, FORMS[form][0], FORMS[form][1](readings), headers, parameters)


def packed_and_damaged(draw: random.Random, readings: Sequence[Reading]) -> Post:
    form = draw.choice(list(FORMS))
    media_type, write = FORMS[form]
    encoding = draw.choice(["gzip", "zstd"])
    packed = gzip.compress(write(readings)) if encoding == "gzip" else _zstd(write(readings))
    return Post(f"{form} {encoding}", media_type, damaged(packed, draw), {"Content-Encoding": encoding})


def noise(draw: random.Random, readings: Sequence[Reading]) -> Post:
    body = draw.choice([draw.randbytes(draw.randrange(1, 5_000)), b"", b" ", draw.choice(SPLICES) * 20])
    return Post("", draw.choice(TYPES), body)


def claims_two_gigabytes(draw: random.Random, readings: Sequence[Reading]) -> Post:
    return Post("", draw.choice([JSON, CSV, PARQUET]), b'{"readings": [', claimed=2**31)


def bomb_of_gzip_or_zstd(draw: random.Random, readings: Sequence[Reading]) -> Post:
    encoding = draw.choice(["gzip", "zstd"])
    filling = draw.choice([b" ", b"0", b"\n", b"a,b\n"])
    huge = filling * (HUGE // len(filling))
    packed = gzip.compress(huge, 1) if encoding == "gzip" else _zstd(huge)
    return Post(f"{encoding} {filling!r}", draw.choice([JSON, LINES, CSV]), packed, {"Content-Encoding": encoding})


def bomb_of_zip(draw: random.Random, readings: Sequence[Reading]) -> Post:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FORMS["xlsx"][1](readings))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        hit = draw.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
        for name in old.namelist():
            new.writestr(name, b"<" + b"a" * (HUGE // 3) if name == hit else old.read(name))
    return Post(hit, XLSX, made.getvalue())


def zip_of_many_members(draw: random.Random, readings: Sequence[Reading]) -> Post:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(30_000):
            archive.writestr(draw.choice(["", "../", "xl/"]) + str(number), b"")
    return Post("", XLSX, made.getvalue())


def bomb_of_parquet(draw: random.Random, readings: Sequence[Reading]) -> Post:
    made = io.BytesIO()
    rows = draw.choice([2_000_000, 5_000_000])
    one = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int8()), [readings[0].organisation])
    big = pa.table({"organisation": one, "indicator": one, "period": one, "value": pa.array([1] * rows, pa.int8())})
    pq.write_table(big, made, compression="zstd")
    return Post(f"{rows} rows", PARQUET, made.getvalue())


def bomb_of_arrow(draw: random.Random, readings: Sequence[Reading]) -> Post:
    nothing = pa.table({name: pa.nulls(50_000_000) for name in ("organisation", "indicator", "period", "value")})
    made = io.BytesIO()
    with pa.ipc.new_stream(made, nothing.schema) as writer:
        writer.write_table(nothing)
    return Post("nulls", STREAM, made.getvalue())


def csv_of_a_million_columns(draw: random.Random, readings: Sequence[Reading]) -> Post:
    return Post("", CSV, b"organisation," + b"," * 1_000_000 + b"\n" + b"1," * draw.randrange(1, 1_000_000))


def one_cell_of_five_megabytes(draw: random.Random, readings: Sequence[Reading]) -> Post:
    return Post("", CSV, b"organisation,indicator,period,value\n" + b'"' + b"x" * 5_000_000)


def a_million_small_values(draw: random.Random, readings: Sequence[Reading]) -> Post:
    value = draw.choice([b"[],", b"{},", b"0,", b'"",', b"[[[],", b'{"":{"":'])
    return Post(value.decode(), JSON, b'{"readings":[' + value * (4_000_000 // len(value)))


def more_than_any_body_may_have(draw: random.Random, readings: Sequence[Reading]) -> Post:
    return Post("", draw.choice([JSON, CSV, XLSX]), b"x" * (65 * 1024 * 1024))


ODD_VALUES = [
    *("NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "0x10", "01", "1.", ".5", "+1", "1" * 400, "1e400"),
    *(
        "-0",
        "0.1" + "0" * 500,
        "12345678901234567890",
        "1E+2",
        "9" * 5000,
        "null",
        "true",
        "undefined",
        "''",
        "[]",
        "{}",
    ),
    *('"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\x00"', '"\ufeff"', '"' + "长" * 3000 + '"', '"=1+1"', '"\\x41"'),
    *('{"a": 1, "a": 2}', "[[1]]", '{"$ref": "#"}', "1 2", "1,", "", "/* c */ 1", '"unterminated', "tru", "١٢"),
]
QUICK: list[Make] = [
    *[damaged_anywhere] * 6, *[odd_json] * 4, cut_short, another_type, another_encoding, nested_deep, csv_of_formulas,
    said_beside, packed_and_damaged, noise, claims_two_gigabytes,
]  # fmt: skip
HEAVY: list[Make] = [
    *[bomb_of_gzip_or_zstd, bomb_of_zip, bomb_of_parquet, bomb_of_arrow, zip_of_many_members],
    *[csv_of_a_million_columns, one_cell_of_five_megabytes, a_million_small_values, more_than_any_body_may_have],
]
WAYS: list[Make] = [*dict.fromkeys(QUICK), *HEAVY]


def _row(readings: Sequence[Reading]) -> dict[str, object]:
    first = readings[0]
    return {"organisation": first.organisation, "indicator": first.indicator, "period": first.period, "value": 1}


def _zstd(body: bytes) -> bytes:
    packed: bytes = pa.compress(body, codec="zstd", asbytes=True)
    return packed

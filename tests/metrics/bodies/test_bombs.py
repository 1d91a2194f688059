"""Bodies that unfold to far more than they are: stopped at the bound, before memory is spent on them."""

import gzip
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.kernel.errors import BodyInvalid, BodyTooLarge, Refusal
from services.metrics.bodies.arrow_messages import batches
from services.metrics.bodies.body import read_body
from services.metrics.bodies.parquet_claims import claims_of
from services.metrics.errors import BodyUnreadable, TooManyReadings
from tests.metrics.bodies.test_refusals import ROW, SHEET, rezipped
from tests.metrics.bodies.written import CSV, FEW, JSON, LINES, PARQUET, STREAM, XLSX, arrow, arrow_of, long_xlsx, table
from tests.metrics.judged import YEAR

BOUND = 4 * 1024 * 1024
MANY = 50_000_000


def refused(media_type: str, body: bytes, encoding: str | None = None) -> Refusal | None:
    try:
        read_body(media_type, encoding, body, most_bytes=BOUND, most_readings=100_000, period=YEAR)
    except Refusal as refusal:
        return refusal
    return None


def spent(media_type: str, body: bytes, encoding: str | None = None) -> tuple[Refusal | None, int]:
    """What is said of a body, and how many bytes of Python and Arrow together it cost at most."""
    usual = pa.default_memory_pool()
    pool = pa.proxy_memory_pool(usual)
    pa.set_memory_pool(pool)
    tracemalloc.start()
    try:
        refusal = refused(media_type, body, encoding)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        pa.set_memory_pool(usual)
    return refusal, peak + (pool.max_memory() or 0)


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("zstd", lambda body: pa.compress(body, codec="zstd", asbytes=True)),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_packed_bomb_is_stopped_at_the_bound(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    refusal, cost = spent(JSON, pack(b" " * MANY), encoding)
    assert isinstance(refusal, BodyTooLarge)
    assert cost < 4 * BOUND


def test_a_bomb_within_a_workbook_is_known_by_what_its_directory_says() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(long_xlsx(FEW))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * MANY if name == SHEET else old.read(name))
    refusal, cost = spent(XLSX, made.getvalue())
    assert isinstance(refusal, BodyTooLarge)
    assert cost < BOUND


def test_a_workbook_whose_directory_lies_is_stopped_by_what_it_unpacks_to() -> None:
    packer = zlib.compressobj(wbits=-15)
    real = packer.compress(b"<worksheet>" + b"<c/>" * (MANY // 4)) + packer.flush()
    body = rezipped(long_xlsx(FEW), **{SHEET: b"S" * len(real)}).replace(b"S" * len(real), real)
    refusal, cost = spent(XLSX, lying(body))
    assert refusal is not None
    assert cost < 8 * BOUND


def lying(body: bytes) -> bytes:
    """The workbook whose sheet says that it is packed, and small."""
    data = bytearray(body)
    name = SHEET.encode()
    at = data.rfind(name) - 46
    data[at + 10 : at + 12] = (8).to_bytes(2, "little")
    local = data.find(name) - 30
    data[local + 8 : local + 10] = (8).to_bytes(2, "little")
    return bytes(data)


def test_a_zip_of_a_million_members_is_not_even_listed() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}", b"")
    refusal, cost = spent(XLSX, made.getvalue())
    assert isinstance(refusal, BodyUnreadable)
    assert cost < BOUND


def test_a_cell_in_the_last_corner_of_a_sheet_makes_no_grid() -> None:
    sheet = (
        b"<worksheet><sheetData>"
        b'<row r="1"><c r="A1" t="str"><v>organisation</v></c><c r="B1" t="str"><v>a</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><v>s1</v></c><c r="B2"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    refusal, cost = spent(XLSX, rezipped(long_xlsx(FEW), **{SHEET: sheet}))
    assert refusal is None
    assert cost < BOUND


def test_one_long_text_in_many_cells_stays_one() -> None:
    head = b'<row r="1"><c r="A1" t="str"><v>organisation</v></c><c r="B1" t="str"><v>a</v></c></row>'
    row = b'<row r="%d"><c r="A%d" t="s"><v>1</v></c><c r="B%d" t="s"><v>0</v></c></row>'
    rows = b"".join(row % (number, number, number) for number in range(2, 10_000))
    sheet = b"<worksheet><sheetData>" + head + rows + b"</sheetData></worksheet>"
    shared = b"<sst><si><t>?" + b"x" * 100_000 + b" </t></si><si><t>s1</t></si></sst>"
    body = rezipped(long_xlsx(FEW), **{SHEET: sheet, "xl/sharedStrings.xml": shared})
    refusal, cost = spent(XLSX, body)
    assert isinstance(refusal, BodyInvalid)
    assert cost < 6 * BOUND


@pytest.mark.parametrize("compression", ["zstd", "snappy", "gzip", "none"])
def test_a_table_of_parquet_that_unpacks_beyond_the_bound_is_refused(compression: str) -> None:
    made = io.BytesIO()
    big = pa.table({"organisation": ["s1"], "indicator": ["a"], "value": ["x" * MANY]})
    pq.write_table(big, made, compression=compression, use_dictionary=False, write_statistics=False)
    del big
    refusal, cost = spent(PARQUET, made.getvalue()[-BOUND + 1 :] if compression == "none" else made.getvalue())
    assert refusal is not None
    assert cost < BOUND


def test_pages_of_parquet_that_claim_more_than_the_footer_are_believed() -> None:
    made = io.BytesIO()
    big = pa.table({"organisation": ["s1"], "value": ["x" * 2_500_000]})
    pq.write_table(big, made, compression="zstd", use_dictionary=False)
    body = made.getvalue()
    column = pq.read_metadata(io.BytesIO(body)).row_group(0).column(1)
    size = column.data_page_offset + 3  # behind the type of the page and the mark of the next field
    claimed = body[:size] + b"\xfe\xff\xff\x7f" + body[size + 4 :]
    assert list(claims_of(body).sizes)[1] == column.total_uncompressed_size
    assert list(claims_of(claimed).sizes)[1] == (1 << 27) - 1
    assert isinstance(refused(PARQUET, claimed), BodyTooLarge)


def test_the_pages_of_parquet_are_found_however_it_was_written() -> None:
    for version in ("1.0", "2.0"):
        for compression in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
            made = io.BytesIO()
            pq.write_table(table(FEW), made, compression=compression, data_page_version=version, write_page_index=True)
            group = pq.read_metadata(io.BytesIO(made.getvalue())).row_group(0)
            said = [group.column(place).total_uncompressed_size for place in range(group.num_columns)]
            claims = claims_of(made.getvalue())
            assert (claims.rows, list(claims.sizes)) == (len(FEW), said)


def test_texts_that_share_their_beginnings_say_nothing_of_their_length() -> None:
    made = io.BytesIO()
    texts = [f"{'x' * 100_000}{number}" for number in range(200)]
    columns = pa.table({"organisation": ["s1"] * 200, "a": texts})
    encodings = {"a": "DELTA_BYTE_ARRAY"}
    pq.write_table(columns, made, compression="none", use_dictionary=["organisation"], column_encoding=encodings)
    refusal, cost = spent(PARQUET, made.getvalue())
    assert isinstance(refusal, BodyUnreadable)
    assert "DELTA_BYTE_ARRAY" in refusal.detail
    assert cost < BOUND


@pytest.mark.parametrize("count", [1, 300])
def test_cells_that_take_no_bytes_are_counted(count: int) -> None:
    rows = 90_000
    made, value = io.BytesIO(), pa.array([7] * rows)
    names = ["organisation", *(f"i{number}" for number in range(count))]
    pq.write_table(pa.Table.from_arrays([pa.array(["s1"] * rows), *[value] * count], names=names), made)
    refusal, cost = spent(PARQUET, made.getvalue())
    assert isinstance(refusal, TooManyReadings) == (count > 1)
    assert cost < 4 * BOUND


def test_a_column_that_may_hold_anything_is_refused_by_its_type() -> None:
    lists = pa.array([[1] * 1000])
    for values in (lists, pa.array([b"x"]), pa.array([b"x" * 8], pa.binary(8)), pa.array([{"a": 1}])):
        made = pa.table({"organisation": ["s1"], "indicator": ["a"], "value": values})
        file = io.BytesIO()
        pq.write_table(made, file)
        for media_type, body in ((PARQUET, file.getvalue()), (STREAM, arrow_of(made))):
            refusal = refused(media_type, body)
            assert isinstance(refusal, BodyInvalid)
            assert refusal.faults[0].code == "column_type"


def test_a_list_of_millions_in_a_row_is_not_unpacked() -> None:
    made = io.BytesIO()
    pq.write_table(pa.table({"organisation": ["s1"], "value": [[7] * 3_000_000]}), made)
    refusal, cost = spent(PARQUET, made.getvalue())
    assert isinstance(refusal, BodyInvalid)
    assert cost < BOUND


def test_rows_of_parquet_are_counted_before_they_are_read() -> None:
    made = io.BytesIO()
    pq.write_table(pa.table({"organisation": ["s1"] * 300_000, "a": [1] * 300_000}), made)
    assert isinstance(refused(PARQUET, made.getvalue()), TooManyReadings)


def test_a_few_kilobytes_do_not_hold_a_nation() -> None:
    rows, made = 1_000_000, io.BytesIO()
    one = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int8()), ["x"])
    equal = dict.fromkeys(("organisation", "indicator", "period"), one)
    pq.write_table(pa.table({**equal, "value": pa.array([1] * rows, pa.int8())}), made, compression="zstd")
    assert len(made.getvalue()) * 25 < rows
    with pytest.raises(TooManyReadings):
        read_body(PARQUET, None, made.getvalue(), most_bytes=256 * 1024 * 1024, most_readings=4_000_000, period=YEAR)


@pytest.mark.parametrize("compression", ["zstd", "lz4"])
def test_buffers_of_arrow_are_believed_in_what_they_claim(compression: str) -> None:
    big = pa.table({"organisation": ["s1"], "indicator": ["a"], "value": ["x" * MANY]})
    body = arrow_of(big, compression)
    del big
    refusal, cost = spent(STREAM, body)
    assert isinstance(refusal, BodyTooLarge)
    assert cost < BOUND


def test_what_an_arrow_stream_claims_is_what_it_holds() -> None:
    for compression in (None, "lz4", "zstd"):
        found = list(batches(arrow(FEW, compression)))
        assert sum(batch.rows for batch in found) == len(FEW)
        assert sum(batch.size for batch in found) >= table(FEW).nbytes // 2


def test_rows_of_arrow_that_take_no_bytes_are_counted() -> None:
    nothing = pa.table({"organisation": pa.nulls(10_000_000), "a": pa.nulls(10_000_000)})
    body = io.BytesIO()
    with pa.ipc.new_stream(body, nothing.schema) as writer:
        writer.write_table(nothing)
    assert isinstance(refused(STREAM, body.getvalue()), TooManyReadings)


@pytest.mark.parametrize("value", [b"[],", b"{},", b"0,", b'"",', b"[[[],", b'{"":{"":'])
def test_json_of_a_million_small_values_is_not_built(value: bytes) -> None:
    body = b'{"readings":[' + value * (BOUND // len(value) - 10)
    assert refused(JSON, body) is not None


BEGINNINGS = [
    b'{"readings":[{"value":[',
    b'{"note":[',
    b'{"columns":{"value":[',
    b'{"readings":[' + ROW + b'],"note":[',
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_value_of_a_million_small_ones_is_not_built(beginning: bytes) -> None:
    refusal, cost = spent(JSON, beginning + b"[]," * (BOUND // 3 - 60) + b"[]]}")
    assert isinstance(refusal, TooManyReadings)
    assert cost < 4 * BOUND


def test_lines_of_nothing_are_nothing() -> None:
    assert isinstance(refused(LINES, b"\n" * (BOUND - 1)), BodyInvalid)


def test_empty_cells_by_the_million_are_no_readings() -> None:
    heads = b"organisation," + b",".join(b"i%d" % number for number in range(2000))
    assert isinstance(refused(CSV, heads + (b"\n" + b"," * 2000) * 1000), BodyInvalid)

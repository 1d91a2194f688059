"""What is wrong with a body as a whole is said clearly, whatever its form."""

import gzip
import io
import zipfile

import pyarrow as pa
import pytest

from services.kernel.errors import BodyInvalid, BodyTooLarge, JsonInvalid, MediaTypeUnknown, Refusal
from services.metrics.bodies.body import FORMS, read_body
from services.metrics.errors import BodyUnreadable, EncodingUnknown, TooManyReadings
from tests.metrics.bodies.written import (
    CSV,
    FEW,
    FILE,
    JSON,
    LINES,
    LONG,
    PARQUET,
    STREAM,
    WIDE,
    XLSX,
    json_rows,
    long_xlsx,
    parquet,
    read,
    workbook,
)
from tests.metrics.judged import YEAR

ROW = b'{"organisation":"s1","indicator":"a","period":"2021","value":1}'


def of_value(value: bytes) -> bytes:
    return b'{"readings":[' + ROW[:-2] + value + b"}]}"


NOT_READ: list[tuple[str, bytes, type[Refusal], str]] = [
    (JSON, b"", JsonInvalid, ""),
    (JSON, b"{", JsonInvalid, "quotation marks"),
    (JSON, b'{"readings":[' + ROW, JsonInvalid, "expected"),
    (JSON, b'{"readings":[' + ROW + b"]} x", JsonInvalid, "end"),
    (JSON, of_value(b"NaN"), JsonInvalid, "NaN"),
    (JSON, of_value(b"-Infinity"), JsonInvalid, "Infinity"),
    (JSON, of_value(b"9" * 5000), JsonInvalid, "digits"),
    (JSON, of_value(b"1e" + b"9" * 30), JsonInvalid, "range"),
    (JSON, of_value(b"[" * 100_000), JsonInvalid, "deep"),
    (JSON, b"[" * 100_000, JsonInvalid, ""),
    (JSON, of_value(rb'"\u0000"'), JsonInvalid, "NUL"),
    (JSON, of_value(rb'"\udc00"'), JsonInvalid, "surrogate"),
    (JSON, of_value(b'1,"value":2'), JsonInvalid, "twice"),
    (JSON, of_value(b'"\xff"'), JsonInvalid, "UTF-8"),
    (JSON, b'{"note":"a","note":"b","readings":[' + ROW + b"]}", JsonInvalid, "twice"),
    (JSON, json_rows(FEW).decode().encode("utf-16"), JsonInvalid, "UTF-8"),
    (LINES, b"", BodyInvalid, ""),
    (LINES, ROW + b"\n{", JsonInvalid, "line 2"),
    (LINES, ROW + ROW, JsonInvalid, "line 1"),
    (LINES, ROW + b"," + ROW, JsonInvalid, "line 1"),
    (LINES, ROW.replace(b",", b",\n"), JsonInvalid, "line 1"),
    (LINES, b"[" + ROW + b"]", BodyInvalid, ""),
    (CSV, b"", BodyUnreadable, "机构代码"),
    (CSV, b"a,b\n1,2\n", BodyUnreadable, "机构代码"),
    (CSV, b"\xff\xff\xff", BodyUnreadable, "GB18030"),
    (CSV, "organisation,名\n".encode() + b"\xe4\xb8", BodyUnreadable, "UTF-8"),
    (CSV, b'organisation,a\n"s1,1\n', BodyUnreadable, "quotation"),
    (CSV, b"organisation,a\ns1,\x00\n", BodyUnreadable, "NUL"),
    (CSV, b"organisation," + b"x" * 200_000, BodyUnreadable, "机构代码"),
    (CSV, b"organisation,a\ns1," + b"x" * 3_000_000 + b"\ns2,1\n", BodyUnreadable, "longer"),
    (CSV, b"," * 1_000_000, BodyUnreadable, "机构代码"),
    (XLSX, b"", BodyUnreadable, ".xlsx"),
    (XLSX, b"PK\x03\x04", BodyUnreadable, ".xlsx"),
    (XLSX, b"\xd0\xcf\x11\xe0" + b"\0" * 600, BodyUnreadable, ".xls"),
    (XLSX, long_xlsx(FEW)[:-200], BodyUnreadable, ".xlsx"),
    (XLSX, workbook([["a"], ["b"]]), BodyUnreadable, "机构代码"),
    (PARQUET, b"", BodyUnreadable, "Parquet"),
    (PARQUET, b"PAR1" + b"\0" * 100 + b"PAR1", BodyUnreadable, "Parquet"),
    (PARQUET, parquet(FEW)[:-10], BodyUnreadable, "Parquet"),
    (STREAM, b"", BodyUnreadable, "Arrow"),
    (STREAM, b"\xff\xff\xff\xff\xff\xff\xff\x7f", BodyUnreadable, "Arrow"),
    (FILE, b"ARROW1\0\0", BodyUnreadable, "Arrow"),
]  # fmt: skip


@pytest.mark.parametrize(("media_type", "body", "kind", "words"), NOT_READ)
def test_what_cannot_be_read_is_refused_with_its_reason(
    media_type: str, body: bytes, kind: type[Refusal], words: str
) -> None:
    with pytest.raises(kind) as refused:
        read(media_type, body, period=YEAR)
    assert words in refused.value.detail


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/pdf", "application/vnd.ms-excel"])
def test_a_form_that_is_not_read_is_told_those_that_are(media_type: str) -> None:
    with pytest.raises(MediaTypeUnknown) as refused:
        read(media_type, b"")
    assert set(refused.value.detail.removeprefix("send Content-Type: ").split(", ")) == set(FORMS)


def test_the_parameters_of_a_content_type_do_not_matter() -> None:
    assert len(read("Text/CSV; charset=gbk", b"organisation,a\ns1,1\n", period=YEAR).columns) == 1


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, zstd", "aes128gcm"])
def test_an_encoding_that_is_not_read_is_told_those_that_are(encoding: str) -> None:
    with pytest.raises(EncodingUnknown, match="gzip or zstd"):
        read(JSON, b"{}", encoding)


@pytest.mark.parametrize("form", [*LONG, *WIDE])
def test_a_packed_body_that_was_cut_or_damaged_is_refused(form: str) -> None:
    media_type, write = {**LONG, **WIDE}[form]
    body = write(FEW)
    for encoding, packed in (("gzip", gzip.compress(body)), ("zstd", pa.compress(body, codec="zstd", asbytes=True))):
        for damaged in (packed[:-5], packed[:12], packed + b"x", b"", body):
            with pytest.raises(Refusal):
                read(media_type, damaged, encoding, YEAR)


@pytest.mark.parametrize("form", [*LONG, *WIDE])
def test_more_readings_than_are_taken_at_once_are_refused(form: str) -> None:
    media_type, write = {**LONG, **WIDE}[form]
    body = write(FEW)
    assert len(read_body(media_type, None, body, most_bytes=1 << 20, most_readings=len(FEW)).columns) == len(FEW)
    with pytest.raises(TooManyReadings, match="divide"):
        read_body(media_type, None, body, most_bytes=1 << 20, most_readings=len(FEW) // len(FEW))


@pytest.mark.parametrize("form", [*LONG, *WIDE])
def test_a_body_beyond_the_bound_is_refused(form: str) -> None:
    media_type, write = {**LONG, **WIDE}[form]
    with pytest.raises(BodyTooLarge):
        read_body(media_type, None, write(FEW), most_bytes=100, most_readings=1000)


def rezipped(body: bytes, **members: bytes | None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if members.get(name, b"") is not None:
                new.writestr(name, members.get(name) or old.read(name))
        for name in members.keys() - set(old.namelist()):
            new.writestr(name, members[name] or b"")
    return made.getvalue()


def test_a_workbook_that_declares_entities_is_refused_though_it_uses_none() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(long_xlsx(FEW))).read(SHEET)
    declared = sheet.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet', 1)
    assert len(read(XLSX, rezipped(long_xlsx(FEW), **{SHEET: sheet})).columns) == len(FEW)
    with pytest.raises(BodyUnreadable, match="entities"):
        read(XLSX, rezipped(long_xlsx(FEW), **{SHEET: declared}))


SHEET = "xl/worksheets/sheet1.xml"


def test_parts_of_a_workbook_that_hold_no_cells_are_never_opened() -> None:
    odd = {"../../etc/passwd": b"x", "xl/vbaProject.bin": b"\xff" * 100, "xl/media/image1.png": b"no picture"}
    assert len(read(XLSX, rezipped(long_xlsx(FEW), **odd)).columns) == len(FEW)


@pytest.mark.parametrize(
    "member",
    [
        {SHEET: b"<worksheet>"},
        {SHEET: b"no xml"},
        {SHEET: None},
        {"xl/workbook.xml": None},
        {"_rels/.rels": None},
        {"[Content_Types].xml": b"x", "xl/workbook.xml": b"<workbook/>"},
        {SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet/>'},
        {SHEET: b'<worksheet><row r="99999999999"><c/></row></worksheet>'},
        {SHEET: b'<worksheet><row r="1"><c r="XFE1"><v>1</v></c></row></worksheet>'},
        {SHEET: b'<worksheet><row r="1"><c r="A1" t="s"><v>99999</v></c></row></worksheet>'},
        {SHEET: b'<worksheet><row r="1"><c r="A1" t="s"><v>-1</v></c></row></worksheet>'},
    ],
)
def test_a_damaged_part_of_a_workbook_is_refused(member: dict[str, bytes | None]) -> None:
    with pytest.raises(Refusal):
        read(XLSX, rezipped(long_xlsx(FEW), **member))

"""Whatever the bytes, reading gives a source that keeps its promises, or a refusal."""

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.plans.readers.sources import MEDIA_TYPES, WORD, read_source
from services.plans.readers.unreadable import Unreadable
from tests.plans.readers.pdf_files import Page, pdf
from tests.plans.readers.shown import kept
from tests.plans.readers.word_files import changed, written

BEGINNINGS = (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html><table><tr><td>", b"\xff\xfe", b"\xd0\xcf\x11\xe0")
LETTERS = "甲乙|│─┼├┤┌┐└┘+-=:\t\n 序号任务牵头单位备注12三、。（）\r\x0b\x00"


def read(media_type: str, body: bytes) -> None:
    try:
        first = kept(read_source(media_type, body))
    except Unreadable:
        return
    assert read_source(media_type, body) == first


def page() -> Page:
    made = Page()
    made.write(90, 100, "一、总体要求")
    made.grid((90, 200, 300), (200, 250, 300))
    made.write(95, 220, "表")
    return made


DOCUMENTS = {
    "application/pdf": pdf([page(), page()]),
    WORD: written(lambda document: document.add_table(2, 2)) and written(lambda document: document.add_heading("甲")),
    "text/html": "<h1>标题</h1><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table><ol><li>丁</ol>".encode(),
    "text/plain": "方案\n| a | b |\n|---|---|\n序号\n任务\n1\n甲\n2\n乙\n".encode(),
}


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@given(begin=some.sampled_from(BEGINNINGS), rest=some.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_random_bytes(media_type: str, begin: bytes, rest: bytes) -> None:
    read(media_type, begin + rest)


@given(some.text(LETTERS, max_size=200))
@settings(max_examples=400, deadline=None)
def test_random_drawings(text: str) -> None:
    read("text/plain", text.encode())


@given(
    some.lists(
        some.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td>",
                "<td rowspan=3>",
                "<td colspan=2>",
                "</table>",
                "<p>",
                "<h2>",
                "甲",
                "<br>",
                "<ol>",
                "<li>",
                "<pre>",
                "\n",
                "</p>",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_random_tags(tags: list[str]) -> None:
    read("text/html", "".join(tags).encode())


@pytest.mark.parametrize("media_type", DOCUMENTS)
@given(seed=some.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_document_with_bytes_changed_or_cut(media_type: str, seed: int) -> None:
    lots, body = random.Random(seed), bytearray(DOCUMENTS[media_type])
    for _ in range(lots.randint(1, 8)):
        body[lots.randrange(len(body))] = lots.randrange(256)
    read(media_type, bytes(body[: lots.randint(1, len(body))] if lots.random() < 0.3 else body))


@given(seed=some.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_word_document_with_its_xml_changed(seed: int) -> None:
    lots = random.Random(seed)
    part = lots.choice(["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
    with zipfile.ZipFile(io.BytesIO(DOCUMENTS[WORD])) as archive:
        pieces = archive.read(part).split(b"<")
    for _ in range(lots.randint(1, 5)):
        at = lots.randrange(1, len(pieces))
        pieces[at : at + lots.randint(0, 2)] = [pieces[lots.randrange(1, len(pieces))]] * lots.randint(0, 2)
    read(WORD, changed(DOCUMENTS[WORD], {part: b"<".join(pieces)}))

"""Files that say they are Word documents and are none that should be opened."""

import io
import zipfile

import pytest

from services.plans.readers.sources import WORD, read_source
from services.plans.readers.unreadable import Reason, Unreadable
from tests.plans.readers.word_files import changed, written

GOOD = written(lambda document: document.add_paragraph("云泽市教育局。"))


def reason(body: bytes) -> Reason:
    with pytest.raises(Unreadable) as refused:
        read_source(WORD, body)
    return refused.value.reason


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    assert reason(changed(GOOD, {"word/media/bomb.bin": bytes(65 * 1024 * 1024)})) is Reason.EXPANDS_TOO_FAR


def test_one_member_packed_beyond_reason_is_refused() -> None:
    assert reason(changed(GOOD, {"word/media/bomb.bin": bytes(20 * 1024 * 1024)})) is Reason.EXPANDS_TOO_FAR


def test_a_bomb_that_declares_less_than_it_holds_is_damaged() -> None:
    big = b"<w:p/>" * 100_000
    body = bytearray(changed(GOOD, {"word/document.xml": big}))
    for at in _sizes(body, len(big)):
        body[at : at + 4] = (100).to_bytes(4, "little")
    assert reason(bytes(body)) is Reason.DAMAGED


def _sizes(body: bytearray, size: int) -> list[int]:
    found, at = [], body.find(size.to_bytes(4, "little"))
    while at >= 0:
        found.append(at)
        at = body.find(size.to_bytes(4, "little"), at + 1)
    return found


def test_thousands_of_members_are_refused() -> None:
    assert reason(changed(GOOD, {f"word/{at}": b"" for at in range(2_001)})) is Reason.TOO_MANY_PARTS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    assert reason(changed(GOOD, {"word/document.xml": bomb.encode(encoding)})) is Reason.ENTITIES_DECLARED


def test_a_truncated_file_is_damaged() -> None:
    assert {reason(GOOD[:length]) for length in range(40, len(GOOD), 1009)} == {Reason.DAMAGED}


def test_broken_xml_is_damaged() -> None:
    assert reason(changed(GOOD, {"word/document.xml": b"<w:document"})) is Reason.DAMAGED


def test_elements_nested_without_end_are_damaged() -> None:
    deep = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + b"<w:sdt>" * 9999
    assert reason(changed(GOOD, {"word/document.xml": deep})) is Reason.DAMAGED


def test_another_zip_file_is_not_what_it_says() -> None:
    assert reason(zipped({"readme.txt": b"x"})) is Reason.NOT_WHAT_IT_SAYS


def test_the_old_format_is_named() -> None:
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) is Reason.OLD_WORD_FORMAT
    with pytest.raises(Unreadable) as refused:
        read_source("application/msword", b"x")
    assert refused.value.reason is Reason.OLD_WORD_FORMAT


def test_a_file_with_a_password_is_encrypted() -> None:
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    assert reason(body) is Reason.ENCRYPTED


def test_a_document_without_a_word_is_empty() -> None:
    assert reason(written(lambda document: document.add_paragraph(" "))) is Reason.EMPTY


@pytest.mark.parametrize(
    ("media_type", "body", "expected"),
    [
        ("image/png", b"\x89PNG", Reason.MEDIA_TYPE_UNKNOWN),
        ("", b"x", Reason.MEDIA_TYPE_UNKNOWN),
        ("text/plain", b"%PDF-1.7 ...", Reason.NOT_WHAT_IT_SAYS),
        ("text/plain", GOOD, Reason.NOT_WHAT_IT_SAYS),
        ("text/plain", b"<!DOCTYPE html><p>x", Reason.NOT_WHAT_IT_SAYS),
        ("text/html", GOOD, Reason.NOT_WHAT_IT_SAYS),
        ("text/html", "没有标签".encode(), Reason.NOT_WHAT_IT_SAYS),
        ("application/pdf", b"<html>", Reason.NOT_WHAT_IT_SAYS),
        (WORD, "文字".encode(), Reason.NOT_WHAT_IT_SAYS),
    ],
)
def test_content_of_another_type_than_stated_is_refused(media_type: str, body: bytes, expected: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        read_source(media_type, body)
    assert refused.value.reason is expected

"""Texts in the encodings of Chinese offices."""

import pytest

from services.plans.readers.sources import read_source
from services.plans.readers.unreadable import Reason, Unreadable
from tests.plans.readers.shown import kept, lines, plain

TEXT = "云泽市教育质量提升方案（虚构）\n\n一、总体要求\n　　到2027年，各县（市、区）学前三年毛入园率达到92%以上。\n"
TRADITIONAL = "雲澤市教育質量提升方案（虛構）\n一、總體要求\n到2027年，學前三年毛入園率達到92%以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_is_the_same_in_every_encoding(encoding: str) -> None:
    source = kept(read_source("text/plain", TEXT.encode(encoding)))
    assert source.text == TEXT
    assert source.notes == ()


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8"])
def test_traditional_characters_are_read_in_big5_and_in_gb18030(encoding: str) -> None:
    assert read_source("text/plain", TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_a_stated_charset_that_does_not_fit_is_noted() -> None:
    source = read_source("text/plain; charset=gbk", TEXT.encode())
    assert source.text == TEXT
    assert source.notes == ("charset_not_as_stated",)


def test_a_charset_that_fits_is_no_note() -> None:
    assert read_source('text/plain; charset="GB2312"', TEXT.encode("gb18030")).notes == ()


def test_bytes_that_make_no_words_in_any_encoding_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_source("text/plain", bytes(range(128, 256)) * 20)
    assert refused.value.reason is Reason.ENCODING_UNKNOWN


def test_a_text_cut_within_a_character_is_read_and_shows_the_cut() -> None:
    source = kept(read_source("text/plain", TEXT.encode()[:-6]))
    assert source.text.endswith("�")
    assert source.notes == ("unreadable_characters",)


def test_a_control_character_stays_visible_between_digits() -> None:
    source = plain("到20\x0019年，全市巩固率\x1f达到95%。")
    assert source.text == "到20�19年，全市巩固率�达到95%。"


def test_what_has_no_width_is_taken_out_of_names() -> None:
    assert plain("\ufeff县\u200b教\u2060育\u00ad局").text == "县教育局"


def test_every_kind_of_line_break_parts_lines() -> None:
    assert lines(plain("甲\r\n乙\r丙\n丁\u2028戊\x0c己\x0b庚")) == list("甲乙丙丁戊己庚")


def test_a_paragraph_begins_and_ends_with_its_words() -> None:
    assert lines(plain("　　一、甲 \n\n \t \n\u3000二、乙")) == ["一、甲", "二、乙"]


def test_a_text_of_blanks_is_empty() -> None:
    for body in (b"", b" \n\t", "　\n　".encode()):
        with pytest.raises(Unreadable) as refused:
            read_source("text/plain", body)
        assert refused.value.reason is Reason.EMPTY


def test_a_minority_script_is_read_as_it_is() -> None:
    assert lines(plain("བོད་ཡིག 教育\nئۇيغۇرچە")) == ["བོད་ཡིག 教育", "ئۇيغۇرچە"]


def test_utf_16_is_recognised_without_a_mark_and_without_a_line_break() -> None:
    assert read_source("text/plain", "云泽市教育局".encode("utf-16-le")).text == "云泽市教育局"


def test_more_lines_than_any_document_has_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_source("text/plain", "字\n".encode() * 200_001)
    assert refused.value.reason is Reason.TOO_MANY_PARTS


def test_five_megabytes_in_one_line_are_one_paragraph() -> None:
    assert [block.span.end for block in plain("建设学校" * 420_000).blocks] == [1_680_000]

"""A document from outside is refused with file, line and reason, whether it is YAML or JSON, or neither."""

import json
from importlib.resources import files

import pytest

from services.audit.domain.grounds import StandardRefused
from services.audit.editions import read_rule
from services.audit.standards.marks import lines_of, read_document, shown_document

BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in ("ab", "bc", "cd", "de", "ef")
)
"""Six lines that stand for a million values."""
FOLDER = files("services.audit.standards")
TEXT = FOLDER.joinpath("preschool-2020.yaml").read_text(encoding="utf-8")


def refused(text: str, file: str = "sent.yaml") -> StandardRefused:
    with pytest.raises(StandardRefused) as caught:
        read_rule(text, file)
    return caught.value


def line_of(part: str) -> int:
    return next(place for place, line in enumerate(TEXT.splitlines(), 1) if part in line)


def test_a_wrong_value_is_refused_at_its_line() -> None:
    found = refused(TEXT.replace("value: 80", "value: eighty", 1))
    assert (found.file, found.line, found.path) == (
        "sent.yaml",
        line_of("value: 80"),
        "coverage[1].conditions[0].value",
    )
    assert str(found).startswith(f"sent.yaml, line {found.line}: coverage[1].conditions[0].value: must be a number")


def test_an_unknown_key_is_refused_at_its_line() -> None:
    assert refused(TEXT.replace("    clause: 普及", "    weight: 3\n    clause: 普及", 1)).line == line_of(
        "clause: 普及"
    )


def test_a_key_that_is_missing_is_refused_at_the_line_of_what_should_hold_it() -> None:
    found = refused(TEXT.replace("    source: parts\n", "", 1))
    assert (found.path, found.line) == ("coverage[0].source", line_of("- code: C1"))


def test_a_key_written_twice_and_a_broken_line_are_refused_at_their_lines() -> None:
    assert refused("code: a\nversion: b\ncode: c\n").line == 3
    assert refused("code: a\nversion: [b\n").line in {2, 3}


def test_json_is_read_as_well_with_its_lines() -> None:
    document = read_document(TEXT, "x")
    text = json.dumps(document, ensure_ascii=False, indent=1)
    assert read_rule(text, "sent.json").exact == document
    assert refused(text.replace('"value": "80"', '"value": "eighty"', 1)).line == next(
        place for place, line in enumerate(text.splitlines(), 1) if '"value": "80"' in line
    )


def test_numbers_of_json_are_read_digit_by_digit() -> None:
    assert read_document('{"a": 0.10, "b": 5}', "x") == {"a": "0.10", "b": "5"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "must be a mapping"),
        ("- a\n", "must be a mapping"),
        ("a: &a [*a]\n", ""),
        ("a: " + "[" * 60 + "]" * 60, "nested"),
        ("? [a, b]\n: c\n", "key must be text"),
        ('{"a": "\\ud800"}', "invalid Unicode"),
        (BOMB, "more than"),
    ],
    ids=["nothing", "a list", "an endless alias", "too deep", "a key of a list", "half a character", "nested aliases"],
)
def test_what_is_no_document_is_refused(text: str, reason: str) -> None:
    assert reason in refused(text).reason


def test_a_document_that_judges_nothing_is_refused() -> None:
    kept = TEXT[: TEXT.index("coverage:")].replace("indicators: 17", "indicators: 0")
    assert "judges nothing" in refused(kept).reason


def test_every_line_of_a_shipped_file_can_be_found() -> None:
    lines = lines_of(TEXT)
    assert lines["coverage[1].conditions[0].value"] == line_of("value: 80")
    assert lines["code"] == line_of("code: preschool-2020")


def test_what_is_shown_keeps_texts_that_look_like_numbers() -> None:
    shown = shown_document('version: "1.0"\nof: 100\nfloor: 0.85\nshared: yes\nday: 2020-02-18\nodd: .inf\n')
    assert shown == {"version": "1.0", "of": 100, "floor": 0.85, "shared": True, "day": "2020-02-18", "odd": ".inf"}

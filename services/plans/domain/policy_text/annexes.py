"""Annexes: where one begins, and which are named without being there."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from services.plans.domain.policy_text.asides import is_note, signatures
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import Mark

_ANNEX = re.compile(
    r"附 ?[件表录]? ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})? ?(?:[:、.] *|$)(?:[0-9]{1,2} ?[.、:] *)?"
    "|附件[0-9]{1,2} *"
)
_LONGEST = 100
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpg|png)$", re.IGNORECASE)
_LISTED = re.compile(r"[0-9]{1,2} ?[.、] *")
_PUNCTUATION = re.compile(r"[^\w]+")


class Annex(NamedTuple):
    """A line that says 附件; `words` is the name after it, folded, from `start` in the line."""

    words: str
    start: int


class Named(NamedTuple):
    """An annex that a document names: by the line and the place of its name in it."""

    line: int
    start: int
    end: int
    name: str


def annex_at(lines: Sequence[Line], at: int) -> Annex | None:
    """What the line says about an annex, if it does."""
    line = lines[at]
    if line.table or len(line.text) > _LONGEST or not line.text.startswith("附"):
        return None
    found = _ANNEX.match(line.text)
    return Annex(line.text[found.end() :], found.end()) if found else None


def annex_starts(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[int]:
    """The lines with which an annex itself begins: followed by text, not by a signature or by further names."""
    named = {one.line for one in named_annexes(lines, marks)}
    return [at for at in range(len(lines)) if at not in named and annex_at(lines, at)]


def named_annexes(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Named]:
    """The annexes that the document lists at its end or at the end of its notice."""
    signed = {one for organs, at in signatures(lines) for one in (*organs, at)}
    found: list[Named] = []
    at = 0
    while at < len(lines):
        annex = annex_at(lines, at)
        if annex and annex.words and _is_list(lines, marks, at, signed):
            found.append(Named(at, annex.start, len(lines[at].text), annex.words))
            while at + 1 < len(lines) and (more := _LISTED.match(lines[at + 1].text)) and not lines[at + 1].stops:
                at += 1
                found.append(Named(at, more.end(), len(lines[at].text), lines[at].text[more.end() :]))
        at += 1
    return found


def _is_list(lines: Sequence[Line], marks: Sequence[Mark | None], at: int, signed: set[int]) -> bool:
    """附件:… followed by nothing, a signature, a note, the next annex, or the title itself."""
    if _FILE.search(lines[at].text):
        return True
    after = at + 1
    while after < len(lines) and not lines[after].table and _LISTED.match(lines[after].text) and not lines[after].stops:
        after += 1
    if after >= len(lines) or after in signed or is_note(lines[after].text):
        return True
    following = annex_at(lines, after)
    return following is not None or (marks[after] is None and _later(lines, at))


def _later(lines: Sequence[Line], at: int) -> bool:
    annex = annex_at(lines, at)
    return annex is not None and is_there(lines, annex.words, at + 1)


def is_there(lines: Sequence[Line], name: str, start: int) -> bool:
    """Whether an annex of that name stands further down, or one without a name."""
    wanted = _PUNCTUATION.sub("", _FILE.sub("", name))
    for at in range(start, len(lines)):
        line = lines[at]
        if line.table:
            return True
        words = _PUNCTUATION.sub("", line.text[: 2 * _LONGEST])
        if wanted and words.endswith(wanted) and not _FILE.search(line.text):
            return True
    return False

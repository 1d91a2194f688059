"""Sentences, their parts and clauses, and the deadline that governs each clause."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.deadlines import Sense, When
from services.plans.domain.policy_text.veil import BLANK

_ENDS = re.compile(r"[。!?;,:()]")
_INLINE = re.compile(r"[^,。;:]{0,24}\)")
_RATIO = re.compile(r"\d:\d")
_COLON_INLINE = re.compile(r"\s?(?:不低于|不少于|不超过|达到|[≥≤<>]|\d|百分)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas. `own` are its dates; `inherited` is the deadline of what stands before it.

    `opens_sentence` says that nothing of the sentence precedes, `several` are two or more dates right before it,
    `opens_part` that it stands right after a semicolon.
    """

    start: int
    end: int
    own: tuple[When, ...]
    inherited: When | None
    opens_sentence: bool
    several: tuple[When, ...] = ()
    opens_part: bool = False


def clauses_of(text: str, dates: Sequence[When], *, lasting: bool = False) -> Iterator[Clause]:
    """Of a veiled text, in its order. A deadline with a comma after it governs the sentence, else its part of it.

    One before a colon governs all that follows it; where deadlines are `lasting`, one of a sentence does too.
    """
    starts = [when.start for when in dates]
    reign = _Reign(lasting=lasting)
    opens_sentence, opens_part = True, False
    for start, end, mark in _stretches(text):
        own = tuple(dates[bisect_left(starts, start) : bisect_left(starts, end)])
        if text[start:end].strip(BLANK + " ") or own:
            yield Clause(start, end, own, reign.deadline, opens_sentence, reign.several, opens_part)
            reign.enter(text, start, end, own, mark, opens_sentence)
            opens_sentence = opens_part = False
        if mark in "。!?":
            opens_sentence = True
            reign.end_sentence()
        elif mark == ";":
            opens_part = True
            reign.end_part()


class _Reign:
    """Which deadline governs: that of the part, of the sentence, of all that follows."""

    def __init__(self, *, lasting: bool) -> None:
        self._lasting = lasting
        self._part: When | None = None
        self._sentence: When | None = None
        self._text: When | None = None
        self.several: tuple[When, ...] = ()

    @property
    def deadline(self) -> When | None:
        return self._part or self._sentence or self._text

    def enter(self, text: str, start: int, end: int, own: tuple[When, ...], mark: str, opens: bool) -> None:
        due = [when for when in own if when.sense is Sense.DUE]
        if not due:
            return
        last, alone = due[-1], not text[due[-1].end : end].strip(BLANK + " ")
        self._part = last
        self.several = tuple(due) if alone and len(due) > 1 else ()
        if alone and opens and text[start : due[0].start].strip(BLANK + " ") in _LEAD_INS:
            self._sentence = last
            self._text = last if self._lasting else self._text
        if mark == ":":
            self._text = last

    def end_part(self) -> None:
        self._part, self.several = None, ()

    def end_sentence(self) -> None:
        self.end_part()
        self._sentence = None


_LEAD_INS = frozenset(("", "力争", "争取", "确保", "力争到", "其中", "总体目标", "主要目标", "发展目标", "工作目标"))


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each clause begins and ends, and the mark after it; a short bracket stays within its clause."""
    start, skip = 0, -1
    for found in _ENDS.finditer(text):
        at, mark = found.start(), found[0]
        if (
            at <= skip
            or (mark == ":" and _RATIO.match(text, max(0, at - 1)))
            or (mark == ":" and at - start <= 24 and _COLON_INLINE.match(text, at + 1))
        ):
            continue
        if mark == "(":
            inline = _INLINE.match(text, at + 1)
            if inline:
                skip = inline.end() - 1
                continue
        elif mark == ")" and at == skip:
            continue
        yield start, at, mark
        start = at + 1
    yield start, len(text), "。"

"""Line breaks that were lost before headings: a line is cut where the next heading of a row stands in its middle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import Mark, read_mark
from services.plans.domain.policy_text.source import Span

_RANKS = ("part", "chapter", "section", "article", "formal", "han", "han_bracket", "arabic")
_AFTER = re.compile("[。!?)] *(?=[第一二三四五六七八九十(0-9])")
_RUN_ON = re.compile("^[^。;:,、()]{2,25}?(?=\\(一\\)|(?<![0-9.])1[.、](?![0-9]))")
_HEADLINE = re.compile("[^ 。;:]{6,60}(?:方案|意见|计划|规划|办法|通知|措施|要点|条例)(?:\\([^()]{2,20}\\))? +(?=[^ ])")
_SECOND = re.compile("[。)] *\\(二\\)")
_FAR = 3000
_HEAD = 100
_WORTH = 30
_MARK = 24
_FEW = 2
_ANSWERS = re.compile("单位|部门|负责|牵头|配合")
_BRACKET = 400


def unfolded(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that run on into further headings cut before them."""
    starts = [None if line.table else read_mark(line.text[:_MARK]) for line in lines]
    together = sum(1 for mark in starts if mark and mark.sure and mark.family in _RANKS) <= _FEW
    last: dict[str, int] = {}
    whole: list[Line] = []
    for line, mark in zip(lines, starts, strict=True):
        if mark and mark.sure:
            _count(last, mark)
        if line.table or len(line.text) <= _WORTH:
            whole.append(line)
        else:
            whole.extend(_pieces(line, list(_cuts(line.text, last, together=together))))
    return whole


def _count(last: dict[str, int], mark: Mark) -> None:
    if mark.family in _RANKS and mark.number is not None:
        for deeper in _RANKS[_RANKS.index(mark.family) + 1 :]:
            last.pop(deeper, None)
        last[mark.family] = mark.number


def _cuts(text: str, last: dict[str, int], *, together: bool) -> Iterator[int]:
    if together and (headline := _HEADLINE.match(text[:_HEAD])):
        yield headline.end()
    yield from _run_on(text, 0, last)
    for found in _AFTER.finditer(text):
        mark = read_mark(text[found.end() : found.end() + _MARK])
        if not mark or not mark.sure or mark.family not in _RANKS:
            continue
        if text[found.start()] == ")" and not _closes_duties(text, found.start()):
            continue
        begins = (
            mark.family == "han_bracket"
            and mark.number == 1
            and _SECOND.search(text, found.end(), found.end() + _FAR) is not None
        )
        if begins or mark.number == (last.get(mark.family, 0) + 1 if together or mark.family in last else None):
            yield found.end()
            _count(last, mark)
            yield from _run_on(text, found.end(), last)


def _run_on(text: str, at: int, last: dict[str, int]) -> Iterator[int]:
    """二、重点任务（一）加强…: a heading and the first below it on one line, as often as they do."""
    while (mark := read_mark(text[at : at + _MARK])) and mark.sure and mark.family in _RANKS:
        begin = at + mark.end
        found = _RUN_ON.match(text[begin : begin + _MARK * 2])
        inner = found and read_mark(text[begin + found.end() : begin + found.end() + _MARK])
        if not found or not inner or inner.family == mark.family:
            return
        at = begin + found.end()
        _count(last, inner)
        yield at


def _closes_duties(text: str, at: int) -> bool:
    opened = text.rfind("(", max(0, at - _BRACKET), at)
    return opened >= 0 and bool(_ANSWERS.search(text, opened, at))


def _pieces(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    begin = 0
    for end in [*cuts, len(line.text)]:
        text = line.text[begin:end].rstrip()
        if text:
            span = Span(line.span.start + begin, line.span.start + begin + len(text))
            yield replace(line, span=span, text=text, after_blank=line.after_blank and begin == 0)
        begin = end

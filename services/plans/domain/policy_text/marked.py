"""The marks of all lines together: one that is not sure alone is one where its neighbours count on with it."""

from collections.abc import Sequence

from services.plans.domain.policy_text.joining import TITLE_AT_MOST
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import Mark, read_mark

_START = 64  # a mark stands within the first characters
_UNFINISHED = 20


def marks_of(lines: Sequence[Line]) -> list[Mark | None]:
    """Per line its mark, or None."""
    found = [None if line.table else read_mark(line.text[:_START]) for line in lines]
    marks = [mark and _doubted(lines, at, mark) for at, mark in enumerate(found)]
    chains: dict[str, int] = {}
    settled = sum(1 for mark in marks if mark and mark.sure and mark.family == "han") > 1
    kept: set[int] = set()
    for at, mark in enumerate(marks):
        if mark is None or mark.number is None or not (mark.sure or _may_be_one(lines, marks, at)):
            continue
        last = chains.get(mark.family)
        follows = last is not None and _number(marks, last) + 1 == mark.number
        if follows and last is not None:
            kept |= {last, at}
        if follows or mark.sure or (mark.number == 1 and not (settled and mark.family == "han")):
            chains[mark.family] = at
    return [
        mark if mark and (mark.sure or at in kept or mark.number is None) else None for at, mark in enumerate(marks)
    ]


def _number(marks: Sequence[Mark | None], at: int) -> int:
    mark = marks[at]
    return mark.number if mark and mark.number is not None else 0


def _doubted(lines: Sequence[Line], at: int, mark: Mark) -> Mark:
    """A mark that begins a line in the middle of a sentence (依照本法⏎第三条) is not sure."""
    before = lines[at - 1] if at else None
    if before is None or before.table or before.ended or not mark.sure or before.heading:
        return mark
    unfinished = before.text[-1] in ",、" or (len(before.text) > TITLE_AT_MOST and before.text[-1] != ")")
    return mark._replace(sure=False) if unfinished and mark.number is not None else mark


def _may_be_one(lines: Sequence[Line], marks: Sequence[Mark | None], at: int) -> bool:
    line, mark = lines[at], marks[at]
    if mark is None:
        return False
    if mark.end >= len(line.text):
        return _announces(lines, marks, at, mark)
    stop = line.text.find("。", 0, TITLE_AT_MOST + 1)
    if stop < 0 and (len(line.text) > TITLE_AT_MOST or line.stops):
        return False
    before = lines[at - 1] if at else None
    return before is None or before.table is not None or before.text[-1] not in ",、"


def _announces(lines: Sequence[Line], marks: Sequence[Mark | None], at: int, mark: Mark) -> bool:
    """A numeral alone on its line: the next line is its title; a figure is a page number unless a short one follows."""
    if at + 1 >= len(lines) or lines[at + 1].table or marks[at + 1]:
        return False
    after = lines[at + 1]
    return mark.family != "arabic" or (len(after.text) <= TITLE_AT_MOST and not after.stops)

"""Which lines are the heading of a document, the notice that issues it, its title, its text, its annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.plans.domain.policy_text.annexes import annex_at, annex_starts
from services.plans.domain.policy_text.asides import day_of_line, facts_in, is_note, is_organ, signatures
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import Mark
from services.plans.domain.policy_text.section_kinds import Kind, kind_of

_NOUNS = (
    "方案|意见|计划|规划|办法|通知|规定|条例|细则|措施|举措|纲要|决定|通告|公告|要点|清单|行动|指南|指引|安排|制度|规程|标准|章程|法|决议|分工|任务|任务表"
    "|分解表|责任书|通报|函|批复|办理办法|规则|准则|工程|意见稿|试行|草案|分工表|台账|要求|实施意见|工作要点"
)
_TITLE = re.compile(rf"(?:{_NOUNS})(?: *\([^()]*\))*》?$")
_LONGEST_TITLE = 90
_HANDS_ON = re.compile(
    "(?<![实体发呈展出再])现(?:予以?|将|正式|印发|转发)[^。]{0,90}|(?:印发|转发|下发)给你们|予以(?:印发|转发|公布|发布)"
)
_HANDED = re.compile("印发|转发|公布|发布|下发")
_LONGEST_SENTENCE = 600
_QUOTED = re.compile("《([^《》]{4,80})》")
_IN_BRACKETS = re.compile(r"\([^()]{2,30}\)")
_OF_A_DAY = re.compile("[0-9]月|通过|公布|批准|修订|施行")
_PUNCTUATION = re.compile("[^\\w]+")
_STYLED = Mark("style", None, 0)
_CHAPTER = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers of lines: those of the heading, the title's, the text's, and each annex's; `issues` says that a notice
    hands on something, and `names` what."""

    matter: range
    title: range
    text: range
    annexes: tuple[range, ...]
    issues: int | None
    names: str | None


def laid_out(lines: Sequence[Line], marks: Sequence[Mark | None]) -> Layout:
    """How the lines fall into parts. What a notice issues is the text, wherever it stands."""
    issues = _issuing(lines, marks)
    names = _named(lines, issues) if issues is not None else None
    annexes = annex_starts(lines, marks)
    title = _title(lines, marks, issues, names, annexes)
    ends = [at for at in annexes if at >= title.stop] + [len(lines)]
    text = range(title.stop, ends[0])
    others = tuple(range(at, end) for at, end in pairwise(ends))
    return Layout(range(title.start), title, text, others, issues, names)


def is_aside(line: Line) -> bool:
    """Whether a line stands around the text, wherever it is."""
    return not line.table and (is_note(line.text) or bool(facts_in(line.text)))


def body_of(lines: Sequence[Line], part: range) -> list[int]:
    """The lines of a part that are its text: without notes, and without the signature where it ends."""
    kept = [at for at in part if not is_aside(lines[at])]
    signed = {at for organs, at in signatures([lines[at] for at in kept]) for at in (*organs, at)}
    return [at for number, at in enumerate(kept) if number not in signed]


def _issuing(lines: Sequence[Line], marks: Sequence[Mark | None]) -> int | None:
    """The line in which a notice hands on a document, before anything is numbered."""
    for at, line in enumerate(lines):
        if marks[at]:
            return None
        found = None if line.table or len(line.text) > _LONGEST_SENTENCE else _HANDS_ON.search(line.text)
        if found and _HANDED.search(found[0]) and not facts_in(line.text):
            return at
    return None


def _named(lines: Sequence[Line], at: int) -> str | None:
    for line in (lines[at], *reversed(lines[max(0, at - 3) : at])):
        if found := _QUOTED.search(line.text[:600]):
            return found[1]
    return None


def _title(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    issues: int | None,
    names: str | None,
    annexes: Sequence[int],
) -> range:
    if issues is not None:
        if names and (found := _line_saying(lines, names, issues + 1)):
            return found
        if found := _title_after_signature(lines, marks, issues):
            return found
        for at in annexes:
            if at > issues and (found := _annex_title(lines, at)):
                return found
    marks = _with_styles(lines, marks, issues)
    first = next((at for at, mark in enumerate(marks) if mark and not facts_in(lines[at].text)), len(lines))
    if first == len(lines):
        return _first_title(lines, marks) or _first_line(lines, first)
    found = _last_title(lines, marks, range((issues or -1) + 1, first)) or _last_title(lines, marks, range(first))
    return found or _first_line(lines, first)


def _with_styles(lines: Sequence[Line], marks: Sequence[Mark | None], issues: int | None) -> list[Mark | None]:
    """The marks, and one for each heading by style after the title's: a chapter without a number is no title."""
    after = range((issues or -1) + 1, len(lines))
    title = next((at for at in after if _is_title(lines[at], marks[at]) and not _is_chapter(lines, at)), len(lines))
    begun = next((at for at in after if lines[at].heading and (at > title or _is_chapter(lines, at))), len(lines))
    return [mark or (_STYLED if at >= begun and lines[at].heading else None) for at, mark in enumerate(marks)]


def _is_chapter(lines: Sequence[Line], at: int) -> bool:
    """A short heading by style that announces what chapters hold (重点任务), and does not begin the document."""
    line = lines[at]
    return at > 0 and line.heading is not None and len(line.text) <= _CHAPTER and kind_of(line.text) is not Kind.OTHER


def _line_saying(lines: Sequence[Line], name: str, start: int) -> range | None:
    wanted = _PUNCTUATION.sub("", name)
    for at in range(start, len(lines)):
        said = ""
        for end in range(at, min(at + 3, len(lines))):
            said += _PUNCTUATION.sub("", lines[end].text[:_LONGEST_TITLE])
            if said == wanted:
                return _with_brackets(lines, range(at, end + 1))
            if not wanted.startswith(said):
                break
    return None


def _title_after_signature(lines: Sequence[Line], marks: Sequence[Mark | None], issues: int) -> range | None:
    signed = next((at for _, at in signatures(lines) if at > issues), None)
    if signed is None:
        return None
    for at in range(signed + 1, len(lines)):
        if is_aside(lines[at]) or annex_at(lines, at):
            continue
        return _whole(lines, marks, at) if _is_title(lines[at], marks[at]) or _title_follows(lines, marks, at) else None
    return None


def _title_follows(lines: Sequence[Line], marks: Sequence[Mark | None], at: int) -> bool:
    return at + 1 < len(lines) and not lines[at].stops and marks[at] is None and _is_title(lines[at + 1], marks[at + 1])


def _annex_title(lines: Sequence[Line], at: int) -> range | None:
    annex = annex_at(lines, at)
    if annex and annex.words:
        return range(at, at + 1)
    for number in range(at + 1, min(at + 4, len(lines))):
        if _TITLE.search(lines[number].text[-40:]) and not lines[number].stops:
            return _with_brackets(lines, range(at + 1, number + 1))
    return None


def _last_title(lines: Sequence[Line], marks: Sequence[Mark | None], among: range) -> range | None:
    last = next((at for at in reversed(among) if _is_title(lines[at], marks[at])), None)
    return None if last is None else _whole(lines, marks, last)


def _first_title(lines: Sequence[Line], marks: Sequence[Mark | None]) -> range | None:
    """Where nothing is numbered, the first line that looks like one is the title, the others are headings."""
    first = next((at for at in range(len(lines)) if _is_title(lines[at], marks[at])), None)
    return None if first is None else _whole(lines, marks, first)


def _is_title(line: Line, mark: Mark | None) -> bool:
    if line.table or mark or len(line.text) > _LONGEST_TITLE or line.stops or facts_in(line.text):
        return False
    return (
        bool(_TITLE.search(line.text[-40:]))
        and not line.text.startswith(("附件", "为", "根据"))
        and not is_note(line.text)
    )


def _whole(lines: Sequence[Line], marks: Sequence[Mark | None], at: int) -> range:
    """A title over several lines, from any of them on."""
    end = at
    while not _is_title(lines[end], marks[end]) and end + 1 < len(lines):
        end += 1
    start = at
    while start and not lines[start].after_blank and _may_begin_title(lines[start - 1], marks[start - 1]):
        start -= 1
    return _with_brackets(lines, range(start, end + 1))


def _may_begin_title(line: Line, mark: Mark | None) -> bool:
    if line.table or mark or line.stops or is_aside(line) or len(line.text) > _LONGEST_TITLE // 2:
        return False
    return not (
        is_organ(line.text)
        or day_of_line(line.text)
        or _TITLE.search(line.text)
        or line.text[-1] in ")》号件"
        or ":" in line.text
    )


def _with_brackets(lines: Sequence[Line], title: range) -> range:
    """With (征求意见稿) or (2023-2025年) on a line below it."""
    after = title.stop
    text = lines[after].text if after < len(lines) else ""
    if _IN_BRACKETS.fullmatch(text) and not is_note(text) and not _OF_A_DAY.search(text):
        return range(title.start, after + 1)
    return title


def _first_line(lines: Sequence[Line], first: int) -> range:
    """Without anything that looks like the title of a document: the headline."""
    for at in range(min(first, len(lines))):
        line = lines[at]
        if not line.table and not line.stops and not is_aside(line) and len(line.text) <= _LONGEST_TITLE:
            return range(at, at + 1)
    return range(0)

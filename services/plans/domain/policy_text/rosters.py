"""Rows of names: paragraphs alike, each of which begins with who has to do what follows.

Where one stands among its like says more than its words do: 县气象局:… after 县公安局:… is a list of duties with
whatever verbs its duties begin.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.plans.domain.policy_text.duty_heads import Head, style_of
from services.plans.domain.policy_text.duty_words import NUMBERING, ORDINAL
from services.plans.domain.policy_text.grading import Grade, graded
from services.plans.domain.policy_text.leading_names import leading_names
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.unit_words import is_unit

_FEWEST, _LONGEST_NAME, _LOOKED_AT = 2, 20, 240
_HEAD = re.compile("(?P<name>[^:。;!?]{2,120}?) *(?P<mark>:|。|--+|$| {2,}(?=[^ ]))")
_BOXED = re.compile(r" *\((?P<name>[^():。;]{2,60})\) *(?P<mark>:?)")
_ABOUT_IT = re.compile(
    " *(?:设在|设于|见(?![义习证])|附后|略[。)]?|另行|无。?$|(?:联系)?电话|地址|邮编|邮箱|联系)|[\\d\\-、,() ]+[\u4e00-\u9fff%‰]{0,3}[。;]?$"
)
_REACHED_AT = re.compile("\\d{3,4}-\\d{7,8}|1\\d{10}|[路街巷道]\\d+号|@")
_PIECE = re.compile("[、,; ]+")
_SOMEBODY = re.compile("(?:长|主任|书记|同志|负责人|某+|主席|委员|干部|人员)(?:\\([^()]*\\))?$")
_SHORTEST_BODY = 4


class _Line(NamedTuple):
    """How a paragraph begins: `row` is the sort of its number, or else of the mark after its first words."""

    head: Head
    row: str
    mark: str
    grade: Grade | None
    said: bool

    @property
    def sort(self) -> tuple[str, str, bool]:
        return self.row, self.mark, self.head.stated


def rows_of(passages: Sequence[Passage], *, announced: bool, below: Sequence[bool] | None = None) -> list[Head | None]:
    """By paragraph; where duties are announced, posts and schools are bearers as well as organs.

    `below` says under which of them something stands; without it that is what follows before the next like it.
    """
    lines = [_line(passage) for passage in passages]
    said = [bool(line and line.said) or more for line, more in zip(lines, below or _followed(lines), strict=True)]
    rows = _rows(lines, said, announced=announced)
    sorts = {line.sort for line in lines if line and line.row in rows and (line.grade or 0) > Grade.POSSIBLE}
    least = Grade.POSSIBLE if announced else Grade.LIKELY
    return [line.head if line and (line.grade or 0) >= least and _is_alike(line, sorts) else None for line in lines]


def _is_alike(line: _Line, sorts: set[tuple[str, str, bool]]) -> bool:
    """A noun only where its number, its mark and the word 职责 are those of names; a name where one of the first is."""
    if line.grade is Grade.POSSIBLE:
        return line.sort in sorts
    return any(line.row == row or (line.mark == mark and not mark.endswith("|")) for row, mark, _ in sorts)


def _followed(lines: Sequence[_Line | None]) -> Iterator[bool]:
    """Whether something else follows before the next line of its row."""
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        yield bool(line) and not (after and line and after.row == line.row and after.grade)


def _rows(lines: Sequence[_Line | None], said: Sequence[bool], *, announced: bool) -> set[str]:
    """The sorts of lines of which most begin with a name, and two or more of these say something of it."""
    whole, likely, strong = Counter[str](), Counter[str](), Counter[str]()
    least = Grade.LIKELY if announced else Grade.SURE
    for line, more in zip(lines, said, strict=True):
        if line is None:
            continue
        whole[line.row] += 1
        likely[line.row] += line.grade is not None and line.grade >= Grade.LIKELY
        strong[line.row] += more and line.grade is not None and line.grade >= least
    return {row for row in whole if strong[row] >= _FEWEST and 2 * likely[row] >= whole[row]}


def _line(passage: Passage) -> _Line | None:
    text = passage.text[:_LOOKED_AT]
    begun = _number_end(text)
    style = style_of(text) or ("一是" if begun else "")
    drawn = style == "◎"  # 【市教育局】负责… is folded so
    style = "" if drawn else style
    boxed = _BOXED.match(text, begun)
    found = boxed or _HEAD.match(text, begun)
    if not found:
        return None
    rest = text[found.end() :].strip()
    mark = "()" if boxed or drawn else (found["mark"][:1] + ("" if rest else "|"))
    row = re.sub("[.、]", ".", style) or mark
    names, grade = graded(passage, *found.span("name"))
    if mark == "。|" and (leading_names(passage, begun, found.end("name")) or not (style or grade is Grade.SURE)):
        grade = None  # 省民政厅注销僵尸机构。 ends as names do and is a sentence
    if mark.startswith("()") and grade is Grade.POSSIBLE:
        grade = None  # a remark
    if grade is None and not _is_short(found["name"]):
        return None
    if rest and _is_no_duty(rest):
        grade = None
    stated = bool(names) and found.end("name") > names[-1][1] + 1
    head = Head(names, begun, found.end(), style, sure=grade is Grade.SURE, stated=stated)
    return _Line(head, row, mark, grade, bool(rest))


def _number_end(text: str) -> int:
    numbering = NUMBERING.match(text)
    begun = numbering.end() if numbering else 0
    ordinal = ORDINAL.match(text, begun)
    return ordinal.end() if ordinal else begun


def _is_short(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and "," not in name


def _is_no_duty(said: str) -> bool:
    """A number, an address, persons or units alone: what stands after a name without asking anything of it."""
    words = said.rstrip("。;,")
    if (
        len(words) < _SHORTEST_BODY
        or _ABOUT_IT.match(said)
        or (len(said) < _LOOKED_AT // 2 and _REACHED_AT.search(said))
    ):
        return True
    persons = "," not in words and not said.endswith("。")  # 王某、李某, but 试音、对时。
    return len(said) < _LOOKED_AT // 2 and all(
        (persons and len(piece) < _SHORTEST_BODY) or _SOMEBODY.search(piece) or is_unit(piece)
        for piece in _PIECE.split(words)
    )

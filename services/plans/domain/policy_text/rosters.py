"""Rows of names: paragraphs alike, each of which begins with who has to do what follows.

Where one stands among its like says more than its words do: 县气象局:… after 县公安局:… is a list of duties with
whatever verbs its duties begin.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from services.plans.domain.policy_text.duty_heads import Head, names_no_unit, stated_part, style_of, unit_names
from services.plans.domain.policy_text.duty_words import NUMBERING, ORDINAL, VERB
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.unit_words import bears_duties, is_unit

_FEWEST, _LONGEST_NAME, _LOOKED_AT = 2, 20, 240
_HEAD = re.compile("(?P<name>[^:。;!?]{2,120}?) *(?P<mark>:|。|--+|$| {2,}(?=[^ ]))")
_BOXED = re.compile(r" *\((?P<name>[^():。;]{2,60})\) *(?P<mark>:?)")
_SEPARATOR = re.compile("[、和及]")
_NAME = re.compile(r"[\u4e00-\u9fff“”]{1,16}(?:\([^()]{1,20}\))?")
_POST = re.compile(
    "(?:员|师|长|主任|书记|教师|老师|医生|校医|保安|门卫|司机|学生|干部|专干|督学|者|(?<!责任)(?<!个)人|工)(?:\\([^()]*\\))?$"
)
# What a paragraph may be about that is nobody.
_TOPIC = re.compile(
    "(?:目标|原则|制度|机制|内容|要求|方式|方法|时间|日期|地点|对象|范围|措施|举措|步骤|阶段|程序|流程|标准|条件|情况|依据|意义|工作|管理|建设|活动|培训"
    "|宣传|教育|检查|评估|评价|考核|督导|监督|监管|监测|经费|资金|安排|部署|办法|说明|备注|附件|方面|任务|问题|材料|人数|名单|名称|电话|邮箱|地址|领导|保障"
    "|责任|职责|分工|服务|处置|整治|整改|排查|治理|期间|以上|左右|如下|事项|议定|指出|强调|认为|记录|设施|设备|质量|能力|水平|体系|课程|项目|工程|行动)$"
)
_NO_MORE = re.compile("[对把将被的]|不得|应当|必须|要|年|月|\\d")
_ABOUT_IT = re.compile(
    " *(?:设在|设于|见附件|附后|略[。)]?|另行|无。?$|(?:联系)?电话|地址|邮编|邮箱|联系)|[\\d\\-、,() ]+[\u4e00-\u9fff%‰]{0,3}[。;]?$"
)
_PIECE = re.compile("[、,; ]+")
_SOMEBODY = re.compile("(?:长|主任|书记|同志|负责人|某+|主席|委员|干部|人员)(?:\\([^()]*\\))?$")
_SHORTEST_BODY = 4


class _Grade(IntEnum):
    """How much like a name it is: an organ, what ends as names do, any short noun."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


class _Line(NamedTuple):
    """How a paragraph begins: `row` is the sort of its number, or else of the mark after its first words."""

    head: Head
    row: str
    mark: str
    grade: _Grade | None
    said: bool


def rows_of(
    passages: Sequence[Passage], *, announced: bool, below: Sequence[bool] | None = None
) -> list[Head | None]:
    """By paragraph; where duties are announced, posts and schools are bearers as well as organs.

    `below` says under which of them something stands; without it that is what follows before the next like it.
    """
    lines = [_line(passage) for passage in passages]
    said = [bool(line and line.said) or more for line, more in zip(lines, below or _followed(lines), strict=True)]
    rows = _rows(lines, said, announced=announced)
    sorts = {(line.row, line.mark) for line in lines if line and line.row in rows and (line.grade or 0) > _Grade.POSSIBLE}
    least = _Grade.POSSIBLE if announced else _Grade.LIKELY
    return [line.head if line and (line.grade or 0) >= least and _is_alike(line, sorts) else None for line in lines]


def _is_alike(line: _Line, sorts: set[tuple[str, str]]) -> bool:
    """A noun only where both its number and its mark are those of names; a name where either is."""
    if line.grade is _Grade.POSSIBLE:
        return (line.row, line.mark) in sorts
    return any(line.row == row or line.mark == mark for row, mark in sorts)


def _followed(lines: Sequence[_Line | None]) -> Iterator[bool]:
    """Whether something else follows before the next line of its row."""
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        yield bool(line) and not (after and line and after.row == line.row and after.grade)


def _rows(lines: Sequence[_Line | None], said: Sequence[bool], *, announced: bool) -> set[str]:
    """The sorts of lines of which most begin with a name, and two or more of these say something of it."""
    whole, likely, strong = Counter[str](), Counter[str](), Counter[str]()
    least = _Grade.LIKELY if announced else _Grade.SURE
    for line, more in zip(lines, said, strict=True):
        if line is None:
            continue
        whole[line.row] += 1
        likely[line.row] += line.grade is not None and line.grade >= _Grade.LIKELY
        strong[line.row] += more and line.grade is not None and line.grade >= least
    return {row for row in whole if strong[row] >= _FEWEST and 2 * likely[row] >= whole[row]}


def _line(passage: Passage) -> _Line | None:
    text = passage.text[:_LOOKED_AT]
    begun = _number_end(text)
    style = style_of(text) or ("一是" if begun else "")
    boxed = None if style else _BOXED.match(text, begun)
    found = boxed or _HEAD.match(text, begun)
    if not found:
        return None
    rest = text[found.end() :].strip()
    mark = "()" if boxed else (found["mark"][:1] + ("" if rest else "|"))
    row = re.sub("[.、]", ".", style) or mark
    names, grade = _graded(passage, *found.span("name"))
    if grade is None and not _is_short(found["name"]):
        return None
    if rest and _is_no_duty(rest):
        grade = None
    head = Head(names, begun, found.end(), style, sure=grade is _Grade.SURE)
    return _Line(head, row, mark, grade, bool(rest))


def _number_end(text: str) -> int:
    numbering = NUMBERING.match(text)
    begun = numbering.end() if numbering else 0
    ordinal = ORDINAL.match(text, begun)
    return ordinal.end() if ordinal else begun


def _is_short(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and "," not in name


def _graded(passage: Passage, start: int, end: int) -> tuple[tuple[tuple[int, int], ...], _Grade | None]:
    """The names of the stretch before the mark, and how sure it is that they are."""
    text = passage.text
    if names_no_unit(text[start:end]):
        return (), None
    end, stated = stated_part(text, start, end)
    names = unit_names(passage, start, end)
    words = [text[slice(*name)] for name in names]
    if names and all(map(bears_duties, words)):
        return names, _Grade.SURE
    if not names:
        names = tuple(_between(text, start, end))
        words = [text[slice(*name)] for name in names]
    if not words or VERB.match(words[0]) or not all(map(_NAME.fullmatch, words)):
        return (), None
    if stated or all(_POST.search(word) or is_unit(word) for word in words):
        return names, _Grade.LIKELY
    return (names, _Grade.POSSIBLE) if not any(_TOPIC.search(w) or _NO_MORE.search(w) for w in words) else ((), None)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """门卫、保安 are two."""
    for found in _SEPARATOR.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _is_no_duty(said: str) -> bool:
    """A number, an address, persons or units alone: what stands after a name without asking anything of it."""
    words = said.rstrip("。;,")
    if len(words) < _SHORTEST_BODY or _ABOUT_IT.match(said):
        return True
    return len(said) < _LOOKED_AT // 2 and all(
        len(piece) < _SHORTEST_BODY or _SOMEBODY.search(piece) or is_unit(piece) for piece in _PIECE.split(words)
    )

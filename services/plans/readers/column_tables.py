"""Tables that lost their form: header words one a line, then the cells one a line, as copying from a page leaves them.

Recognised only while a rhythm holds: numbers that count up, or days and units that come back in their column. Where it
breaks the table ends and the rest stays lines. The header words are those that such tables are about, no more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.source import Cell, Span
from services.plans.readers.items import Grid, Item, Line
from services.plans.readers.numerals import number_of

_NUMBER = re.compile(r"序号|编号|序")
_UNIT = re.compile(r".*(单位|部门|主体)|责任人")
_WHEN = re.compile(r".*(时限|时间|期限|日期|节点)|进度(安排|要求)?")
_OTHER = re.compile(
    r"[^\d一二三四五六七八九十(]{0,4}(任务|措施|举措|内容|目标|指标|项目|工程|行动|事项|工作|要求|类别|名称|分工|成果|标准|目标值|指标值|任务量)"
    r"|20\d\d年(度?(目标值?|指标值?|任务))?|现状值?|基期值?|指标属性|属性"
)
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]|第[一二三四五六七八九十]{1,3}[部方]")
_LAST = re.compile(r"备注|说明")
_IS_WHEN = re.compile(
    r".*(年|月|日|季度|学期|学年)(底|末|初|前|中|中旬|下旬|上旬|度|内)?(完成)?|长期.*|持续.*|常年.*|每.*|\d.*"
)
_IS_UNIT = re.compile(
    r".*(局|厅|委|部|办|政府|办公室|中心|单位|部门|学校|院|处|科|股|室|站|所|队|馆|园|会|团|集团|区|县|市|乡镇|街道|公司|等)\)?"
)
_LONGEST_HEADER = 10
_LONGEST_CELL = 60  # of days and units
_MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class _Row:
    """Places of its cells among the lines; `whole` is one cell across the table, such as a section's name."""

    places: range
    whole: bool = False


def in_columns(lines: Sequence[Line]) -> Iterator[Item]:
    """The lines, those of a table replaced by it."""
    words = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text.strip()) if len(lines[at].text) < 40 else lines[at].text.strip() for at in words]
    given, at = 0, 0
    while at < len(words):
        header = _header(texts, at)
        rows = _rows(texts, at, header) if len(header) > 1 else []
        if len(rows) < 2:
            at += max(1, len(header))
            continue
        first, last = words[at], words[rows[-1].places[-1]]
        yield from lines[given:first]
        head = _Row(range(at, at + len(header)))
        own = {word: words[word] - first for word in range(at, rows[-1].places[-1] + 1)}
        yield _grid(lines[first : last + 1], [head, *rows], own, len(header))
        given, at = last + 1, rows[-1].places[-1] + 1
    yield from lines[given:]


def _header(texts: Sequence[str], at: int) -> list[str]:
    """The header words from here on, each different; none where the line is no header word."""
    found: list[str] = []
    for text in texts[at : at + _MOST_COLUMNS]:
        if len(text) > _LONGEST_HEADER or text in found or not _is_header(text.replace(" ", "")):
            break
        found.append(text)
    return found


def _is_header(word: str) -> bool:
    return any(pattern.fullmatch(word) for pattern in (_NUMBER, _UNIT, _WHEN, _OTHER, _LAST))


def _rows(texts: Sequence[str], at: int, header: Sequence[str]) -> list[_Row]:
    begin = at + len(header)
    if _NUMBER.fullmatch(header[0].replace(" ", "")):
        return _numbered(texts, begin, header)
    return _matched(texts, begin, header)


def _numbered(texts: Sequence[str], at: int, header: Sequence[str]) -> list[_Row]:
    """Rows that begin with 1, 2, 3 …; a remark at the end may be missing, a line between rows is a section's name."""
    rows: list[_Row] = []
    count, width = 1, len(header)
    lengths = (width, width - 1) if _LAST.fullmatch(header[-1]) else (width,)
    while at < len(texts):
        if _counts(texts, at, count):
            length = next((some for some in lengths if _follows(texts, at + some, count + 1)), 0)
            rows.append(_Row(range(at, min(len(texts), at + (length or _usual(rows, width))))))
            at, count = at + len(rows[-1].places), count + 1
            if not length:
                break
        elif _counts(texts, at + 1, count):
            rows.append(_Row(range(at, at + 1), whole=True))
            at += 1
        else:
            break
    while rows and rows[-1].whole:
        rows.pop()
    return rows if count > 2 and len(rows[-1].places) in lengths else []


def _usual(rows: Sequence[_Row], width: int) -> int:
    """How long the last row is, after which no number tells: as long as the others."""
    lengths = [len(row.places) for row in rows if not row.whole]
    return lengths[-1] if lengths else width


def _counts(texts: Sequence[str], at: int, count: int) -> bool:
    return at < len(texts) and len(texts[at]) < 8 and number_of(texts[at]) == count


def _follows(texts: Sequence[str], at: int, count: int) -> bool:
    return _counts(texts, at, count) or _counts(texts, at + 1, count)


def _matched(texts: Sequence[str], at: int, header: Sequence[str]) -> list[_Row]:
    """Rows of equal length, as long as days and units stand in the columns headed by them."""
    checks = [
        (column, _IS_WHEN if _WHEN.fullmatch(word) else _IS_UNIT)
        for column, word in enumerate(header)
        if _WHEN.fullmatch(word) or _UNIT.fullmatch(word)
    ]
    rows: list[_Row] = []
    while checks:
        if _fits(texts, at, len(header), checks):
            rows.append(_Row(range(at, at + len(header))))
        elif _SECTION.match(texts[at] if at < len(texts) else "") and _fits(texts, at + 1, len(header), checks):
            rows.append(_Row(range(at, at + 1), whole=True))
        else:
            break
        at += len(rows[-1].places)
    return rows if sum(not row.whole for row in rows) > 1 else []


def _fits(texts: Sequence[str], at: int, width: int, checks: Sequence[tuple[int, re.Pattern[str]]]) -> bool:
    return at + width <= len(texts) and all(_is(pattern, texts[at + column]) for column, pattern in checks)


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) < _LONGEST_CELL and pattern.fullmatch(text) is not None


def _grid(lines: Sequence[Line], rows: Sequence[_Row], placed: Mapping[int, int], width: int) -> Grid:
    """`placed` says for the place of a word in the whole text which of `lines` it is."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    cells = []
    for number, row in enumerate(rows):
        for column, place in enumerate(row.places):
            start = starts[placed[place]]
            span = Span(start, start + len(lines[placed[place]].text))
            cells.append(Cell(span, number, column, columns=width if row.whole else 1))
    return Grid("\n".join(line.text for line in lines), tuple(cells))

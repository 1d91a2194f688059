"""A table as rows of cells by column, merged cells wherever they reach, and what its header says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.measure_units import are_measures
from services.plans.domain.policy_text.role_words import COOPERATING, LEAD, RESPONSIBLE
from services.plans.domain.policy_text.source import Cell, Source, Table
from services.plans.domain.words import AssignmentRole

_WIDEST = 64
_LONGEST_HEADER = 40
_HEADER_WITHIN = 12

Row = dict[int, Cell]
"""The cells of one row by column."""

_TASK = re.compile(
    "(?:指标[与和及]|重点|主要|工作|目标[与和及]|具体|目标|改革|年度|整改|建设|政策|保障|推进|分解|细化|落实|实施|责任|实事|重大|存在|年"
    "|\\d{4})*"
    "(?:任务|措施|举措|内容|事项|要点|项目|要求|工作|清单|政策|指标|问题|做法|安排|重点)(?:名称|分解|内容|清单|及要求|要求|和措施|及措施|措施|目标|事项|摘要)*$"
)
_GROUP = re.compile("(?:类别|分类|领域|方面|板块|模块|专栏|一级|大类|工程|行动|项目类别|类型|章节)")
_NUMBER = re.compile("(?:序号|编号|序|号|No\\.?)$")
_UNIT = re.compile("(?:成员|有关|相关|各)?(?:单位|部门|机构|委办局|单位\\(部门\\)|部门\\(单位\\)|部门单位)(?:名称)?$")
_DUTY = re.compile(
    "(?:(?:主要|工作|部门|具体|单位|岗位|职能)*(?:职责|责任|职能|任务)(?:分工|内容|任务|及分工)?|分工|(?:主要|工作|具体)*(?:任务|工作)(?:内容|分工)?)$"
)
_ANSWERING = re.compile("(?:责任|负责|牵头|履职)(?:单位|部门|主体)$")
_STATED_DUTY = re.compile("[\u4e00-\u9fff]{0,6}(?:职责|职能)(?:内容|清单|任务|分工)?$")
_SUPERVISING = re.compile("督办|督导|督查|监督|考核|验收")
_LEAD = re.compile("牵头|主办|主责|首责|主要责任(?:单位|部门)|第一责任")
_COOPERATING = re.compile("配合|协办|参与|参加|协同|协助|协作|联办|会办|支持(?:单位|部门)")
_RESPONSIBLE = re.compile(
    "责任(?:单位|部门|主体|处室|科室|股室|者|分工)?|落实(?:单位|部门)|(?:实施|承担|推进|主管|归口|建设|执行|完成|负责)(?:单位|部门|主体|科室)|承办|职责分工|任务分工|^分工$|^部门$|^单位$"
)
_DUE = re.compile("时限|时间|期限|进度|节点|日期|年限|周期|截止|推进计划|完成年份")
_PERSON = re.compile("责任人|领导|负责人|联系人|姓名|职务|电话")
_TWO = re.compile("及|和|、|/")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns by what they hold, and the row after which the body begins."""

    roles: dict[int, AssignmentRole]
    tasks: tuple[int, ...]
    groups: tuple[int, ...]
    dues: tuple[int, ...]
    number: int | None
    texts: tuple[tuple[int, str], ...]
    last_row: int


def rows(table: Table) -> list[Row]:
    """In their order; those without any cell are left out."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    width = min(_WIDEST, max((cell.column for cell in table.cells), default=0) + 1)
    found: list[Row] = []
    open_cells: Row = {}
    for number in sorted(by_row):
        open_cells = {at: cell for at, cell in open_cells.items() if cell.row + max(cell.rows, 1) > number}
        for cell in by_row[number]:
            for column in range(max(cell.column, 0), min(cell.column + max(cell.columns, 1), width)):
                open_cells[column] = cell
        found.append(dict(sorted(open_cells.items())))
    return found


def words_of(source: Source, cell: Cell) -> str:
    """What a cell says, folded, without blanks and breaks: for headers and comparisons."""
    return re.sub("\\s+", "", fold(source.at(cell.span)))


def header_of(source: Source, grid: list[Row]) -> tuple[int, Header] | None:
    """The row where the header ends, within the first dozen, and what it says; None without a column of units."""
    for number, row in enumerate(grid[:_HEADER_WITHIN]):
        below = grid[number + 1] if number + 1 < len(grid) else {}
        two = any(cell.rows > 1 for cell in row.values()) or any(cell.columns > 1 for cell in row.values())
        if two and below and _is_second(source, row, below):
            header = _header(source, {**row, **below}, row, number + 1)
            if header:
                return number + 1, header
        header = _header(source, row, row, number)
        if header and not _measures_alone(source, header, grid[number + 1 :]):
            return number, header
    return None


def _measures_alone(source: Source, header: Header, body: Sequence[Row]) -> bool:
    """指标, 单位, 2025年: its only column of units holds those of measurement, and nobody answers."""
    return list(header.roles.values()) == [RESPONSIBLE] and are_measures(
        column_of(source, next(iter(header.roles)), body)
    )


def column_of(source: Source, column: int, body: Sequence[Row]) -> list[str]:
    """The words of its cells."""
    return [words_of(source, row[column]) for row in body if column in row]


def _is_second(source: Source, row: Row, below: Row) -> bool:
    """Whether the next row holds the names of columns beneath a cell that covers several."""
    new = [cell for at, cell in below.items() if row.get(at) is not cell]
    return (
        bool(new)
        and all(0 < len(words_of(source, cell)) <= 12 for cell in new)
        and any(role_of(words_of(source, cell)) for cell in new)
    )


def _header(source: Source, row: Row, above: Row, number: int) -> Header | None:
    texts = {at: words_of(source, cell) for at, cell in row.items()}
    if len({cell.span for cell in row.values()}) < 2 or any(len(text) > _LONGEST_HEADER for text in texts.values()):
        return None
    roles = {at: role for at, text in texts.items() if (role := role_of(text) or _role_above(source, above, at, text))}
    groups = tuple(at for at, text in texts.items() if at not in roles and _GROUP.search(text))
    tasks = tuple(at for at, text in texts.items() if at not in (*roles, *groups) and _TASK.match(text))
    if not roles:
        return None
    rest = tuple(
        at for at in texts if at not in roles and not _NUMBER.match(texts[at]) and not _PERSON.search(texts[at])
    )
    column = next((at for at, text in texts.items() if _NUMBER.match(text)), None)
    if not tasks and not groups and (len(texts) > 3 or len(rest) != 1):
        return None
    dues = tuple(at for at in rest if _DUE.search(texts[at]))
    return Header(roles, tasks or groups or rest, groups if tasks else (), dues, column, tuple(texts.items()), number)


def _role_above(source: Source, above: Row, column: int, text: str) -> AssignmentRole | None:
    """牵头 beneath 责任单位 says its role, 市级 beneath it inherits that of the cell above."""
    over = words_of(source, above[column]) if column in above else ""
    role = role_of(over)
    if not role or over == text:
        return None
    return role_of(f"{text}单位") or role if len(text) <= 6 and not _PERSON.search(text) else None


def role_of(text: str) -> AssignmentRole | None:
    """What the units of a column are by its header; None for any other column."""
    head = text.split("(", 1)[0]
    if len(text) > _LONGEST_HEADER or _SUPERVISING.search(head) or (_PERSON.search(head) and not _TWO.search(head)):
        return None
    both = _LEAD.search(head) and _RESPONSIBLE.search(head.replace("牵头责任", "")) and _TWO.search(head)
    if both:
        return RESPONSIBLE
    return next(
        (
            role
            for pattern, role in ((_LEAD, LEAD), (_COOPERATING, COOPERATING), (_RESPONSIBLE, RESPONSIBLE))
            if pattern.search(head)
        ),
        None,
    )


def duty_columns(source: Source, grid: list[Row]) -> tuple[int, int, int] | None:
    """The row of the header, the column of units and the column of their duties."""
    for number, row in enumerate(grid[:_HEADER_WITHIN]):
        texts = {at: words_of(source, cell) for at, cell in row.items()}
        units = [at for at, text in texts.items() if _UNIT.match(text)]
        said = [at for at, text in texts.items() if at not in units and (_DUTY.match(text) or _STATED_DUTY.match(text))]
        if not units and any(_STATED_DUTY.match(text) for text in texts.values()):
            units = [at for at, text in texts.items() if _ANSWERING.match(text)]
        if units and said and units[0] < said[-1]:
            return number, units[0], said[-1]
    return None


def body_rows(source: Source, grid: list[Row], header: int) -> Iterator[Row]:
    """Those after the header, without the header where a further page repeats it."""
    same = [words_of(source, cell) for cell in grid[header].values()]
    for row in grid[header + 1 :]:
        if [words_of(source, cell) for cell in row.values()] != same:
            yield row

"""What the rows of a table of tasks say beside their units: the cells that may set targets, and the one with the day."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.draft import DraftMeasure
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.table_grid import Header, Row, body_rows, header_of, rows

_DUE = re.compile("时限|时间|期限|进度|节点|年限")
_BESIDE = re.compile("备注|说明|编号|类别|序号")


@dataclass(slots=True)
class RowText:
    """`due` is the cell of its column 完成时限."""

    said: list[Span] = field(default_factory=list)
    due: Span | None = None


class RowTexts:
    """Of all tables of a document; a row is found by the place of its task."""

    def __init__(self, source: Source) -> None:
        found: dict[int, RowText] = {}
        for table in source.blocks:
            if isinstance(table, Table):
                _read(source, table, found)
        self._starts = sorted(found)
        self._found = found

    def of(self, measure: DraftMeasure) -> RowText:
        """The whole row where nothing is known of its columns."""
        title = measure.read["title"].span if "title" in measure.read else measure.span
        at = bisect_right(self._starts, title.start)
        found = self._found[self._starts[at - 1]] if at else None
        inside = found and any(span.start <= title.start < max(span.end, span.start + 1) for span in found.said)
        return found if found and inside else RowText([measure.span])


def _read(source: Source, table: Table, found: dict[int, RowText]) -> None:
    grid = rows(table)
    head = header_of(source, grid)
    if head is None:
        return
    number, header = head
    seen: set[Span] = set()
    for row in body_rows(source, grid, number):
        said = [cell for cell in _telling(header, row) if cell.span not in seen]
        seen.update(cell.span for cell in said)
        due = next((row[at].span for at, text in header.texts if _DUE.search(text) and at in row), None)
        for task in (row[at] for at in header.tasks if at in row):
            text = found.setdefault(task.span.start, RowText(due=due))
            text.said += [cell.span for cell in said if cell.span not in text.said]


def _telling(header: Header, row: Row) -> Sequence[Cell]:
    apart = {at for at, text in header.texts if _DUE.search(text) or _BESIDE.search(text)}
    apart |= {*header.roles, *header.groups, *([] if header.number is None else [header.number])}
    return list({cell.span: cell for at, cell in row.items() if at not in apart}.values())

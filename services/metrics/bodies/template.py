"""The workbook that the service gives out for a collection: filled by hand, sent back, and read as it was filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from services.metrics.bodies.layout import EVIDENCE, IGNORED, ORGANISATION
from services.metrics.bodies.template_looks import Looks
from services.metrics.bodies.template_notes import write_notes
from services.metrics.bodies.template_words import (
    COLLECTION_KEY,
    EVIDENCE_HEAD,
    HINT,
    NAME_HEAD,
    NO,
    ORGANISATION_HEAD,
    PERIOD_KEY,
    SHEET,
    YES,
    grade_titles,
    head_of,
)
from services.metrics.domain.collection import Collection
from services.metrics.domain.indicator import Indicator, ValueType

_TITLE, _KEYS, _HINT, _NAMES, _CODES, _FIRST = range(6)
_ANY_WHOLE = "AND(ISNUMBER({cell}),{cell}=INT({cell}){floor})"
_ANY_NUMBER = "AND(ISNUMBER({cell}){floor})"
_UNKNOWN = 'OR(LEFT({cell},1)="?",LEFT({cell},1)="？")'
_CHOSEN = {
    "validate": "list",
    "error_type": "warning",
    "error_title": "不在列表中 · not in the list",
    "error_message": "请从列表选择；未知写“?原因”。Choose from the list, or write ?reason.",
}
_TYPED = {
    "validate": "custom",
    "error_title": "不是该指标的数值 · not a value of it",
    "error_message": "请只写数字；未知写“?原因”。Write the number alone, or ?reason where it is unknown.",
}


@dataclass(frozen=True)
class Known:
    """A value in the form in which it is sent, or None and why it is unknown; and the document it rests on."""

    value: Decimal | bool | str | None
    unknown_reason: str | None = None
    evidence: str | None = None


@dataclass(frozen=True)
class Asked:
    """An organisation, the codes of what is asked of it, and what is known of these."""

    code: str
    name: str
    indicators: frozenset[str]
    known: Mapping[str, Known] = field(default_factory=dict)


def template_of(collection: Collection, indicators: Sequence[Indicator], organisations: Sequence[Asked]) -> bytes:
    """An .xlsx. The same collection, organisations and values give the same bytes."""
    made = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, {"in_memory": True, **plain}) as workbook:
        day = collection.opens_on
        workbook.set_properties({"title": collection.title_zh, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
        looks = Looks.of(workbook)
        page = workbook.add_worksheet(SHEET)
        grades = write_notes(workbook, looks, collection, indicators)
        sheet = _Sheet(page, looks, indicators, grades)
        sheet.write_head(workbook, collection)
        for row, asked in enumerate(organisations, start=_FIRST):
            sheet.write_row(row, asked)
        sheet.write_rules(len(organisations))
    return made.getvalue()


class _Sheet:
    """The sheet that is filled; `_at` are the columns of the indicators, `_grades` the cells that list theirs."""

    def __init__(
        self, page: Worksheet, looks: Looks, indicators: Sequence[Indicator], grades: Mapping[str, str]
    ) -> None:
        self._page, self._looks, self._indicators, self._grades = page, looks, indicators, grades
        self._at: dict[str, int] = {}
        column = 2
        for indicator in indicators:
            self._at[indicator.code] = column
            column += 2 if indicator.evidence_needed else 1
        self._last = column - 1

    def write_head(self, workbook: Workbook, collection: Collection) -> None:
        page, looks = self._page, self._looks
        page.write_string(_TITLE, 0, f"{collection.title_zh}  {collection.title_en}", looks.title)
        page.write_string(_HINT, 0, HINT, looks.note)
        keys = ((COLLECTION_KEY, collection.code), (PERIOD_KEY, collection.period))
        for column, (key, value) in zip((0, 2), keys, strict=True):
            page.write_string(_KEYS, column, key, looks.machine)
            page.write_string(_KEYS, column + 1, value, looks.machine)
            cell = xl_rowcol_to_cell(_KEYS, column + 1, row_abs=True, col_abs=True)
            workbook.define_name(f"dudao_{key}", f"='{SHEET}'!{cell}")
        self._head(0, ORGANISATION_HEAD, ORGANISATION, 16)
        self._head(1, NAME_HEAD, IGNORED, 28)
        for indicator in self._indicators:
            column = self._at[indicator.code]
            self._head(column, head_of(indicator), indicator.code, 16)
            if indicator.evidence_needed:
                self._head(column + 1, EVIDENCE_HEAD, f"{EVIDENCE}:{indicator.code}", 32)
        page.set_row(_TITLE, 30)
        page.set_row(_NAMES, 60)
        page.freeze_panes(_FIRST, 2)

    def _head(self, column: int, name: str, code: str, width: int) -> None:
        self._page.set_column(column, column, width)
        self._page.write_string(_NAMES, column, name, self._looks.head)
        self._page.write_string(_CODES, column, code, self._looks.machine)

    def write_row(self, row: int, asked: Asked) -> None:
        looks = self._looks
        self._page.write_string(row, 0, asked.code, looks.fixed)
        self._page.write_string(row, 1, asked.name, looks.fixed)
        for indicator in self._indicators:
            column = self._at[indicator.code]
            open_ = indicator.code in asked.indicators
            known = asked.known.get(indicator.code) if open_ else None
            look = looks.cell if open_ else looks.closed
            self._write(row, column, shown(known, indicator), look)
            if indicator.evidence_needed:
                self._write(row, column + 1, known.evidence if known else None, look)

    def _write(self, row: int, column: int, value: Decimal | str | None, look: object) -> None:
        if value is None:
            self._page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self._page.write_string(row, column, value, look)
        else:
            self._page.write_number(row, column, float(value), look)

    def write_rules(self, rows: int) -> None:
        """One rule a column; what is refused in the cell needs no report later."""
        for indicator in self._indicators if rows else ():
            column = self._at[indicator.code]
            rule = self._rule(indicator, xl_rowcol_to_cell(_FIRST, column))
            self._page.data_validation(_FIRST, column, _FIRST + rows - 1, column, rule)

    def _rule(self, indicator: Indicator, cell: str) -> dict[str, object]:
        if indicator.value_type is ValueType.YES_NO:
            return {**_CHOSEN, "source": [YES, NO]}
        if indicator.value_type is ValueType.GRADE:
            return {**_CHOSEN, "source": f"={self._grades[indicator.code]}"}
        form = _ANY_WHOLE if indicator.value_type is ValueType.INTEGER else _ANY_NUMBER
        floor = f",{cell}>=0" if indicator.not_negative else ""
        number, unknown = form.format(cell=cell, floor=floor), _UNKNOWN.format(cell=cell)
        return {**_TYPED, "value": f"=OR({number},{unknown})"}


def shown(known: Known | None, indicator: Indicator) -> Decimal | str | None:
    """A known value as it is written into a cell."""
    if known is None:
        return None
    if known.value is None:
        return f"?{known.unknown_reason or ''}"
    if isinstance(known.value, bool):
        return YES if known.value else NO
    return grade_titles(indicator).get(known.value, known.value) if isinstance(known.value, str) else known.value

"""The second sheet of the template: how to fill the first, and what each indicator is."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from services.metrics.bodies.template_looks import Looks
from services.metrics.bodies.template_words import NOTES, NOTES_SHEET, form_of, grade_titles
from services.metrics.domain.collection import Collection
from services.metrics.domain.indicator import Indicator

_HEADS = (
    "指标 Indicator",
    "名称 Name",
    "单位与形式 Unit and form",
    "统计范围 What it counts",
    "等级（由低到高） Grades, worst first",
)
_WIDTHS = (28, 44, 26, 60, 24)


def write_notes(
    workbook: Workbook, looks: Looks, collection: Collection, indicators: Sequence[Indicator]
) -> dict[str, str]:
    """Write the sheet; by indicator the cells that list its grades."""
    page = workbook.add_worksheet(NOTES_SHEET)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, f"{collection.title_zh}  {collection.title_en}", looks.title)
    page.write_string(1, 0, f"期间 Period {collection.period}；截止 Due {collection.due_on.isoformat()}", looks.note)
    row = 3
    for zh, en in NOTES:
        page.merge_range(row, 0, row, 2, zh, looks.wrapped)
        page.merge_range(row, 3, row, 4, en, looks.wrapped)
        page.set_row(row, 34)
        row += 1
    return _write_indicators(page, looks, indicators, row + 1)


def _write_indicators(page: Worksheet, looks: Looks, indicators: Sequence[Indicator], row: int) -> dict[str, str]:
    for column, head in enumerate(_HEADS):
        page.write_string(row, column, head, looks.head)
    grades: dict[str, str] = {}
    row += 1
    for indicator in indicators:
        cells = (
            indicator.code,
            f"{indicator.title_zh}\n{indicator.title_en}",
            f"{indicator.unit}\n{form_of(indicator)}",
            f"{indicator.population_zh}\n{indicator.population_en}",
        )
        for column, cell in enumerate(cells):
            page.write_string(row, column, cell, looks.wrapped)
        titles = list(grade_titles(indicator).values())
        for place, title in enumerate(titles):
            page.write_string(row + place, len(cells), title, looks.wrapped)
        if titles:
            cells_of_grades = xl_range_abs(row, len(cells), row + len(titles) - 1, len(cells))
            grades[indicator.code] = f"'{NOTES_SHEET}'!{cells_of_grades}"
        row += max(1, len(titles))
    return grades

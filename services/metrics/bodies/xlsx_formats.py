"""What the number of a cell means by its format: Excel keeps a date as a count of days and 85% as 0.85."""

import re
from datetime import date, timedelta

from services.metrics.bodies.xlsx_package import Package, unreadable

_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_PERCENTS = frozenset([9, 10])
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_OF_DATES = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_FIRST, _LAST = date(1899, 12, 30), 2_958_465
_MOST_FORMATS = 65_536


class Formats:
    """By the style of a cell, whether its number is a day or a percentage."""

    def __init__(self, package: Package, part: str | None) -> None:
        self._dates, self._percents = set[int](), set[int]()
        styles = _Styles()
        package.scan(part, styles)
        self._sort(styles.formats, styles.codes)

    def _sort(self, formats: list[int], codes: dict[int, str]) -> None:
        for style, number in enumerate(formats):
            code = codes.get(number, "")
            if number in _PERCENTS or "%" in code:
                self._percents.add(style)
            elif number in _DATES or _OF_DATES.search(code):
                self._dates.add(style)

    def shown(self, style: str | None, number: float) -> str | None:
        """As Excel shows it where that is not the plain number, else None."""
        place = _number(style)
        if place in self._percents:
            return f"{round(number * 100, 10):g}%"
        if place in self._dates and 0 <= number <= _LAST:
            return (_FIRST + timedelta(days=int(number))).isoformat()
        return None


class _Styles:
    """Hears the styles of a workbook: the codes of formats, and of each style of cells which format it has."""

    def __init__(self) -> None:
        self.codes, self.formats, self._of_cells = dict[int, str](), list[int](), False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            code = attributes.get("formatCode", "")[:255]
            self.codes[_number(attributes.get("numFmtId"))] = _LITERAL.sub("", code)
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            self.formats.append(_number(attributes.get("numFmtId")))
        if len(self.codes) + len(self.formats) > _MOST_FORMATS:
            raise unreadable("the workbook has more formats than Excel has")

    def end(self, name: str, text: str) -> None:  # noqa: ARG002 - no text is said in styles
        if name == "cellXfs":
            self._of_cells = False


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 9 else 0

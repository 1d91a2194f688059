"""How the cells of the template look."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from services.kernel.tables_out import BODY_FONT, HEAD_FONT

_GREY, _PALE = "#808080", "#D9D9D9"


@dataclass(frozen=True)
class Looks:
    """`machine` is what programs read, `fixed` what is given, `cell` what is filled, `closed` what is not asked."""

    title: Format
    note: Format
    head: Format
    machine: Format
    fixed: Format
    cell: Format
    closed: Format
    wrapped: Format

    @classmethod
    def of(cls, workbook: Workbook) -> "Looks":
        def look(font: str, size: int, **more: object) -> Format:
            return workbook.add_format({"font_name": font, "font_size": size, "valign": "vcenter", **more})

        text = "@"
        return cls(
            title=look(HEAD_FONT, 16),
            note=look(BODY_FONT, 10),
            head=look(HEAD_FONT, 10, text_wrap=True, align="center", border=1, bg_color="#E7E6E6"),
            machine=look("Consolas", 8, font_color=_GREY, num_format=text),
            fixed=look(BODY_FONT, 10, border=1, bg_color="#F2F2F2", num_format=text),
            cell=look(BODY_FONT, 10, border=1),
            closed=look(BODY_FONT, 10, border=1, bg_color=_PALE),
            wrapped=look(BODY_FONT, 10, text_wrap=True, valign="top"),
        )

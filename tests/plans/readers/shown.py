"""A source as a test can compare it, and the promises that every source keeps."""

from services.plans.domain.policy_text.source import Paragraph, Source, Table
from services.plans.readers.sources import read_source


def lines(source: Source) -> list[str]:
    """The paragraphs' words; a heading after its level and a #."""
    return [
        ("" if block.heading is None else f"{block.heading}# ") + source.at(block.span)
        for block in source.blocks
        if isinstance(block, Paragraph)
    ]


def tables(source: Source) -> list[list[str]]:
    """Of every table its cells as `row,column words`, with `+rows` and `+columns` where it covers more."""
    return [
        [
            f"{cell.row},{cell.column}"
            + (f"+{cell.rows}x{cell.columns}" if (cell.rows, cell.columns) != (1, 1) else "")
            + f" {source.at(cell.span)}"
            for cell in block.cells
        ]
        for block in source.blocks
        if isinstance(block, Table)
    ]


def plain(text: str, media_type: str = "text/plain") -> Source:
    """What is read from a text in UTF-8, after the promises were checked."""
    return kept(read_source(media_type, text.encode("utf-8", "surrogatepass")))


def kept(source: Source) -> Source:
    """The same source, whose spans lie in the text, in order and apart, with a line break between."""
    at = 0
    for block in source.blocks:
        assert at <= block.span.start < block.span.end <= len(source.text)
        assert at == 0 or "\n" in source.text[at : block.span.start]
        at = block.span.end
        if isinstance(block, Table):
            _keeps_cells(block)
    assert source.text.encode("utf-8")
    assert not set(source.text) & set(map(chr, (*range(9), *range(11, 32), 0x85, 0x2028, 0x2029)))
    return source


def _keeps_cells(table: Table) -> None:
    at, place = table.span.start, (-1, -1)
    covered: set[tuple[int, int]] = set()
    for cell in table.cells:
        assert at <= cell.span.start <= cell.span.end <= table.span.end
        assert (cell.row, cell.column) > place
        own = {(cell.row + down, cell.column + right) for down in range(cell.rows) for right in range(cell.columns)}
        assert len(own) <= 1 or not own & covered
        covered |= own
        at, place = cell.span.end, (cell.row, cell.column)

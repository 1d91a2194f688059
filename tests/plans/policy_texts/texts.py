"""Sources and passages from a few lines of text, as the reader of plain text would give them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.responsibilities import read_responsibilities, stated_rules
from services.plans.domain.policy_text.source import Cell, Paragraph, Source, Span, Table

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"
GOLD = SEEDS.parent / "reference" / "gold"


def source_of(text: str) -> Source:
    """A paragraph a line."""
    return Source(text, tuple(Paragraph(span) for span in _lines(text)))


def _lines(text: str) -> Iterator[Span]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def passages(source: Source) -> list[Passage]:
    """A passage a paragraph."""
    return [Passage.of(source, [block.span]) for block in source.blocks]


def whole(source: Source) -> Passage:
    """All of it as one passage."""
    return Passage.of(source, [block.span for block in source.blocks])


def responsibilities_in(text: str) -> int:
    """How many assignments are read from a text by the rules that it states itself."""
    source = source_of(text)
    return len(read_responsibilities(source, whole(source), stated_rules(source, [whole(source)])).assignments)


def table_of(rows: list[list[Any]]) -> tuple[Source, Table]:
    """Rows of cells: a text, or [text, rows, columns]; None where a merged cell stands already."""
    text, cells = "", []
    for number, row in enumerate(rows):
        for column, said in enumerate(row):
            if said is None:
                continue
            words, tall, wide = (said, 1, 1) if isinstance(said, str) else said
            cells.append(Cell(Span(len(text), len(text) + len(words)), number, column, tall, wide))
            text += words + "\n"
    table = Table(Span(0, len(text)), tuple(cells))
    return Source(text, (table,)), table


def cases(name: str) -> list[Any]:
    """The cases of a YAML file beside this one."""
    found: list[Any] = yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found

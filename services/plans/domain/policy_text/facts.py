"""What a document says of itself outside its text: labelled facts, signatures, and the sentence that announces it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.asides import day_of_line, facts_in, is_organ, label_kind, signatures
from services.plans.domain.policy_text.dates import day_alone, days_in
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.source import Source, Span, Table

_ANNOUNCES = re.compile(
    "^([^。,;:《]{4,40}?)(?:于|近日|日前)?((?:[12][0-9]{3}年)?(?:[0-9]{1,2}月[0-9]{1,2}日)?)(?:联合|正式)?(?:印发|发布|下发|公布)了?《"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the document, folded, and their place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Signature:
    """Authorities and a day; the day is None where it is incomplete or damaged."""

    organs: tuple[Said, ...]
    printed: Said
    day: date | None


def labelled(source: Source, lines: Sequence[Line]) -> dict[str, Said]:
    """By kind the first fact that has words."""
    found: dict[str, Said] = {}
    for kind, said in (*_in_lines(lines), *_in_tables(source)):
        if said.text:
            found.setdefault(kind, said)
    return found


def signed(lines: Sequence[Line]) -> list[Signature]:
    """Every signature, in the order of the text."""
    found = []
    for organs, at in signatures(lines):
        line = lines[at]
        day = day_of_line(line.text)
        if day is None:
            continue
        named = [_organ(lines[one], day.start if one == at else None) for one in organs]
        start = line.span.start
        printed = Said(line.text[day.start : day.end], Span(start + day.start, start + day.end))
        found.append(Signature(tuple(named), printed, day.day))
    return found


def announced(line: Line) -> tuple[Said, Said | None] | None:
    """A sentence such as 某办公室5月23日印发《…》: who, and the day as printed."""
    found = _ANNOUNCES.match(line.text[:200]) if not line.table else None
    if not found or not is_organ(found[1].strip()):
        return None
    start = line.span.start
    day = Said(found[2], Span(start + found.start(2), start + found.end(2))) if found[2] else None
    return Said(found[1].strip(), Span(start, start + len(found[1].rstrip()))), day


def day_said(said: Said) -> date | None:
    """The complete day in such words."""
    alone = day_alone(said.text)
    return alone.day if alone else next((found.day for found in days_in(said.text)), None)


def _organ(line: Line, end: int | None) -> Said:
    text = line.text[:end].rstrip()
    return Said(text, Span(line.span.start, line.span.start + len(text)))


def _in_lines(lines: Sequence[Line]) -> Iterator[tuple[str, Said]]:
    for line in lines:
        for fact in () if line.table else facts_in(line.text):
            start = line.span.start
            yield fact.kind, Said(line.text[fact.start : fact.end], Span(start + fact.start, start + fact.end))


def _in_tables(source: Source) -> Iterator[tuple[str, Said]]:
    for block in source.blocks:
        for cell, after in zip(block.cells, block.cells[1:], strict=False) if isinstance(block, Table) else ():
            kind = label_kind(fold(source.at(cell.span)))
            if kind and cell.row == after.row:
                yield kind, Said(fold(source.at(after.span)).strip(), after.span)

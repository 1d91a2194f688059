"""Damage that shows in how the parts fit: broken paragraphs, quotes left open, numbers left out, a title twice."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.plans.domain.policy_text.answering import names_units
from services.plans.domain.policy_text.asides import facts_in
from services.plans.domain.policy_text.damage import AT_MOST
from services.plans.domain.policy_text.draft import Defect
from services.plans.domain.policy_text.joining import wrap_width
from services.plans.domain.policy_text.layout import Layout
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.outline import Prose, Section
from services.plans.domain.policy_text.source import Span
from services.plans.domain.policy_text.titles import title_end

_SHORTEST_TITLE = 6
_HABIT = 2


def structure_defects(lines: Sequence[Line], root: Section, layout: Layout) -> list[Defect]:
    """In no order."""
    found = [*_quotes(lines), *_numbering(root), *_title_again(lines, layout)]
    if wrap_width(lines) is None:
        found.extend(_broken(root))
    return _fewer(found)


def _broken(root: Section) -> Iterator[Defect]:
    """A line break within a sentence, or between a measure and the bracket that answers for it, but where the
    document is in the habit of that."""
    over = [(section, section.blocks[-2].text.endswith(("。", ";"))) for section in root.walk() if _runs_over(section)]
    habit = sum(stops for _, stops in over) > _HABIT
    for section, stops in over:
        if not (stops and habit):
            yield Defect("paragraph_broken", Span(section.blocks[-2].span.end, section.blocks[-1].span.start))
    for section in root.walk():
        for block in section.blocks:
            yield from (Defect("paragraph_broken", span) for span in _breaks(block))


def _breaks(block: Prose) -> Iterator[Span]:
    return (Span(one.end, other.start) for one, other in pairwise(block.spans))


def _runs_over(section: Section) -> bool:
    """Heading and text on one line, the bracket only in a second paragraph."""
    if not section.mark or section.children or len(section.blocks) < 2:
        return False
    first, last = section.blocks[0].text, section.blocks[-1].text
    return (
        title_end(first) < len(first.rstrip("。"))
        and names_units(last)
        and not any(names_units(block.text) for block in section.blocks[:-1])
    )


def _numbering(root: Section) -> Iterator[Defect]:
    """Numbers left out or given twice among items that stand side by side."""
    for section in root.walk():
        for one, other in pairwise(section.children):
            if not one.mark or not other.mark or one.family != other.family:
                continue
            if one.mark.number is None or other.mark.number is None or other.mark.number == one.mark.number + 1:
                continue
            if other.mark.number == 1 and one.body and one.body[-1].text.endswith(":"):
                continue  # begins anew below a name of its own
            code = "numbering_gap" if other.mark.number > one.mark.number else "numbering_repeated"
            yield Defect(code, Span(other.start, other.start + other.mark.end))


def _quotes(lines: Sequence[Line]) -> list[Defect]:
    found: list[Defect] = []
    opened: tuple[int, str] | None = None
    for line in lines:
        for at, character in enumerate(line.text, line.span.start):
            if character in '“”"':
                opened = _quote(found, opened, at, character)
        if opened and (line.ended or not line.text):
            _unclosed(found, opened)
            opened = None
    if opened:
        _unclosed(found, opened)
    return found


def _quote(found: list[Defect], opened: tuple[int, str] | None, at: int, character: str) -> tuple[int, str] | None:
    """What is open after one more quotation mark."""
    if character == "“" or (character == '"' and opened is None):
        if opened:
            _unclosed(found, opened)
        return at, character
    if opened is None:
        found.append(Defect("quote_unopened", Span(at, at + 1)))
    elif (opened[1], character) != ("“", "”") and opened[1] != character:
        found.append(Defect("quotes_mixed", Span(opened[0], at + 1)))
    return None


def _unclosed(found: list[Defect], opened: tuple[int, str]) -> None:
    found.append(Defect("quote_unclosed", Span(opened[0], opened[0] + 1)))


def _fewer(found: Sequence[Defect]) -> list[Defect]:
    kept: dict[str, list[Defect]] = {}
    for one in found:
        if len(kept.setdefault(one.code, [])) < AT_MOST:
            kept[one.code].append(one)
    return [one for some in kept.values() for one in some]


def _title_again(lines: Sequence[Line], layout: Layout) -> Iterator[Defect]:
    title = _bare("".join(lines[at].text for at in layout.title))
    if len(title) < _SHORTEST_TITLE:
        return
    for at in (*layout.matter, *layout.text[:1]):
        line = lines[at]
        if (
            not line.table
            and not line.stops
            and not facts_in(line.text)
            and line.text[0] != "附"
            and _bare(line.text).endswith(title)
        ):
            yield Defect("title_duplicated", line.span)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())

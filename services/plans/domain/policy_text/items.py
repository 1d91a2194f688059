"""A measure, guarantee or phase as a stretch of the document, before anything is read from it."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.sentences import sentences
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.titles import title_end

Stretch = tuple[tuple[Span, ...], ...]
"""Paragraphs, each as its lines."""

_ENDS = "。;:,、!?…"
_LONGEST_BRACKET = 300


@dataclass(frozen=True, slots=True)
class Item:
    """`stretches` are what is read as one each: an item within it, or a heading on its own line, is a stretch of its
    own. `titled` is where its title stands."""

    number: str | None
    title: str
    titled: Span
    span: Span
    stretches: tuple[Stretch, ...]

    def passage(self, source: Source) -> Passage:
        """All of it."""
        return passage_of(source, [paragraph for stretch in self.stretches for paragraph in stretch])


def passage_of(source: Source, paragraphs: Sequence[tuple[Span, ...]]) -> Passage:
    """The paragraphs one after another. Where one ends without a stop, the break after it is one, at its place:
    what two paragraphs say is not one clause, but for a break within a bracket, which the page has made."""
    words: list[str] = []
    places = array("I")
    for number, spans in enumerate(paragraphs, 1):
        passage = Passage.of(source, spans)
        words.append(passage.text)
        places.extend(passage.places)
        if (
            number < len(paragraphs)
            and passage.text
            and passage.text[-1] not in _ENDS
            and not _within("".join(words[-3:]))
        ):
            words.append("。")
            places.append(passage.places[-1] + 1)
    return Passage("".join(words), places)


def _within(text: str) -> bool:
    """Whether a bracket stands open at its end."""
    near = text[-_LONGEST_BRACKET:]
    return near.rfind("(") > near.rfind(")")


def item_of(source: Source, section: Section) -> Item:
    """A section with all below it."""
    title, titled = _title(source, section)
    stretches = tuple(stretch for one in section.walk() for stretch in _stretches(one))
    return Item(_number(source, section), title, titled, section.span, stretches)


def own_stretches(section: Section) -> tuple[Stretch, ...]:
    """What stands in a section itself, before its first item."""
    return tuple(_stretches(section))


def paragraph_items(source: Source, section: Section) -> list[Item]:
    """One item for each paragraph after the line of the heading."""
    found = []
    for block in section.body:
        passage = Passage.of(source, block.spans)
        end = len(passage.text[: title_end(passage.text)].rstrip(" :"))
        if end:
            title = passage.printed(source, 0, end).strip()
            found.append(Item(None, title, passage.span(0, end), block.span, ((tuple(block.spans),),)))
    return found


def sentence_items(source: Source, stretches: Iterable[Stretch], *, skip: int = 0) -> list[Item]:
    """One item for each full-stop sentence; `skip` says how many characters at the start are heading."""
    passage = passage_of(source, [paragraph for stretch in stretches for paragraph in stretch])
    found = []
    for start, end in sentences(passage.text[skip:]):
        begin, finish = start + skip, end + skip
        words = passage.text[begin:finish]
        if words.rstrip("。 ").endswith(":"):
            continue
        title = begin + title_end_of_sentence(words)
        piece = passage.cut(begin, finish)
        found.append(
            Item(
                None,
                passage.printed(source, begin, title).strip(),
                passage.span(begin, title),
                passage.span(begin, finish),
                ((_spans(piece),),),
            )
        )
    return found


def title_end_of_sentence(words: str) -> int:
    """Before the stop and the bracket after it."""
    stop = words.find("。")
    return stop if stop > 0 else len(words.rstrip())


def _spans(passage: Passage) -> tuple[Span, ...]:
    """The places of a passage as spans, one for each run without a gap."""
    spans: list[Span] = []
    start = before = passage.places[0]
    for place in passage.places[1:]:
        if place != before + 1:
            spans.append(Span(start, before + 1))
            start = place
        before = place
    return (*spans, Span(start, before + 1))


def _stretches(section: Section) -> list[Stretch]:
    if not section.blocks:
        return []
    first, rest = section.blocks[0], section.blocks[1:]
    alone = bool(rest) and title_end(first.text) == len(first.text)
    if alone:
        return [(tuple(first.spans),), tuple(tuple(block.spans) for block in rest)]
    return [tuple(tuple(block.spans) for block in section.blocks)]


def _number(source: Source, section: Section) -> str | None:
    if section.mark is None or section.mark.number is None:
        return None
    return source.text[section.start : section.start + section.mark.end].strip().strip("、.．:：").strip()


def _title(source: Source, section: Section) -> tuple[str, Span]:
    if not section.blocks:
        return "", section.span
    first = section.blocks[0]
    passage = Passage.of(source, first.spans)
    end = len(passage.text[: title_end(passage.text)].rstrip(" :")) or len(passage.text)
    return passage.printed(source, 0, end).strip(), passage.span(0, end)

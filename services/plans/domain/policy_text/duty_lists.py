"""Duties written per unit, and duty-bearers of a law as the subjects of its articles."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.draft import BY_RULE, DOUBTFUL, PRINTED, DraftDuty, DraftUnit, Read
from services.plans.domain.policy_text.duty_clauses import duties
from services.plans.domain.policy_text.duty_heads import Head, ends_list, head_of, style_of
from services.plans.domain.policy_text.duty_subjects import Subjects, subjects_of_articles, subjects_of_sentences
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span

_STOPPED = re.compile("[^:。;,、]{2,20}。")


@dataclass(slots=True)
class _Open:
    """A unit whose duties are still being read."""

    head: Head
    passage: Passage
    duties: list[DraftDuty] = field(default_factory=list)
    last: int = 0


def read_duty_lists(source: Source, passages: Sequence[Passage]) -> tuple[DraftUnit, ...]:
    """Of the paragraphs of a section; without a list of duties nothing."""
    heads = _heads(passages)
    named = [head for head in heads if head and head.names]
    alone = bool(heads) and heads[0] in named and sum(bool(style_of(one.text)) for one in passages[1:]) > 1
    if alone or len(named) > 1 or any(head.sure and head.body for head in named):
        units = _headed(source, passages, heads)
        if units:
            return units
    return _units(subjects_of_sentences(source, passages))


def _heads(passages: Sequence[Passage]) -> list[Head | None]:
    """By paragraph. Where two heads begin with a number of one sort, others with such a number are heads too."""
    found = [head_of(passage, following) for passage, following in zip(passages, _texts_after(passages), strict=True)]
    styles = Counter(head.style for head in found if head and head.names and head.style)
    after = Counter(
        one.text[head.body - 1 : head.body]
        for head, one in zip(found, passages, strict=True)
        if head and not head.style
    )
    styles[""] = after[":"]
    return [
        head or (head_of(passage, "。", alike=True) if _is_alike(passage.text, styles, after["。"]) else None)
        for head, passage in zip(found, passages, strict=True)
    ]


def _is_alike(text: str, styles: Counter[str], stopped: int) -> bool:
    """Whether heads of the sort are there already: with its number, or a name and a full stop (`stopped` of them)."""
    return styles[style_of(text)] > 1 or (stopped > 1 and _STOPPED.match(text) is not None)


def _texts_after(passages: Sequence[Passage]) -> list[str]:
    return [*(passage.text for passage in passages[1:]), ""][: len(passages)]


def read_duty_bearers(source: Source, passages: Sequence[Passage]) -> tuple[DraftUnit, ...]:
    """Of the articles of a law."""
    return _units(subjects_of_articles(source, passages))


def _headed(source: Source, passages: Sequence[Passage], heads: Sequence[Head | None]) -> tuple[DraftUnit, ...]:
    read: list[_Open] = []
    current: _Open | None = None
    for passage, head in zip(passages, heads, strict=True):
        if head and (head.names or read):
            current = _Open(head, passage)
            read.append(current)
        elif current and ends_list(passage.text, current.head.style):
            current = None
        if current:
            start = current.head.body if head else 0
            current.duties += duties(source, passage, start, len(passage.text))
            current.last = passage.places[-1] + 1 if passage.places else current.last
    return tuple(_closed(source, [unit for unit in read if unit.duties]))


def _closed(source: Source, read: Sequence[_Open]) -> list[DraftUnit]:
    """A head that names several units gives its duties to each."""
    units: list[DraftUnit] = []
    for unit in read:
        span = Span(unit.passage.places[unit.head.start], unit.last)
        for name in unit.head.names or (None,):
            at = unit.passage.span(*name) if name else Span(span.start, span.start + 1)
            told = Read(at, PRINTED if name else DOUBTFUL, "head_of_list" if name else "name_lost")
            printed = unit.passage.printed(source, *name).strip() if name else None
            units.append(DraftUnit(f"U{len(units) + 1:02}", printed, tuple(unit.duties), span, {"name": told}))
    return units


def _units(subjects: Subjects) -> tuple[DraftUnit, ...]:
    """One for each distinct subject, in the order of the text."""
    units = []
    for number, (name, (at, said)) in enumerate(subjects.items(), start=1):
        told = Read(at, BY_RULE, "subject_of_sentence")
        span = Span(at.start, max(at.end, *(duty.span.end for duty in said)))
        units.append(DraftUnit(f"U{number:02}", name, tuple(said), span, {"name": told}))
    return tuple(units)

"""Duties written per unit, and duty-bearers of a law as the subjects of its articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.article_subjects import subjects_of_articles
from services.plans.domain.policy_text.draft import BY_RULE, DOUBTFUL, PRINTED, DraftDuty, DraftUnit, Read
from services.plans.domain.policy_text.duty_clauses import clauses, duties
from services.plans.domain.policy_text.duty_heads import Head, ends_list, head_of, style_of
from services.plans.domain.policy_text.duty_subjects import Subjects, subjects_of_sentences, who_must
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.rosters import rows_of
from services.plans.domain.policy_text.source import Source, Span


@dataclass(slots=True)
class _Open:
    """A unit whose duties are still being read; `plain` counts the paragraphs without a number below its name."""

    head: Head
    passage: Passage
    duties: list[DraftDuty] = field(default_factory=list)
    last: int = 0
    plain: int = 0


def read_duty_lists(source: Source, passages: Sequence[Passage], *, announced: bool = False) -> tuple[DraftUnit, ...]:
    """Of the paragraphs of a section, whose heading may have `announced` duties; without a list of them nothing."""
    heads = _heads(passages, announced=announced)
    named = [head for head in heads if head and head.names]
    alone = bool(heads) and heads[0] in named and sum(bool(style_of(one.text)) for one in passages[1:]) > 1
    if alone or len(named) > 1 or any(head.sure and head.body for head in named):
        units = _headed(source, passages, heads)
        if units:
            return units
    return _units(subjects_of_sentences(source, passages, announced=announced))


def _heads(passages: Sequence[Passage], *, announced: bool) -> list[Head | None]:
    """By paragraph: by what stands beside it, or by itself."""
    rows = rows_of(passages, announced=announced)
    after = _texts_after(passages)
    return [row or head_of(passage, following) for row, passage, following in zip(rows, passages, after, strict=True)]


def _texts_after(passages: Sequence[Passage]) -> list[str]:
    return [*(passage.text for passage in passages[1:]), ""][: len(passages)]


def read_duty_bearers(
    source: Source, passages: Sequence[Passage], announced: Sequence[bool] | None = None
) -> tuple[DraftUnit, ...]:
    """Of the articles of a law; `announced` says which of them stand in a chapter on duties."""
    return _units(subjects_of_articles(source, passages, announced or [False] * len(passages)))


def _headed(source: Source, passages: Sequence[Passage], heads: Sequence[Head | None]) -> tuple[DraftUnit, ...]:
    read: list[_Open] = []
    current: _Open | None = None
    last = max((at for at, head in enumerate(heads) if head), default=-1)
    for at, (passage, head) in enumerate(zip(passages, heads, strict=True)):
        if head and (head.names or read):
            current = _Open(head, passage)
            read.append(current)
        elif current and (ends_list(passage.text, current.head.style) or (at > last and _is_after_all(passage, read))):
            current = None
        if current:
            current.plain += not head and not style_of(passage.text)
            current = _take(source, passage, head.body if head else 0, read)
    return tuple(_closed(source, [unit for unit in read if unit.duties]))


def _take(source: Source, passage: Passage, begin: int, read: list[_Open]) -> _Open:
    """Gives the clauses of a paragraph to the unit whose list it is, and to those that they name themselves."""
    current = read[-1]
    for start, end in clauses(passage.text, begin, len(passage.text)):
        names = who_must(passage, start, end)
        begun = start
        if names and _named(passage, names) != _named(current.passage, current.head.names):
            begun = names[-1][1]
            head = Head(names, start, begun, current.head.style, sure=True)
            current = _Open(head, passage, plain=current.plain)
            read.append(current)
        current.duties += duties(source, passage, begun, end)
        current.last = passage.places[-1] + 1
    return current


def _named(passage: Passage, names: tuple[tuple[int, int], ...]) -> list[str]:
    return [passage.text[slice(*name)] for name in names]


def _is_after_all(passage: Passage, read: Sequence[_Open]) -> bool:
    """Whether a paragraph without a number goes beyond what the last unit has to do: below none before stood so many."""
    most = max((unit.plain for unit in read[:-1]), default=None)
    return most is not None and not style_of(passage.text) and bool(read[-1].duties) and read[-1].plain >= most


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

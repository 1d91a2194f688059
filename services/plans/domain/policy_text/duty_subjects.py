"""Subjects of sentences as bearers of duties: 财政部门要加大…, 县级以上人民政府应当…, 学校不得…"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from services.plans.domain.policy_text.draft import DraftDuty
from services.plans.domain.policy_text.duty_clauses import clauses, duty
from services.plans.domain.policy_text.duty_heads import acting, style_of, unit_names
from services.plans.domain.policy_text.grading import Grade, graded
from services.plans.domain.policy_text.leading_names import leading_names
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.unit_words import is_everyone, is_office, is_officer

Subjects = dict[str, tuple[Span, list[DraftDuty]]]
"""By name as printed: where it stands first, and its duties."""

_FEWEST, _FEWEST_ORGANS = 3, 2
_LONGEST_SUBJECT, _LONGEST_HEADING, _MOST_COMMAS = 60, 24, 200
MUST = re.compile("要(?!求|点|素|件)|应当|应(?![急用对届付变征邀聘])|必须|须")
SUBJECT_MODAL = re.compile(
    f"(?:是[^,。;要应]{{0,16}}(?:责任|牵头|主管|实施)(?:主体|单位|部门|机构|人)|{MUST.pattern}|需要?|具体负责|主要负责|负责(?!人)|牵头负责|牵头)"
)
_BY = re.compile("(?<![理缘自经])由(?![于此])")
_KIND = re.compile("(?:部门|组织|机构|机关|委员会|单位)$")


def subjects_of_sentences(source: Source, passages: Sequence[Passage], *, announced: bool = False) -> Subjects:
    """Of paragraphs most of whose sentences say what a department has to do; of others nothing.

    Where duties are `announced`, whoever a sentence begins with bears one, whatever its verb is.
    """
    subjects: Subjects = {}
    listed = [_without_heading(_sentences(passage, announced=announced), passage) for passage in passages]
    lines = sum(1 for sentences in listed if sentences and sentences[0][0] and sentences[0][2])
    several = lines >= (_FEWEST_ORGANS if announced else _FEWEST)
    styles = Counter(style_of(one.text) for one, said in zip(passages, listed, strict=True) if said and said[0][0])
    alike = styles.most_common(1)[0][0] if styles else ""
    for passage, sentences in zip(passages, listed, strict=True):
        strict = [sentence for sentence in sentences if sentence[0] and sentence[2]]
        named = sum(bool(sentence[0]) for sentence in sentences)
        most = announced or 2 * named > len(sentences)
        own = named >= _FEWEST and len(strict) >= _FEWEST_ORGANS and most
        several = several or own
        if own or (several and sentences and sentences[0][0] and style_of(passage.text) == alike):
            _collect(source, passage, sentences, subjects)
    return subjects


_Sentence = tuple[tuple[tuple[int, int], ...], tuple[int, int], bool]


def _sentences(passage: Passage, *, announced: bool) -> list[_Sentence]:
    """The names that a sentence begins with, its duty, and whether they are organs and not schools or places."""
    return [
        found
        for start, end in clauses(passage.text, 0, len(passage.text))
        for found in _split(passage, start, end, announced=announced)
    ]


def _without_heading(sentences: list[_Sentence], passage: Passage) -> list[_Sentence]:
    """(一)落实部门责任。教育部门…: a short sentence after a number, which names nobody, is a heading."""
    if len(sentences) < _FEWEST_ORGANS or sentences[0][0] or not style_of(passage.text):
        return sentences
    start, end = sentences[0][1]
    return sentences[1:] if passage.text[end] == "。" and end - start <= _LONGEST_HEADING else sentences


def _split(passage: Passage, start: int, end: int, *, announced: bool) -> Iterator[_Sentence]:
    """A sentence, cut again where a further subject begins after a comma (妇联要…,工会要…, …,由妇联…)."""
    text, begun = passage.text, start
    names = _subject(passage, start, end, announced=announced)
    commas = [match.end() for match in re.finditer(",", text[start:end])]
    for comma in (start + at for at in commas[:_MOST_COMMAS]):
        by = announced and text[comma : comma + 1] == "由"
        further = _subject(passage, comma, end, announced=by) if names or by else ()
        if further:
            if names:
                yield names, (_after(names, begun), comma - 1), _organs(text, names)
            names, begun = further, comma
    yield names, (_after(names, begun), end), _organs(text, names)


def _after(names: tuple[tuple[int, int], ...], begun: int) -> int:
    return names[-1][1] if names else begun


def _organs(text: str, names: tuple[tuple[int, int], ...]) -> bool:
    return bool(names) and all(
        is_office(text[slice(*name)]) or _KIND.search(text[slice(*name)]) or is_everyone(text[slice(*name)])
        for name in names[-1:]
    )


def _subject(passage: Passage, start: int, end: int, *, announced: bool) -> tuple[tuple[int, int], ...]:
    """The units before the first 要 or 应当 or 负责 of a sentence, or before the verb that follows organs at once.

    Where duties are `announced`, posts too, whatever the verb is, and whoever stands after 由.
    """
    modal = SUBJECT_MODAL.search(passage.text, start, min(end, start + _LONGEST_SUBJECT))
    near = modal is not None and "," not in passage.text[start : modal.start()]
    names = unit_names(passage, start, modal.start()) if modal and near else ()
    if names and not (announced and _BY.search(passage.text, start, names[0][1])):
        return names
    if modal and near and is_officer(passage.text[start : modal.start()]):
        return ((start, modal.start()),)
    if announced and (told := _told(passage, start, end, modal.start() if modal and near else start)):
        return told
    acts = acting(passage.text, start, end)
    return unit_names(passage, start, acts) if acts > start else ()


def _told(passage: Passage, start: int, end: int, modal: int) -> tuple[tuple[int, int], ...]:
    """随车照管人员 要…, 县水利局竖…, …由县司法局教…"""
    names, grade = graded(passage, start, modal) if modal > start else ((), None)
    if grade and grade >= Grade.LIKELY:
        return names
    comma = passage.text.find(",", start, end)
    by = _BY.search(passage.text, start, end if comma < 0 else comma)
    return leading_names(passage, start, end) or (leading_names(passage, by.end(), end) if by else ())


def who_must(passage: Passage, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The names before 要 or 应当, where a clause begins with them (中小学校要…)."""
    modal = MUST.search(passage.text, start, min(end, start + _LONGEST_SUBJECT))
    if not modal or "," in passage.text[start : modal.start()]:
        return ()
    if is_officer(passage.text[start : modal.start()]):
        return ((start, modal.start()),)
    return unit_names(passage, start, modal.start())


def _collect(source: Source, passage: Passage, sentences: Sequence[_Sentence], subjects: Subjects) -> None:
    """A sentence without a subject goes on with the duties of the last one."""
    current: tuple[tuple[int, int], ...] = ()
    for names, (start, end), _ in sentences:
        current = names or current
        if end - start < 2:
            continue
        for name in current:
            add_duty(source, passage, name, duty(source, passage, start, end), subjects)


def add_duty(
    source: Source,
    passage: Passage,
    name: tuple[int, int],
    said: DraftDuty,
    subjects: Subjects,
    called: Mapping[str, str] | None = None,
) -> None:
    printed = passage.printed(source, *name).strip()
    printed = (called or {}).get(printed, printed)
    subjects.setdefault(printed, (passage.span(*name), []))[1].append(said)

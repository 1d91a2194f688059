"""Sentences that say who answers where no bracket and no label does: 由市教育局牵头,市财政局配合。"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.duty_clauses import others_at
from services.plans.domain.policy_text.role_clauses import Part, is_named, read_clause
from services.plans.domain.policy_text.role_words import COOPERATING, LEAD, VERB_MARK
from services.plans.domain.policy_text.unit_words import is_everyone, is_office, is_unit

_LONGEST = 400
_SENTENCE = re.compile("[^。]+")
_LED_BY = re.compile("由(?P<lead>[^,;。由()]{2,80}?)(?P<verb>牵头)(?:负责)?(?:[,、]? ?(?P<with>会同|联合|协同))?")
_GO_WITH = re.compile(
    "[,;] ?(?P<names>[^,;。()]{2,80}?)(?P<verb>(?:积极|共同|密切|协同)?(?:配合|协助|参与|协办))(?=[,;。]|$)"
)
_BY = re.compile("(?:^|[,;])由")
# 争取国家部委支持, 鼓励企业参与 ask for something; they name nobody who answers.
_ACTS = re.compile(
    "鼓励|支持|争取|推动|推进|加强|引导|动员|组织(?!部)|依托|发挥|完善|建立|健全|联合(?!会)|强化|积极|充分|进一步|通过|按照|根据|利用|确保|做好"
    "|抓好|开展|促进|提高|提升|扩大|优化|吸引|邀请|发动|号召|形成|构建|打造|落实|要求|加快|凝聚|汇聚|争取|调动|对|将|把|与|向|让|使"
)


def read_sentences(words: BracketedText) -> tuple[list[tuple[Part, ...]], list[tuple[int, int]]]:
    """The parts of each sentence, and the sentences."""
    groups, taken = [], []
    for start, end in _stretches(words):
        for first in (start, *(match.end() - 1 for match in _BY.finditer(words.text, start + 1, end))):
            parts = _read(words, first, end)
            if parts:
                groups.append(parts)
                taken.append((first, end))
                break
    return groups or list(_in_prose(words)), taken


def _in_prose(words: BracketedText) -> Iterator[tuple[Part, ...]]:
    """由市教育局牵头,会同市财政局制定…: units within a sentence that says more; it stays part of the measure."""
    for match in _LED_BY.finditer(words.text):
        parts, _ = read_clause(words, *match.span("lead"), LEAD, match.span("verb"))
        names = [words.text[part.start : part.end] for part in parts]
        if names and all(is_office(name) or name.endswith("部门") for name in names):
            others = (
                others_at(words.text, match.end(), min(len(words.text), match.end() + 200)) if match["with"] else None
            )
            went = [
                Part(start, end, "、", COOPERATING, match.span("with"), "sentence")
                for start, end in (others.names if others else ())
            ]
            yield (*(replace(part, rule="sentence") for part in (*parts, *_going_with(words, match.end()))), *went)


def _going_with(words: BracketedText, at: int) -> tuple[Part, ...]:
    """由市教育局牵头,市财政局、市民政局配合,…: those who go with the lead, where they are offices and nothing else."""
    found = _GO_WITH.match(words.text, at)
    if not found:
        return ()
    parts, _ = read_clause(words, *found.span("names"), COOPERATING, found.span("verb"))
    names = [words.text[part.start : part.end] for part in parts]
    return parts if all(is_office(name) or is_everyone(name) or name.endswith("部门") for name in names) else ()


def _stretches(words: BracketedText) -> Iterator[tuple[int, int]]:
    """Sentences short enough, and lines that end without a full stop, whose last word is one of a role."""
    for match in _SENTENCE.finditer(words.text):
        start, end = match.span()
        cuts = [start, *(at for at in range(start + 1, end) if at in words.breaks), end]
        whole = [(start, end)] if len(cuts) > 2 else []
        for first, last in (*whole, *pairwise(cuts)):
            if last - first <= _LONGEST and VERB_MARK.search(words.text[max(first, last - 60) : last].rstrip(";")):
                yield words.trimmed(first, last)


def _read(words: BracketedText, start: int, end: int) -> tuple[Part, ...]:
    """Nothing unless all of it is units and words of roles."""
    parts, _ = read_clause(words, start, end, None, None)
    named = [part for part in parts if is_named(words, part)]
    names = [words.text[part.start : part.end] for part in named]
    if not names or any(part.rule == "bare_list" for part in named) or not all(map(is_unit, names)):
        return ()
    if any(_ACTS.match(name) for name in names):
        return ()
    return tuple(named) if any(is_office(name) or is_everyone(name) for name in names) else ()

"""Duties as clauses: where one ends, whether it is the unit's own or lent to another, and who else is named in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED, DraftDuty, Read
from services.plans.domain.policy_text.duty_words import (
    ADVERBIAL,
    AND_OTHERS,
    COMPOSITION,
    COOPERATES,
    FIELD_NAME,
    JOINED_NAME,
    LEADS,
    NUMBERING,
    ORDINAL,
    OTHERS,
    VERB,
    WITH_OTHERS,
)
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.unit_words import UNIT_HEAD
from services.plans.domain.words import OwnRole

_CLOSING = {"“": "”", "《": "》", "(": ")", "‘": "’"}
_LONGEST_QUOTE = 120
_LIST_MARK = re.compile("(?:[、和及与]|以及) *")
_STEM = re.compile("[\u4e00-\u9fff]{2,10}?(?=[、和及与等])")


class Others(NamedTuple):
    """The others named after 会同 or 配合; `unnamed` where it says 有关部门."""

    names: tuple[tuple[int, int], ...]
    unnamed: bool


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between full stops and semicolons, but for those within quotes, titles and brackets."""
    begun = at = start
    while at < end:
        closing = _CLOSING.get(text[at])
        if closing:
            at = max(at, text.find(closing, at, min(end, at + _LONGEST_QUOTE)))
        elif text[at] in "。;":
            yield from _kept(text, begun, at)
            begun = at + 1
        at += 1
    yield from _kept(text, begun, end)


def _kept(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    numbering = NUMBERING.match(text, start, end)
    start = numbering.end() if numbering else start
    for prefix in (FIELD_NAME, ORDINAL):
        begun = prefix.match(text, start, end)
        start = begun.end() if begun else start
    while end > start and text[end - 1] in " ,、:":
        end -= 1
    if end - start > 1:
        yield start, end


def duties(source: Source, passage: Passage, start: int, end: int) -> Iterator[DraftDuty]:
    """The duties of one unit in a stretch of its passage; who belongs to it is none."""
    for first, last in clauses(passage.text, start, end):
        if not COMPOSITION.search(passage.text[first:last]):
            yield duty(source, passage, first, last)


def duty(source: Source, passage: Passage, start: int, end: int) -> DraftDuty:
    """One clause."""
    role, mixed = _own_role(passage.text[start:end])
    others = others_in(passage.text, start, end)
    span = passage.span(start, end)
    read = {
        "text": Read(span, PRINTED, "duty_clause"),
        "own_role": Read(span, BY_RULE if role is OwnRole.COOPERATING else ASSUMED, "own_role_by_verb"),
    }
    if others.names or others.unnamed:
        read["partners"] = Read(span, BY_RULE, "named_with")
    return DraftDuty(
        passage.printed(source, start, end).strip(),
        role,
        mixed,
        tuple(passage.printed(source, *name) for name in others.names),
        others.unnamed,
        span,
        read,
    )


def _own_role(clause: str) -> tuple[OwnRole, bool]:
    """配合 and 协助 lend a hand; mixed where the clause holds a duty of its own beside."""
    own = lent = False
    for part in clause.split(","):
        if COOPERATES.match(part):
            lent = True
        elif lent:
            own = own or bool(LEADS.match(part))
        else:
            own = own or not ADVERBIAL.match(part)
    return (OwnRole.COOPERATING, own) if lent else (OwnRole.RESPONSIBLE, False)


def others_in(text: str, start: int, end: int) -> Others:
    """Of a clause, each once."""
    names: list[tuple[int, int]] = []
    seen: set[str] = set()
    unnamed = False
    for found in WITH_OTHERS.finditer(text, start, end):
        others = others_at(text, found.end(), end)
        unnamed = unnamed or others.unnamed
        for name in others.names:
            if text[slice(*name)] not in seen:
                seen.add(text[slice(*name)])
                names.append(name)
    return Others(tuple(names), unnamed)


def others_at(text: str, start: int, end: int) -> Others:
    """The list of units that begins here."""
    names: list[tuple[int, int]] = []
    unnamed, listed, at = False, True, start
    while at < end:
        vague = OTHERS.match(text, at, end)
        if vague:
            unnamed, at = True, vague.end()
        else:
            last = _name_end(text, at, min(end, at + 40))
            if last == at:
                break
            names.append((at, last))
            at = last
        more = AND_OTHERS.match(text, at, end)
        mark = _LIST_MARK.match(text, more.end() if more else at, end)
        if not mark:
            break
        listed = listed and mark[0].strip() == "、"
        at = mark.end()
    return Others(_without_shared(text, names, listed), unnamed)


def _name_end(text: str, at: int, end: int) -> int:
    """Where the name that begins here ends; `at` where none does."""
    joined = JOINED_NAME.match(text, at, end)
    if joined:
        unit = UNIT_HEAD.match(text, joined.start() + 4, end)
        verb = VERB.search(text, at, end)
        stop = verb.start() if verb else end
        return unit.end() if unit and unit.end() <= stop else min(joined.end(), stop)
    verb = VERB.search(text, at, end)
    unit = UNIT_HEAD.match(text, at, end)
    stem = _STEM.match(text, at, end)
    stop = verb.start() if verb else end
    found = [match.end() for match in (unit, stem) if match and match.end() <= stop]
    if found:
        return min(found)
    return stop if verb and 2 <= stop - at <= 8 and not any(mark in text[at:stop] for mark in ",、《“的") else at


def _without_shared(text: str, names: list[tuple[int, int]], listed: bool) -> tuple[tuple[int, int], ...]:
    """乡镇、教体部门: 部门 is said of all, so that it belongs to no name."""
    if len(names) > 1 and listed and text[slice(*names[-1])].endswith("部门"):
        others = [text[slice(*name)] for name in names[:-1]]
        if not any(name.endswith(("部门", "局", "委", "办", "厅")) for name in others):
            names = [*names[:-1], (names[-1][0], names[-1][1] - 2)]
    return tuple(names)

"""Who answers for a measure: brackets, clauses and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.assignment_draft import Draughtsman
from services.plans.domain.policy_text.brackets import BracketedText, Pair
from services.plans.domain.policy_text.draft import Defect, DraftAssignment, StatedRule
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.role_clauses import Part, is_named, read_clause
from services.plans.domain.policy_text.role_labels import Label, bodies, labels
from services.plans.domain.policy_text.role_sentences import read_sentences
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.stated_once import rule_places, rules_in
from services.plans.domain.policy_text.supervisors import supervisors_in
from services.plans.domain.policy_text.unit_words import is_everyone, is_office, is_unit
from services.plans.domain.words import AssignmentRole

_LONGEST_BARE = 1500
_DEEPEST_BARE = 3
_SHORT_NAME = 12
_UNITS = ("单位", "部门", "科室", "处室", "股室")


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """`spans` are the brackets and clauses that said it: no part of what the measure itself says."""

    assignments: tuple[DraftAssignment, ...] = ()
    open_ended_roles: tuple[AssignmentRole, ...] = ()
    spans: tuple[Span, ...] = ()
    defects: tuple[Defect, ...] = ()


@dataclass(slots=True)
class _Found:
    """`groups` are the parts of one bracket or of one run of clauses each: a rule of the first holds in each."""

    groups: list[tuple[Part, ...]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    unbalanced: list[tuple[int, int, str]] = field(default_factory=list)


def stated_rules(source: Source, passages: Sequence[Passage]) -> tuple[StatedRule, ...]:  # noqa: ARG001
    """The rules that the document states once for all its brackets, wherever they stand."""
    return tuple(rules_in(passages))


def read_responsibilities(source: Source, passage: Passage, rules: Sequence[StatedRule]) -> Responsibilities:
    """Of the passage of one measure."""
    stated = sorted(rule_places(passage.text))
    words = BracketedText.of(passage).without(_apart(stated))
    found = _Found()
    _read_brackets(words, found)
    _read_open(words.without(found.taken), found)
    found.taken.sort()
    if not found.groups:
        found.groups, sentences = read_sentences(words)
        found.taken = sorted(found.taken + sentences)
    if not found.groups:
        _read_last_line(words, found)
    draughtsman = Draughtsman(source, passage, words.text, rules)
    for group in found.groups:
        draughtsman.add(group)
    draughtsman.add_districts()
    return Responsibilities(
        tuple(draughtsman.assignments),
        tuple(draughtsman.open_ended),
        tuple(passage.span(start, end) for start, end in found.taken),
        tuple(_defects(passage, found)),
    )


def _apart(stated: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The places of rules, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in stated:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _read_brackets(words: BracketedText, found: _Found) -> None:
    """The outermost that say who answers; what is nested within them is part of names."""
    past = -1
    for pair in words.pairs:
        if pair.start > past and (_read_labelled(words, pair, found) or _read_bare(words, pair, found)):
            past = pair.end
            found.taken.append((pair.start, pair.end + 1))


def _read_labelled(words: BracketedText, pair: Pair, found: _Found) -> bool:
    start, end = words.trimmed(pair.start + 1, pair.end)
    near = labels(words, start, min(end, start + 60), enclosed=True)
    if not near or near[0].first != start:
        return False
    every = labels(words, start, end, enclosed=True) if end > start + 60 else near
    if not any(label.role or label.supervises for label in every):
        return False
    _read_bodies(words, every, end, found, enclosed=True)
    return True


def _read_bodies(
    words: BracketedText, every: list[Label], end: int, found: _Found, enclosed: bool
) -> list[tuple[int, int]]:
    """The stretches that said it, with their labels; a deadline among them is left to what reads deadlines."""
    group: list[Part] = []
    stretches = []
    for body in bodies(words, every, end, enclosed):
        if body.label.role:
            parts, lost = read_clause(words, body.start, body.end, body.label.role, (body.label.first, body.label.end))
            if not enclosed and not _begins_with_unit(words, parts) and not _says_units(words, body.label):
                continue
            group += [part for part in parts if part.open_ended or is_named(words, part)]
            found.lost += lost
        if body.label.role or body.label.supervises:
            first = body.label.first if body.start == body.label.end else body.start
            stretches.append((first, body.end))
    if group:
        found.groups.append(tuple(group))
    return stretches


def _begins_with_unit(words: BracketedText, parts: Sequence[Part]) -> bool:
    """落实:一是… in a sentence announces no units."""
    return bool(parts) and is_unit(words.text[parts[0].start : parts[0].end])


def _says_units(words: BracketedText, label: Label) -> bool:
    """责任单位:青禾三小 needs no ending that units have."""
    return words.text[label.first : label.end].rstrip(": ").endswith(_UNITS)


def _read_bare(words: BracketedText, pair: Pair, found: _Found) -> bool:
    """A bracket without labels that holds units alone, with the words of their roles or at the end of a paragraph."""
    if pair.height > _DEEPEST_BARE or not 2 < pair.end - pair.start < _LONGEST_BARE:
        return False
    parts, _ = read_clause(words, pair.start + 1, pair.end, None, None)
    named = tuple(part for part in parts if is_named(words, part))
    names = [words.text[part.start : part.end] for part in named]
    if any(part.end - part.start == 1 for part in parts):
        return False
    if not names or not _are_units(names) or not any(_office_or_all(name) for name in names):
        return False
    if all(part.rule == "bare_list" for part in named) and not (_mostly_offices(names) and _at_end(words, pair)):
        return False
    found.groups.append(tuple(part for part in parts if part.open_ended or is_named(words, part)))
    return True


def _read_last_line(words: BracketedText, found: _Found) -> None:
    """A paragraph of its own after the measure that holds units alone: ——市教育局,市财政局."""
    start, end = max(words.breaks, default=0), len(words.text.rstrip("。 "))
    parts, _ = read_clause(words, start, end, None, None) if 0 < end - start < _LONGEST_BARE and start else ((), ())
    named = tuple(part for part in parts if is_named(words, part))
    names = [words.text[part.start : part.end] for part in named]
    if len(names) > 1 and all(map(is_unit, names)) and _mostly_offices(names):
        found.groups.append(tuple(part for part in parts if part.open_ended or is_named(words, part)))
        found.taken.append((start, end))


def _are_units(names: Sequence[str]) -> bool:
    """All of them, or all but few short ones of a long list: no list of endings is complete."""
    unknown = [name for name in names if not is_unit(name)]
    return 4 * len(unknown) <= len(names) and all(len(name) <= _SHORT_NAME for name in unknown)


def _mostly_offices(names: Sequence[str]) -> bool:
    return 2 * sum(map(_office_or_all, names)) > len(names)


def _office_or_all(name: str) -> bool:
    return is_office(name) or is_everyone(name)


def _at_end(words: BracketedText, pair: Pair) -> bool:
    """Whether the bracket ends a paragraph, or says a rule that is stated once."""
    after = pair.end + 1
    if words.text[pair.start - 1 : pair.start] in ("。", ";") and words.text[after : after + 1] == "。":
        return True
    if after < len(words.text) and words.text[after] in "。;":
        after += 1
    rest = words.text[after : after + 20].strip("。 ")
    return not rest or after in words.breaks or "。。。" in words.text[pair.start : pair.end]


def _read_open(words: BracketedText, found: _Found) -> None:
    """Labels that stand in no bracket, or in one that is open at one end."""
    every = labels(words, 0, len(words.text), enclosed=False)
    if not any(label.role or label.supervises for label in every):
        return
    for start, end in _read_bodies(words, every, len(words.text), found, enclosed=False):
        found.taken.append((start, end))
    for start, end in tuple(found.taken):
        found.unbalanced += _open_end(words, start, end)


def _open_end(words: BracketedText, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    if start and words.text[start - 1] == "(" and start - 1 not in words.closers:
        yield start - 1, end, "bracket_not_closed"
    elif end < len(words.text) and words.text[end] == ")":
        yield start, end + 1, "bracket_not_opened"


def _defects(passage: Passage, found: _Found) -> Iterator[Defect]:
    for at in found.lost:
        yield Defect("unit_name_lost", passage.span(max(0, at - 1), min(at + 1, len(passage.text))))
    for start, end, code in found.unbalanced:
        yield Defect(code, passage.span(start, end))
    for start, end in supervisors_in(passage.text, found.taken):
        yield Defect("supervisor_without_role", passage.span(start, end))

"""Targets that no plan may set, found in the forms they take in practice; the rules are data (`services/plans/rules`).

A clause that bans such a target sets none: 严禁下达升学指标 is lawful, 不得低于 is no ban.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.kernel.errors import Fault
from services.plans.domain.forbidden_texts import Folded, folded_english, folded_han

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Ground:
    """What rules a target out, and where it says so."""

    code: str
    title_zh: str
    title_en: str
    document_number: str
    clause: str
    in_force_from: date
    confidence: str

    @property
    def cited(self) -> str:
        return f"《{self.title_zh}》({self.document_number}) {self.clause} · {self.title_en}"


@dataclass(frozen=True)
class Rule:
    """`measures` name what is measured, `aims` are whole aims; `items` are codes of data items."""

    code: str
    what_zh: str
    what_en: str
    ground: Ground
    measures: Pattern
    aims: Pattern
    items: Pattern


@dataclass(frozen=True)
class Language:
    """The rules of one language and the words around them. `turns` begin a clause of their own."""

    rules: tuple[Rule, ...]
    lawful: Pattern
    bans: Pattern
    not_bans: Pattern
    turns: Pattern
    goals: Pattern
    uses: Pattern

    def names_any(self, text: str) -> bool:
        return any(rule.aims.search(text) or rule.measures.search(text) for rule in self.rules)


@dataclass(frozen=True)
class Match:
    """A forbidden target: by which rule, the words that say it as they were written, and where they begin and end."""

    rule: Rule
    words: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Stated:
    """A text of a plan and where it stands. In a target the name of a measure is enough, elsewhere an aim is needed."""

    pointer: str
    text: str
    language: str
    of_target: bool


Languages = Mapping[str, Language]
"""By `zh` and `en`."""


@dataclass(frozen=True)
class Finding:
    """A forbidden target at a node of a plan; `words` are those that say it, or the code of a data item."""

    pointer: str
    rule: Rule
    words: str

    @property
    def fault(self) -> Fault:
        return Fault("target_forbidden", self.pointer, told(self.rule), self.words[:80])


def told(rule: Rule) -> str:
    return f"不得以{rule.what_zh}为目标 · no target on {rule.what_en}: {rule.ground.cited}"


def forbidden_in(text: str, language: str, rules: Languages, *, of_target: bool) -> Match | None:
    """The first forbidden target that a text sets."""
    return next(every_forbidden_in(text, language, rules, of_target=of_target), None)


def every_forbidden_in(text: str, language: str, rules: Languages, *, of_target: bool) -> Iterator[Match]:
    """The forbidden targets that a text sets, one of every clause."""
    folded = folded_han(text) if language == "zh" else folded_english(text)
    ruled = rules[language]
    for sentence in folded.parts(_SENTENCES):
        plain = sentence.without(ruled.not_bans, "提高")
        if not ruled.names_any(plain.text):
            continue  # most sentences: what is lawful takes longest to look for
        found: dict[tuple[int, int], Match] = {}
        for marks in _CLAUSES:
            for match in _in_sentence(plain.without(ruled.lawful, ""), marks, ruled, of_target):
                found.setdefault(match.span, match)
        yield from found.values()


def _in_sentence(sentence: Folded, marks: Pattern, ruled: Language, of_target: bool) -> Iterator[Match]:
    clauses = [part for clause in sentence.parts(marks) for part in _turned(clause, ruled)]
    banned = [ruled.bans.search(clause.text) is not None for clause in clauses]
    for clause, bans in zip(clauses, banned, strict=True):
        found = None if bans else _found(clause, ruled, of_target, any(banned))
        if found is not None:
            yield found


_SENTENCES = re.compile(r"[。;!?\n]|\.(?=\s|$)")
_CLAUSES = re.compile(r"[,:]"), re.compile(",")
"""What is measured may stand before a colon and the figure after it; a ban before a colon may be a heading."""


def _turned(clause: Folded, ruled: Language) -> Iterator[Folded]:
    """A clause that bans reaches to its turn: 不唯升学率但本科上线率达到60%."""
    if ruled.bans.search(clause.text):
        yield from clause.before(ruled.turns)
    else:
        yield clause


def _found(clause: Folded, ruled: Language, of_target: bool, banned_beside: bool) -> Match | None:
    """Beside a ban the name of a measure alone goes on with the ban: 严禁公布成绩,炒作状元."""
    aimed = ruled.goals.search(clause.text) is not None
    used = ruled.uses.search(clause.text) is not None and not banned_beside
    named, meant = aimed or used or (of_target and not banned_beside), aimed or not banned_beside
    for rule in ruled.rules:
        found = (rule.aims.search(clause.text) if meant else None) or (
            rule.measures.search(clause.text) if named else None
        )
        if found is not None:
            return Match(rule, clause.written(found), clause.place(found))
    return None


def forbidden_findings(
    texts: Iterable[Stated], items: Iterable[tuple[str, str]], rules: Languages
) -> Iterator[Finding]:
    """Of every text the first forbidden target that it sets, and every data item that counts one.

    `items` are pointers with the codes of data items.
    """
    for stated in texts:
        match = forbidden_in(stated.text, stated.language, rules, of_target=stated.of_target)
        if match is not None:
            yield Finding(stated.pointer, match.rule, match.words)
    for pointer, code in items:
        for rule in rules["zh"].rules:
            if rule.items.search(re.sub(r"[.\-]", "_", code.casefold())):
                yield Finding(pointer, rule, code)
                break

"""From parts of a bracket to assignments of the draft: names as printed, rules of the document applied, no doubles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.draft import (
    ASSUMED,
    BY_RULE,
    DOUBTFUL,
    PRINTED,
    DraftAssignment,
    Read,
    StatedRule,
)
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.role_clauses import Part, read_clause
from services.plans.domain.policy_text.role_words import LEAD, RESPONSIBLE
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.stated_once import ALL_DISTRICTS, FIRST_IS_LEAD, applies, districts_named
from services.plans.domain.policy_text.unit_words import UNNAMED, is_unit
from services.plans.domain.words import AssignmentRole

_DRAWN_APART = re.compile("(?<=[\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff])")
_SURE = {
    "role_label": PRINTED,
    "role_mark": PRINTED,
    "role_verb": PRINTED,
    "sentence": BY_RULE,
    "first_is_lead": BY_RULE,
}


@dataclass(slots=True)
class Draughtsman:
    """Collects the assignments of one measure."""

    source: Source
    passage: Passage
    text: str
    rules: Sequence[StatedRule]
    assignments: list[DraftAssignment] = field(default_factory=list)
    open_ended: list[AssignmentRole] = field(default_factory=list)
    _seen: set[tuple[str, AssignmentRole]] = field(default_factory=set)

    def add(self, group: Sequence[Part], led: bool = False) -> None:
        """The parts of one bracket, in the order of the text; `led` where the lead is named elsewhere."""
        if not led and self._rule(FIRST_IS_LEAD) and not any(part.role is LEAD for part in group):
            group = _first_leads(group)
        for part in group:
            role = part.role or RESPONSIBLE
            opened = RESPONSIBLE if part.rule == FIRST_IS_LEAD else role
            if part.open_ended and opened not in self.open_ended:
                self.open_ended.append(opened)
            if part.start < part.end:
                self._assign(part, role)

    def _assign(self, part: Part, role: AssignmentRole) -> None:
        name = self._printed(self.passage, part)
        if (name, role) in self._seen:
            return
        at = self.passage.span(part.start, part.end)
        said = self.passage.span(*part.said) if part.said else at
        role_read = Read(said, _SURE.get(part.rule, ASSUMED), part.rule)
        self._keep(name, role, Read(at, _sure_of(self.text[part.start : part.end]), "unit_name"), role_read)

    def _printed(self, passage: Passage, part: Part) -> str:
        """Blanks that draw a name apart are no part of it."""
        return _DRAWN_APART.sub("", passage.printed(self.source, part.start, part.end))

    def _keep(self, name: str, role: AssignmentRole, name_read: Read, role_read: Read) -> None:
        if (name, role) not in self._seen:
            self._seen.add((name, role))
            self.assignments.append(DraftAssignment(name, role, {"name": name_read, "role": role_read}))

    def add_districts(self) -> None:
        """Those who answer for every measure because the document says so once."""
        for rule in self._rule(ALL_DISTRICTS):
            said = Read(rule.span, BY_RULE, ALL_DISTRICTS)
            for passage in districts_named(self.source, rule):
                words = BracketedText.of(passage)
                for part in read_clause(words, 0, len(words.text), RESPONSIBLE, None)[0]:
                    if part.start < part.end:
                        at = passage.span(part.start, part.end)
                        name = self._printed(passage, part)
                        self._keep(name, RESPONSIBLE, Read(at, BY_RULE, ALL_DISTRICTS), said)

    def _rule(self, word: str) -> list[StatedRule]:
        last = self._last().end
        return [rule for rule in self.rules if rule.rule == word and applies(self.source, rule, last)]

    def _last(self) -> Span:
        size = len(self.passage.places)
        return self.passage.span(size - 1, size) if size else Span(0, 0)


def _sure_of(name: str) -> float:
    if UNNAMED.match(name):
        return ASSUMED
    return PRINTED if is_unit(name) else DOUBTFUL


def _first_leads(group: Sequence[Part]) -> list[Part]:
    """The first of those who answer leads."""
    first = next(
        (number for number, part in enumerate(group) if part.role is RESPONSIBLE and part.start < part.end), None
    )
    return [
        replace(part, role=LEAD, rule=FIRST_IS_LEAD) if number == first else part for number, part in enumerate(group)
    ]

"""Targets without a number that can be checked all the same: all of them, never less, by a day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.checkable_words import FORMS, GIVEN, NEW_MEETS_STANDARD, PERIODIC, SOFT, Form
from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.deadlines import Sense
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.populations import after_share, each_of, subject_of
from services.plans.domain.words import Certainty, TargetKind

_NEXT = re.compile(r"[、和及与并]|以及")
_LONGEST = 240  # of a clause: what runs on longer is no sentence
_MOST = 6
_ALL_FORMS = (NEW_MEETS_STANDARD, *FORMS, PERIODIC)


def read_checkable(text: str, clauses: Sequence[Clause], taken: Sequence[Finding], in_phase: bool) -> Iterator[Finding]:
    """Of a veiled text; a clause with a number that is a target says nothing further.

    `in_phase` says that a phase gives a deadline where the text does not.
    """
    places = sorted(finding.at[0] for finding in taken)
    for clause in clauses:
        at = bisect_left(places, clause.start)
        if at < len(places) and places[at] < clause.end:
            continue
        yield from _of_clause(text, clause, in_phase)


def _of_clause(text: str, clause: Clause, in_phase: bool) -> Iterator[Finding]:
    end = min(clause.end, clause.start + _LONGEST)
    if GIVEN.search(text, clause.start, end) or words.PAST.search(text, clause.start, end):
        return
    start = clause.start
    for _ in range(_MOST):
        found = _first(text, clause, start, end, in_phase)
        if found is None:
            return
        form, match = found
        upto = _upto(text, match.end(), end)
        yield _finding(text, form, match, (start, upto))
        if upto == end:
            return
        start = upto


def _first(text: str, clause: Clause, start: int, end: int, in_phase: bool) -> tuple[Form, re.Match[str]] | None:
    """The first form of the list that fits."""
    own = any(when.sense is Sense.DUE for when in clause.own)
    for form in _ALL_FORMS:
        match = form.pattern.search(text, start, end)
        if match is None or (form.dated and not _is_dated(text, form, clause, own, in_phase)):
            continue
        return form, match
    return None


def _is_dated(text: str, form: Form, clause: Clause, own: bool, in_phase: bool) -> bool:
    if form.rule == "accepted":
        return True
    if form.rule == "done_by" and SOFT.search(text, clause.start, clause.end):
        return False
    return own or (form.rule == "meets_standard_by" and (in_phase or clause.inherited is not None))


def _upto(text: str, at: int, end: int) -> int:
    """A form right before 和 or 、 is said in full: what follows is another. Else it takes all of the clause."""
    return at if _NEXT.match(text, at, end) else end


def _finding(text: str, form: Form, match: re.Match[str], statement: tuple[int, int]) -> Finding:
    before = text[statement[0] : match.start()]
    of_money = form.kind is TargetKind.COMPARATOR
    confidence = ASSUMED if form.dated or form is PERIODIC else BY_RULE
    return Finding(
        match.span(), statement, form.kind, form.comparison, Certainty.CHECKABLE, confidence, form.rule,
        form.value, None, form.unit, _who(match[0], before, of_money=of_money), recurring=form.recurring,
    )  # fmt: skip


def _who(said: str, before: str, *, of_money: bool) -> str | None:
    if said.startswith("所有"):
        return after_share(said[2:])
    each = each_of(before)
    return each[0] if each else subject_of(before, of_money=of_money)

"""Outcomes of accountability by whom they are for, who decides them, and how widely they may be made known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.audit.domain.closed_document import Node
from services.audit.domain.grounds import Text

TWICE = "twice_in_a_year"
"""The aggravation that is counted."""
WITHIN = timedelta(days=365)
"""Who was held to account twice in this time is dealt with more strictly."""


class Subject(StrEnum):
    UNIT = "unit"
    PERSON = "person"
    PRIVATE_BODY = "private_body"


class Decides(StrEnum):
    """The office of supervision itself, or another organ to which the matter is only handed over."""

    OFFICE = "office"
    OTHER_ORGAN = "other_organ"


class Scope(StrEnum):
    """How widely a decision is made known, from the parties to everybody."""

    PARTIES = "parties"
    SYSTEM = "system"
    PUBLIC = "public"


@dataclass(frozen=True)
class LadderOutcome:
    title: Text
    subjects: frozenset[Subject]
    decided_by: Decides
    widest: Scope


Ladder = Mapping[str, LadderOutcome]


def ladder_from(node: Node) -> Ladder:
    return {code: _outcome(each) for code, each in node.mapping().items()}


def unfit(ladder: Ladder, outcomes: Sequence[str], subject: Subject) -> dict[int, str]:
    """By place the outcomes that cannot be imposed on such a subject, with what could be."""
    could = ", ".join(code for code, each in ladder.items() if subject in each.subjects)
    found = {}
    for place, code in enumerate(outcomes):
        each = ladder.get(code)
        if each is None or subject not in each.subjects:
            found[place] = f"one of those for a {subject}: {could}"
        elif code in outcomes[:place]:
            found[place] = "each outcome once"
    return found


def widest(ladder: Ladder, outcomes: Iterable[str]) -> Scope:
    """How widely a decision may be made known: as its gravest outcome allows."""
    order = list(Scope)
    return max((ladder[code].widest for code in outcomes if code in ladder), key=order.index, default=Scope.PARTIES)


def exceeds(scope: Scope, limit: Scope) -> bool:
    order = list(Scope)
    return order.index(scope) > order.index(limit)


def twice_in_a_year(earlier: Iterable[date], on: date) -> bool:
    return any(on - WITHIN <= day <= on for day in earlier)


def _outcome(node: Node) -> LadderOutcome:
    said = node.closed("title subjects decided_by widest")
    title = said["title"].closed("zh en")
    return LadderOutcome(
        Text(title["zh"].text(), title["en"].text()),
        frozenset(each.one_of(Subject) for each in said["subjects"].sequence()),
        said["decided_by"].one_of(Decides),
        said["widest"].one_of(Scope),
    )

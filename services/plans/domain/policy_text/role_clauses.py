"""A list of units with the words of their roles: 市教育局牵头,市财政局、市民政局等配合; 市教育局(牵头)、市财政局."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.role_words import (
    BRACKET_MARK,
    COOPERATING,
    GUIDE_MARK,
    LEAD,
    OPEN_END,
    RESPONSIBLE,
    VERB_MARK,
    WITH,
    bracket_role,
    verb_role,
)
from services.plans.domain.policy_text.unit_lists import Piece, belong_together, pieces
from services.plans.domain.policy_text.unit_words import is_no_name, is_unit
from services.plans.domain.words import AssignmentRole

_LEADING = re.compile("(?:由|以|请|并|其中|同时|即|[和及与]|[a-z★*▲#·-])* ?")


@dataclass(frozen=True, slots=True)
class Part:
    """A unit with its role. `said` is where the role is said; None where nothing but the list itself says it."""

    start: int
    end: int
    joint: str
    role: AssignmentRole | None
    said: tuple[int, int] | None
    rule: str
    open_ended: bool = False


@dataclass(slots=True)
class _Reading:
    """What was read so far; `waiting` are the units whose role a word after them will say."""

    default: AssignmentRole | None
    said: tuple[int, int] | None
    parts: list[Part] = field(default_factory=list)
    waiting: list[Part] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    after: tuple[int, int] | None = None
    led: bool = False

    def settle(self, role: AssignmentRole, said: tuple[int, int] | None, rule: str) -> None:
        self.parts += [replace(part, role=role, said=said, rule=rule) for part in self.waiting]
        self.waiting = []
        self.led = self.led or role is LEAD

    def close(self) -> None:
        """What no word has claimed has the role of the label, or goes with the lead that was named before."""
        if self.default:
            self.settle(self.default, self.said, "role_label")
        elif self.led:
            self.settle(COOPERATING, None, "named_with_lead")
        else:
            self.settle(RESPONSIBLE, None, "bare_list")
        self.after = None


def read_clause(
    words: BracketedText, start: int, end: int, default: AssignmentRole | None, said: tuple[int, int] | None
) -> tuple[tuple[Part, ...], tuple[int, ...]]:
    """The parts of a stretch, and the places where a name is lost between two separators."""
    reading = _Reading(default, said)
    for piece in pieces(words, start, end):
        if piece.joint in (";", "。"):
            reading.close()
        if piece.start >= piece.end:
            _note_lost(words, piece, end, reading)
            continue
        for with_others, part_start, part_end in _around_with(words, piece):
            if with_others:
                _begin_with(reading, with_others)
            _read_part(words, replace_joint(piece, part_start, part_end), reading)
    reading.close()
    return tuple(_together(words, sorted(reading.parts, key=lambda part: part.start))), tuple(reading.lost)


def replace_joint(piece: Piece, start: int, end: int) -> Piece:
    """A part of a piece; only the first keeps the separator before it."""
    return Piece(start, end, piece.joint if start == piece.start else "")


def _note_lost(words: BracketedText, piece: Piece, end: int, reading: _Reading) -> None:
    follows = words.text[piece.end] if piece.end < end else ""
    if (piece.joint in ("、", ",") and follows in ("、", ",")) or (piece.joint == "" and follows == "、"):
        reading.lost.append(piece.end)


def _around_with(words: BracketedText, piece: Piece) -> Iterator[tuple[tuple[int, int] | None, int, int]]:
    """The stretches around 会同: 市教育局会同市财政局 is a unit that leads and one that goes with it."""
    found, at = None, piece.start
    for word in WITH.finditer(words.text, piece.start, min(piece.end, piece.start + 200)):
        if word.start() > at or found is None:
            if word.start() > at:
                yield found, at, word.start()
            found, at = word.span(), word.end()
    if at < piece.end:
        yield found, at, piece.end


def _begin_with(reading: _Reading, said: tuple[int, int]) -> None:
    """Whoever was named before 会同 leads, unless the label has said otherwise."""
    reading.settle(LEAD if reading.default in (None, RESPONSIBLE) else reading.default, said, "role_verb")
    reading.after = said


def _read_part(words: BracketedText, piece: Piece, reading: _Reading) -> None:
    start, end = words.trimmed(piece.start, piece.end)
    verb = VERB_MARK.search(words.text, max(start, end - 60), end)
    guide = None if verb else GUIDE_MARK.search(words.text, max(start, end - 60), end)
    if guide:
        reading.waiting = []
        return
    name_end = verb.start() if verb else end
    part, own = _named(words, start, name_end, piece.joint)
    if own:
        reading.parts.append(part)
        reading.led = reading.led or part.role is LEAD
    elif reading.after and part.start <= part.end:
        reading.parts.append(replace(part, role=COOPERATING, said=reading.after, rule="role_verb"))
    else:
        reading.waiting.append(part)
    if verb:
        _said_by_verb(reading, verb)


def _said_by_verb(reading: _Reading, verb: re.Match[str]) -> None:
    role = verb_role(verb)
    if role is RESPONSIBLE and reading.default:
        role = reading.default
    if reading.waiting:
        reading.settle(role, verb.span(), "role_verb")
    if role is not RESPONSIBLE:
        reading.after = None


def _named(words: BracketedText, start: int, end: int, joint: str) -> tuple[Part, bool]:
    """The unit of a piece without its marks; own when a mark in brackets says the role of this one alone."""
    lead_in = _LEADING.match(words.text, start, end)
    start = lead_in.end() if lead_in else start
    mark = next(BRACKET_MARK.finditer(words.text, max(start, end - 40), end), None)
    role, said = (bracket_role(mark), mark.span()) if mark else (None, None)
    if mark and mark.end() == end:
        end = mark.start()
    opened = OPEN_END.search(words.text, max(start, end - 40), end)
    if opened:
        end = opened.start()
    while start < end and words.text[end - 1] in " .。:,(":
        end -= 1
    start, end = words.trimmed(start, end)
    return Part(start, end, joint, role, said, "role_mark", bool(opened)), mark is not None


def _together(words: BracketedText, parts: Sequence[Part]) -> Iterator[Part]:
    """Collectives made whole again; dates and other things that are no names are left out."""
    last: Part | None = None
    for part in parts:
        if last and last.role is part.role and not last.open_ended and _one_name(words, last, part):
            last = replace(part, start=last.start, joint=last.joint, said=last.said or part.said)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def _one_name(words: BracketedText, left: Part, right: Part) -> bool:
    if right.end - left.start > 80:
        return False
    return belong_together(words.text[left.start : left.end], words.text[right.start : right.end], right.joint)


def is_named(words: BracketedText, part: Part) -> bool:
    """Whether it names a unit at all: 等 alone does not, nor a date, nor a person beside the unit."""
    name = words.text[part.start : part.end]
    person = part.joint == "\n" and len(name) <= 4 and not is_unit(name)
    return len(name) > 1 and not is_no_name(name) and not person

"""A list of units cut into its names: separators, 和 within names and between them, collectives kept whole."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.role_words import BRACKET_MARK, OPEN_END, VERB_MARK
from services.plans.domain.policy_text.unit_words import (
    BARE_ORGANS,
    BARE_PLACES,
    BARE_ZONES,
    EACH,
    LEVELS,
    LOWEST,
    PLACED,
    PLACED_ORGANS,
    UNIT_END,
    is_unit,
)

_SEPARATORS = "、,;。/|"
_AND = re.compile("以及|[和及与暨]")
_NEW = re.compile("(?:各|全[省市县区州]|有关|相关|其他|其它|所属|所辖|市直|县直|区直|省直|中央驻|驻)")
_UNFINISHED = re.compile("[省市县区州旗党团工]委$")
_DEPARTMENT = re.compile("(?:教育|财政|[\u4e00-\u9fff]{1,12})(?:局|厅|委|办|部门)$")


class Piece(NamedTuple):
    """A stretch between two separators, and the separator before it: a mark, 和, a line break, or nothing."""

    start: int
    end: int
    joint: str


def pieces(words: BracketedText, start: int, end: int) -> Iterator[Piece]:
    """Of a stretch, in order; empty ones too, for a name may be lost between two separators."""
    joint = ""
    for piece_start, piece_end, mark in _cut_at_marks(words, start, end):
        yield from _cut_at_and(words, piece_start, piece_end, joint)
        joint = mark


def _cut_at_marks(words: BracketedText, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Pieces with the mark after each; a bracket is passed over, one that nothing closes is a character."""
    text, at, begun = words.text, start, start
    while at < end:
        if (at in words.breaks or text[at] == " ") and _complete(text[max(begun, at - 40) : at]):
            yield *words.trimmed(begun, at), "\n"
            begun = at
        if text[at] == "(" and at < words.closers.get(at, -1) < end:
            at = words.closers[at]
        elif text[at] in _SEPARATORS:
            yield *words.trimmed(begun, at), text[at]
            begun = at + 1
        at += 1
    yield *words.trimmed(begun, end), ""


def _complete(name: str) -> bool:
    """Whether a line that ends here ends a name: 市教育局 does, 市人力资源和社会 and 市委 may go on."""
    return bool(UNIT_END.search(name)) and not _UNFINISHED.search(name)


def _cut_at_and(words: BracketedText, start: int, end: int, joint: str) -> Iterator[Piece]:
    """At 和 between two whole names; 文化和旅游局 and 党委和政府 stay whole."""
    text, begun = words.text, start
    if not _AND.search(text, start, end):
        yield Piece(start, end, joint)
        return
    tail = _without_marks(text[max(start, end - 60) : end])
    for found in _AND.finditer(text, start, end):
        if found.start() < begun or _within_bracket(text, begun, found.start()):
            continue
        if _joins_two(
            text[begun : found.start()], text[found.end() : min(end, found.end() + 30)], tail, end - found.end()
        ):
            yield Piece(*words.trimmed(begun, found.start()), joint)
            begun, joint = found.end(), "和"
    yield Piece(*words.trimmed(begun, end), joint)


def _within_bracket(text: str, start: int, at: int) -> bool:
    """Whether an opening mark in the near stands before this place without its closing one."""
    near = text[max(start, at - 40) : at]
    return near.rfind("(") > near.rfind(")")


def _joins_two(left: str, right: str, tail: str, left_over: int) -> bool:
    left = BRACKET_MARK.sub("", left[-40:])
    if not left or not right:
        return bool(left or right) and left_over > 0
    if left.endswith("中央") and right.startswith("国家机关"):
        return False
    if _NEW.match(right):
        return is_unit(left) or len(left) > 1
    whole = _without_marks(right) if left_over <= 30 else right
    if BARE_ORGANS.match(whole) or BARE_ZONES.match(whole) or not UNIT_END.search(tail):
        return False
    if BARE_PLACES.match(left):
        return not PLACED_ORGANS.match(whole)
    return bool(UNIT_END.search(left)) and not BARE_ZONES.match(left)


def _without_marks(name: str) -> str:
    """A name without the words of its role and without 等."""
    return OPEN_END.sub("", VERB_MARK.sub("", BRACKET_MARK.sub("", name[-60:]))).strip()


def belong_together(left: str, right: str, joint: str) -> bool:
    """Whether two stretches beside one another are one collective: 各市、縣(區), 县、区党委和人民政府, 党委、政府."""
    if joint not in ("、", "和", "/", "\n") or not right or EACH.match(right):
        return False
    if BARE_ORGANS.match(right):
        return bool(re.search("(?:委|政府)(?:\\([^()]*\\))?$", left))
    placed = PLACED.match(right)
    if not placed:
        return False
    if BARE_PLACES.match(left):
        return _below(left, right, placed.end())
    return bool(EACH.match(left) and (left[-1] in "委署" or right[-1] == "署") and PLACED_ORGANS.match(right))


def _below(left: str, right: str, places: int) -> bool:
    """Organs of territories follow in any order; departments only of a level not above the one named before."""
    if PLACED_ORGANS.match(right) or not EACH.match(left):
        return True
    return bool(_DEPARTMENT.match(right[places:])) and _level(left) <= _level(right[:places]) and _level(right) > 1


def _level(places: str) -> int:
    """The highest level among the places that a stretch names."""
    return min((level for word, level in LEVELS.items() if word in places[:12]), default=LOWEST)

"""Which bracket closes which, and where lines end: one walk through a text, however deeply it is nested."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from services.plans.domain.policy_text.passage import Passage

_ANGLES = str.maketrans("<>〈〉", "()()")


class Pair(NamedTuple):
    """A bracket from its opening to its closing mark; `height` counts the brackets nested within it."""

    start: int
    end: int
    height: int


@dataclass(frozen=True, slots=True)
class BracketedText:
    """`closers` gives the closing mark of each opening one that has one, `breaks` the places that begin a line."""

    text: str
    pairs: tuple[Pair, ...]
    closers: dict[int, int]
    breaks: frozenset[int]

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """Angle brackets count as round ones: 各县<市、区> is written where round ones stand outside."""
        text, places = passage.text.translate(_ANGLES), passage.places
        pairs = _pairs(text)
        breaks = frozenset(at for at in range(1, len(places)) if places[at] != places[at - 1] + 1)
        return cls(text, pairs, {pair.start: pair.end for pair in pairs}, breaks)

    def without(self, taken: list[tuple[int, int]]) -> Self:
        """With stretches, in their order, blanked out by full stops."""
        cut, at = [], 0
        for start, end in taken:
            cut += [self.text[at:start], "。" * (end - start)]
            at = end
        return type(self)("".join(cut) + self.text[at:], self.pairs, self.closers, self.breaks)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without blanks at its ends."""
        while start < end and self.text[start] == " ":
            start += 1
        while start < end and self.text[end - 1] == " ":
            end -= 1
        return start, end


def _pairs(text: str) -> tuple[Pair, ...]:
    """In the order of their opening marks; marks without a partner are in none."""
    found: list[Pair] = []
    opened: list[int] = []
    heights: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            opened.append(at)
            heights.append(0)
        elif character == ")" and opened:
            height = heights.pop()
            found.append(Pair(opened.pop(), at, height))
            if heights:
                heights[-1] = max(heights[-1], height + 1)
    return tuple(sorted(found))

"""Texts in the one form that the rules on forbidden targets are written for, each character with its place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from services.plans.domain.policy_text.folding import fold

_ORNAMENT = frozenset("\"'“”‘’「」『』《》〈〉()（）[]{}·•*_~-/\\|+#`^…﹏")


@dataclass(frozen=True)
class Folded:
    """`places` says of each character where it stood in `source`."""

    source: str
    text: str
    places: tuple[int, ...]

    def written(self, found: re.Match[str]) -> str:
        """The words of a match as they were written."""
        start, end = self.place(found)
        return self.source[start:end]

    def place(self, found: re.Match[str]) -> tuple[int, int]:
        """From and before which character of the source a match stands."""
        return self.places[found.start()], self.places[max(found.start(), found.end() - 1)] + 1

    def parts(self, marks: re.Pattern[str]) -> Iterator["Folded"]:
        """What stands between the marks."""
        start = 0
        for mark in marks.finditer(self.text):
            yield self._cut(start, mark.start())
            start = mark.end()
        yield self._cut(start, len(self.text))

    def before(self, words: re.Pattern[str]) -> Iterator["Folded"]:
        """The text cut in front of each of the words."""
        start = 0
        for word in words.finditer(self.text):
            yield self._cut(start, word.start())
            start = word.start()
        yield self._cut(start, len(self.text))

    def without(self, words: re.Pattern[str], instead: str) -> "Folded":
        """Each match replaced; what stands there instead has the place of its beginning."""
        text, places, start = "", [], 0
        for word in words.finditer(self.text):
            at = self.places[word.start()] if word.start() < len(self.places) else len(self.source) - 1
            mark = instead or "□"
            text += self.text[start : word.start()] + mark
            places += [*self.places[start : word.start()], *([at] * len(mark))]
            start = word.end()
        return Folded(self.source, text + self.text[start:], (*places, *self.places[start:]))

    def _cut(self, start: int, end: int) -> "Folded":
        return Folded(self.source, self.text[start:end], self.places[start:end])


def folded_han(text: str) -> Folded:
    """Simplified, half-width, small letters; no blanks, invisible characters, quotation marks or brackets."""
    kept = [
        (character.casefold(), place)
        for place, character in enumerate(fold(text))
        if not _is_ornament(character) and len(character.casefold()) == 1
    ]
    return Folded(text, "".join(each for each, _ in kept), tuple(place for _, place in kept))


def folded_english(text: str) -> Folded:
    """Small letters; one blank for every stretch of blanks and quotation marks, and none at the ends."""
    kept: list[tuple[str, int]] = []
    for place, character in enumerate(fold(text)):
        plain = " " if character.isspace() or character in "\"'“”‘’_*" else character.casefold()
        if unicodedata.category(character) == "Cf" or len(plain) != 1 or (plain == " " and kept and kept[-1][0] == " "):
            continue
        kept.append((plain, place))
    return Folded(text, "".join(each for each, _ in kept), tuple(place for _, place in kept))


@cache
def _is_ornament(character: str) -> bool:
    return character.isspace() or character in _ORNAMENT or unicodedata.category(character) in ("Cf", "Cc", "Mn")

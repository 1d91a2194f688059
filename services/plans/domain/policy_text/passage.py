"""A stretch of a document to look through: folded, without line breaks, each character with its place."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.source import Source, Span

_UNBROKEN = re.compile("[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is folded and may run over several places of the document; `places` says where each character stands."""

    text: str
    places: "array[int]"

    @classmethod
    def of(cls, source: Source, spans: Iterable[Span]) -> Self:
        """The spans one after another, without the line breaks within them."""
        text, places = [], array("I")
        for span in spans:
            for found in _UNBROKEN.finditer(source.text, span.start, span.end):
                text.append(found[0])
                places.extend(range(*found.span()))
        return cls(fold("".join(text)), places)

    @classmethod
    def plain(cls, text: str) -> Self:
        """Folded words of which only the reading counts, not the place."""
        return cls(text, array("I", range(len(text))))

    def cut(self, start: int, end: int) -> Self:
        """A part of it, by places in `text`."""
        return type(self)(self.text[start:end], self.places[start:end])

    def span(self, start: int, end: int) -> Span:
        """Where a part of `text` stands in the document, from its first to its last character."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def printed(self, source: Source, start: int, end: int) -> str:
        """The part as the document writes it, unfolded, without the line breaks that cut it."""
        return "".join(source.text[at] for at in self.places[start:end])

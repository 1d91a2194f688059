"""A stretch of a document to look through: folded, without the line breaks that cut it, each character with its place."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.source import Source, Span


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
            for at, character in enumerate(source.at(span), span.start):
                if character not in "\r\n":
                    text.append(character)
                    places.append(at)
        return cls(fold("".join(text)), places)

    def cut(self, start: int, end: int) -> Self:
        """A part of it, by places in `text`."""
        return type(self)(self.text[start:end], self.places[start:end])

    def span(self, start: int, end: int) -> Span:
        """Where a part of `text` stands in the document, from its first to its last character."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def printed(self, source: Source, start: int, end: int) -> str:
        """The part as the document writes it, unfolded, without the line breaks that cut it."""
        return "".join(source.text[at] for at in self.places[start:end])

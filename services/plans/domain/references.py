"""Codes that stand twice, and references that lead nowhere."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from services.kernel.errors import Fault


@dataclass(frozen=True)
class Mention:
    """A code and the JSON pointer where it stands."""

    pointer: str
    code: str


def repeated(mentions: Iterable[Mention], what: str) -> Iterator[Fault]:
    """A fault for every mention of a code after its first."""
    seen: set[str] = set()
    for mention in mentions:
        if mention.code in seen:
            yield Fault("code_repeated", mention.pointer, f"each {what} once", mention.code)
        seen.add(mention.code)


def unknown(mentions: Iterable[Mention], known: Collection[str], what: str) -> Iterator[Fault]:
    """A fault for every mention of a code that is not known."""
    for mention in mentions:
        if mention.code not in known:
            yield Fault(f"{what}_unknown", mention.pointer, f"a {what} that exists", mention.code)

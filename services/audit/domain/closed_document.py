"""Reading a plain document against a closed key set: what is unknown, missing or inexact is refused with its path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NoReturn, TypeVar

from services.audit.domain.grounds import StandardRefused

Named = TypeVar("Named", bound=StrEnum)

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class Node:
    """A value of a document and the path that leads to it."""

    path: str
    content: object

    def refuse(self, reason: str) -> NoReturn:
        """Raise StandardRefused for this place."""
        raise StandardRefused(self.path or "document", reason)

    def mapping(self) -> dict[str, "Node"]:
        """The members of a non-empty mapping with text keys."""
        if not isinstance(self.content, Mapping):
            self.refuse("must be a mapping")
        if not self.content:
            self.refuse("must not be empty")
        prefix = f"{self.path}." if self.path else ""
        members = {}
        for key, value in self.content.items():
            if not isinstance(key, str):
                self.refuse(f"key {key!r} must be text")
            members[key] = Node(f"{prefix}{key}", value)
        return members

    def closed(self, required: str, optional: str = "") -> dict[str, "Node"]:
        """The members of a mapping that has all `required` keys (blank-separated) and none beyond `optional`."""
        members = self.mapping()
        needed = required.split()
        for key, node in members.items():
            if key not in needed and key not in optional.split():
                node.refuse("unknown key")
        for key in needed:
            if key not in members:
                Node(f"{self.path}.{key}" if self.path else key, None).refuse("missing")
        return members

    def sequence(self) -> Iterator["Node"]:
        """The elements of a list, each with its place counted from 0."""
        if not isinstance(self.content, list | tuple):
            self.refuse("must be a list")
        return (Node(f"{self.path}[{place}]", value) for place, value in enumerate(self.content))

    def text(self) -> str:
        """A text that is not blank."""
        if not isinstance(self.content, str) or not self.content.strip():
            self.refuse("must be a text that is not blank")
        return self.content

    def number(self) -> Fraction:
        """An exact number: decimal text, an integer, a Decimal or a Fraction. A float has lost what was written."""
        content = self.content
        if isinstance(content, str) and _NUMBER.fullmatch(content):
            return Fraction(content)
        if isinstance(content, int | Fraction) and not isinstance(content, bool):
            return Fraction(content)
        if isinstance(content, Decimal) and content.is_finite():
            return Fraction(content)
        return self.refuse("must be a number written as decimal text")

    def positive(self) -> Fraction:
        """An exact number above zero."""
        number = self.number()
        if number <= 0:
            self.refuse("must be above zero")
        return number

    def whole(self) -> int:
        """A whole number above zero."""
        number = self.positive()
        if number.denominator != 1:
            self.refuse("must be a whole number")
        return number.numerator

    def one_of(self, names: type[Named]) -> Named:
        """A member of an enumeration, by its value."""
        for name in names:
            if self.content == name.value:
                return name
        return self.refuse(f"must be one of: {', '.join(name.value for name in names)}")

    def exactly(self, expected: str) -> None:
        """Refuse anything but this one text."""
        if self.content != expected:
            self.refuse(f'must be "{expected}"')

"""Versions of standards and local variants as a process holds them, shipped and uploaded alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from services.audit.domain.grounds import StandardRefused
from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant, is_variant, standard_with, variant_from
from services.audit.standards.marks import digest_of, placed, read_document, shown_document

Rule = TypeVar("Rule", Standard, Variant)


@dataclass(frozen=True)
class Issue:
    """How a version came into force. A shipped one is in force from its own document's day, and nobody published it."""

    in_force_from: date
    published_on: date | None = None
    publisher: str | None = None
    reason: str | None = None

    @property
    def shipped(self) -> bool:
        return self.published_on is None


@dataclass(frozen=True)
class Edition(Generic[Rule]):
    """One version: as the scoring reads it, as an official wrote it, and since when it is in force.

    `exact` keeps numbers as text, for variants to be applied to.
    """

    rule: Rule
    exact: Mapping[str, Any]
    text: str
    sha256: str
    issue: Issue

    @property
    def document(self) -> Mapping[str, Any]:
        """The document with JSON numbers, for those who read it."""
        return shown_document(self.text)

    @property
    def key(self) -> tuple[str, str]:
        return self.rule.code, self.rule.version


@dataclass(frozen=True)
class Read(Generic[Rule]):
    """A text that was read: what it says, and what it is made of."""

    rule: Rule
    exact: Mapping[str, Any]
    sha256: str


def read_rule(text: str, file: str) -> Read[Standard] | Read[Variant]:
    """A standard or a variant. Raises StandardRefused with file, line and reason."""
    exact = read_document(text, file)
    try:
        if is_variant(exact):
            return Read(variant_from(exact), exact, digest_of(exact))
        return Read(standard_from(exact), exact, digest_of(exact))
    except StandardRefused as refused:
        raise placed(refused, text, file) from refused


def hold_against(variant: Variant, base: Mapping[str, Any], text: str, file: str) -> Standard:
    """The standard read with the variant. Raises StandardRefused with file and line of the variant."""
    try:
        return standard_with(base, [variant])
    except StandardRefused as refused:
        raise placed(refused, text, file) from refused

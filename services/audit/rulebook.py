"""The shipped rules as a process holds them: read and checked once, at start, so that a broken one stops it there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Any

import yaml
from fastapi import Depends, Request

from services.audit.domain.case_force import DatedRule
from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Standard
from services.audit.errors import StandardUnknown, StandardVersionGone
from services.audit.rules import accountability_rules
from services.audit.standards import document_from


@dataclass(frozen=True)
class Shipped:
    """A standard as the scoring reads it and as an official wrote it; in `document` numbers are JSON numbers."""

    standard: Standard
    document: Mapping[str, Any]


@dataclass(frozen=True)
class Rulebook:
    """Standards by code, and the accountability rules, oldest first."""

    standards: Mapping[str, Shipped]
    accountability: Sequence[DatedRule]

    def standard(self, code: str) -> Standard:
        """The standard of this code; `StandardUnknown` where none is shipped."""
        found = self.standards.get(code)
        if found is None:
            raise StandardUnknown(f"shipped are: {', '.join(sorted(self.standards))}")
        return found.standard

    def version(self, code: str, version: str) -> Standard:
        """Exactly the version an assessment used."""
        found = self.standards.get(code)
        if found is None or found.standard.version != version:
            raise StandardVersionGone(f"{code} {version}")
        return found.standard


def load_rulebook() -> Rulebook:
    """Raises StandardRefused, or yaml.YAMLError, for a file that is no rule."""
    folder = files("services.audit.standards")
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    shipped = [Shipped(standard_from(document_from(text)), _as_data(text)) for text in texts]
    return Rulebook({each.standard.code: each for each in shipped}, accountability_rules())


def _as_data(text: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = yaml.safe_load(text)
    return document


def rulebook_of(request: Request) -> Rulebook:
    rulebook: Rulebook = request.app.state.rulebook
    return rulebook


Rules = Annotated[Rulebook, Depends(rulebook_of)]

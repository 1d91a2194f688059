"""A plan as it is kept: its document in work, its newest published revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Revision:
    """A published revision."""

    number: int
    document: Document
    published_on: date


@dataclass(frozen=True)
class StoredPlan:
    """`draft` is None when nothing was changed since `newest`, `newest` is None before the first publication."""

    code: str
    jurisdiction: str
    version: int
    draft: Document | None
    newest: Revision | None

    @property
    def draft_number(self) -> int:
        """The number a draft has, and gets when it is published."""
        return self.newest.number + 1 if self.newest else 1

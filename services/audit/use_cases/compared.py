"""Two assessments held side by side: what changed, and the inputs that differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.audit.domain.differences import CausedBy, Change, Key
from services.audit.repository.assessments import Kept
from services.audit.repository.register import Register

Values = Mapping[Key, tuple[Any, Any]]


@dataclass(frozen=True)
class CountyChange:
    """A county of two assessments of many whose rows differ; a verdict is None where one has no such county."""

    code: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Compared:
    """`changes` are those of one place, `counties` those of a larger one of which none was named."""

    before: Kept
    after: Kept
    place: str | None
    counties: Sequence[CountyChange]
    changes: Sequence[tuple[Change, CausedBy]]


def organisations_between(before: Register, after: Register) -> list[str]:
    """Codes of those that came, went or became another kind."""
    ours, theirs = before.organisations, after.organisations
    return [code for code in sorted({*ours, *theirs}) if ours.get(code) != theirs.get(code)]


def values_between(before: Mapping[Key, Any], after: Mapping[Key, Any]) -> Values:
    """Those that are not the same; what is missing and what is said to be unknown are alike here."""
    keys = sorted({*before, *after}, key=lambda key: (key[0], key[1], key[2] or ""))
    return {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}

"""What two assessments of the same subjects differ in, and which of their inputs differ with it.

Results that both have are held against each other by what they are about. Beside a change stand its possible causes:
the readings it counts that are not the same, the parts of the two versions of the standard that differ, and the
organisations that came, went or became another kind. Where nothing stands it is a reading of an earlier period that a
condition looks back to, or another engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.audit.domain.standard import GRADE, MEAN, Standard

Subject = tuple[str, str, str | None, str | None]
"""kind, organisation, stage, criterion"""
Key = tuple[str, str, str | None]
"""organisation, indicator, period; None where two periods are held against each other"""
OF_A_GRADE = frozenset({"points", "bars", "downgrades"})
"""How the paths of conditions begin that a grade hangs on."""


class Row(Protocol):
    """A result row, stored or derived."""

    @property
    def kind(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def stage(self) -> str | None: ...
    @property
    def criterion(self) -> str | None: ...
    @property
    def verdict(self) -> str | None: ...
    @property
    def borderline(self) -> bool: ...
    @property
    def exact(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def detail(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Change:
    """One subject; a side is None where only the other assessment has it."""

    subject: Subject
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class CausedBy:
    """`readings`: with the values before and after; `rules`: paths of clauses, or targets of a plan; `organisations`:
    codes of those that came, went or became another kind; `assessment`: the later one of a standard, for a target that
    asks for all of it."""

    readings: Sequence[tuple[Key, Any, Any]]
    rules: Sequence[str]
    organisations: Sequence[str]
    assessment: str | None = None


def changes_between(before: Iterable[Row], after: Iterable[Row]) -> list[Change]:
    """In the order of the earlier assessment, then what only the later one has."""
    ours, theirs = _by_subject(before), _by_subject(after)
    found = [Change(subject, row, theirs.get(subject)) for subject, row in ours.items()]
    found += [Change(subject, None, row) for subject, row in theirs.items() if subject not in ours]
    return [each for each in found if not _same(each.before, each.after)]


def rules_between(before: Standard, after: Standard) -> Mapping[str, Sequence[str]]:
    """What differs between two versions: by criterion or item its path, under "" what concerns everything."""
    if before == after:
        return {}
    found: dict[str, list[str]] = {}
    whole = ("splits", "school_rule", "county_rule", "excluded", "borderline_margin")
    for name in whole:
        if getattr(before, name) != getattr(after, name):
            found.setdefault("", []).append(name)
    for name in ("criteria", "items"):
        ours, theirs = ({each.code: each for each in getattr(standard, name)} for standard in (before, after))
        for code in [*ours, *(code for code in theirs if code not in ours)]:
            if ours.get(code) != theirs.get(code):
                found.setdefault(code, []).append(f"{name}.{code}")
    for path in [*before.provisos, *(path for path in after.provisos if path not in before.provisos)]:
        if before.provisos.get(path) != after.provisos.get(path):
            found[path] = [path]
    if before.grading != after.grading:
        found[GRADE] = [GRADE]
    return found


def causes_of(
    change: Change,
    readings: Mapping[Key, tuple[Any, Any]],
    rules: Mapping[str, Sequence[str]],
    organisations: Iterable[str],
    items: Iterable[str],
) -> CausedBy:
    """`readings` are all that differ, `items` those that count for the change; a county's result counts everybody's.

    The mean counts every criterion, and whatever the points and the facts of a grade are, the grade counts them.
    """
    kind, organisation, _, criterion = change.subject
    counted = set(items)
    of_all = kind in {"comparison", "item", "condition", "target"}
    moved = [
        (key, *values) for key, values in readings.items() if key[1] in counted and (of_all or key[0] == organisation)
    ]
    own = [code for code in organisations if of_all or code == organisation]
    return CausedBy(moved, list(_told(rules, kind, criterion or "")), own)


def _told(rules: Mapping[str, Sequence[str]], kind: str, criterion: str) -> Iterator[str]:
    yield from rules.get("", ())
    if criterion == MEAN:
        yield from (path for paths in rules.values() for path in paths if path.startswith("criteria."))
    elif criterion:
        yield from rules.get(criterion, ())
    if kind == "condition":
        first = criterion.partition(".")[0]
        yield from rules.get(GRADE if first in OF_A_GRADE else criterion.rpartition(".")[0] or "-", ())


def _by_subject(rows: Iterable[Row]) -> dict[Subject, Row]:
    return {(row.kind, row.organisation, row.stage, row.criterion): row for row in rows}


def _same(before: Row | None, after: Row | None) -> bool:
    if before is None or after is None:
        return before is after
    names = ("verdict", "borderline", "exact", "reason")
    return all(getattr(before, name) == getattr(after, name) for name in names) and _bounds(before) == _bounds(after)


def _bounds(row: Row) -> tuple[Any, ...]:
    names = ("low", "high", "low_squared", "high_squared", "shortage", "missed", "undecided", "failing", "conditions")
    of_grade, of_target = (
        ("grade", "struck", "open", "possible"),
        ("failed_periods", "deadline_state", "overdue", "late"),
    )
    return tuple(row.detail.get(name) for name in (*names, *of_grade, *of_target))

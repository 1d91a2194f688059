"""Two assessments side by side."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import Field

from services.audit.domain.case_numbers import plain
from services.audit.domain.differences import CausedBy, Change, Row
from services.audit.domain.nation import codes
from services.audit.repository.assessments import Kept
from services.audit.schemas.common import Figure, Named, named
from services.audit.use_cases.compared import Compared
from services.kernel.fields import Shown, shown_number

MOST_NAMED = 50
Names = Mapping[str, tuple[str, str]]


class SideShown(Shown):
    """What one of the two pinned, and its fingerprint."""

    assessment: str
    standard_version: str | None
    plan_revision: int | None
    engine_version: str
    period: str | None
    as_of: date
    snapshot_version: int
    organisations_version: int
    verdict: str
    result_sha256: str


class StateShown(Shown):
    """A result on one side."""

    verdict: str | None
    borderline: bool
    exact: str | None
    reason: str | None


class ReadingChange(Shown):
    """Null is nothing approved, or approved as unknown."""

    organisation: str
    indicator: str
    period: str | None = Field(description="null where two periods are compared · 两次评估期间不同时为空")
    before: Figure | None
    after: Figure | None


class CausesShown(Shown):
    """Inputs that differ and that the result counts. Of readings the first 50 are named; under a standard none of
    periods before the one assessed. Where nothing is named it is one of those, another day, or another engine."""

    readings: list[ReadingChange]
    readings_count: int
    rules: list[str] = Field(description="parts of the standard, targets of the plan · 标准或方案中变化的部分")
    organisations: list[str] = Field(description="that came, went or became another kind · 增减或变更的机构")
    assessment: str | None = Field(
        description="the later one of a standard that a target asks for · 目标所依据的新评估"
    )


class ChangeShown(Shown):
    kind: str
    organisation: Named
    stage: str | None
    criterion: str | None
    before: StateShown | None
    after: StateShown | None
    causes: CausesShown


class CountyChangeShown(Shown):
    organisation: Named
    before: str | None
    after: str | None


class ComparisonShown(Shown):
    """`same`: both came out alike to the byte. `counties` are those of a larger place that differ, `changes` one page
    of those of the county, or the plan, compared."""

    before: SideShown
    after: SideShown
    same: bool
    county: str | None
    counties: list[CountyChangeShown]
    changes_count: int
    changes: list[ChangeShown]
    next: str | None


def shown_comparison(compared: Compared, names: Names, first: int, limit: int, next_: str | None) -> ComparisonShown:
    return ComparisonShown(
        before=_side(compared.before),
        after=_side(compared.after),
        same=compared.before.result_sha256 == compared.after.result_sha256,
        county=compared.place,
        counties=[
            CountyChangeShown(organisation=_named(each.code, names), before=_word(each.before), after=_word(each.after))
            for each in compared.counties
        ],
        changes_count=len(compared.changes),
        changes=[_change(change, causes, names) for change, causes in compared.changes[first : first + limit]],
        next=next_,
    )


def _side(kept: Kept) -> SideShown:
    values = {name: getattr(kept, name) for name in SideShown.model_fields if name != "assessment"}
    return SideShown(assessment=kept.id, **values)


def _change(change: Change, causes: CausedBy, names: Names) -> ChangeShown:
    kind, organisation, stage, criterion = change.subject
    return ChangeShown(
        kind=kind,
        organisation=_named(organisation, names),
        stage=stage,
        criterion=criterion,
        before=_state(change.before),
        after=_state(change.after),
        causes=CausesShown(
            readings=[
                ReadingChange(
                    organisation=key[0],
                    indicator=key[1],
                    period=key[2],
                    before=_figure(before),
                    after=_figure(after),
                )
                for key, before, after in causes.readings[:MOST_NAMED]
            ],
            readings_count=len(causes.readings),
            rules=list(causes.rules),
            organisations=list(causes.organisations),
            assessment=causes.assessment,
        ),
    )


def _state(row: Row | None) -> StateShown | None:
    if row is None:
        return None
    return StateShown(verdict=row.verdict, borderline=row.borderline, exact=row.exact, reason=row.reason)


def _named(code: str, names: Names) -> Named:
    return named(code, *names.get(code, ("", "")))


def _figure(value: Any) -> int | float | None:
    if isinstance(value, Fraction):
        return plain(value)
    return shown_number(value) if isinstance(value, Decimal) else None


def _word(code: int | None) -> str | None:
    verdict = None if code is None else codes.VERDICTS[code]
    return None if verdict is None else verdict.value

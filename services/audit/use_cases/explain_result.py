"""Gathers everything one result rests on, from the local copies as of the assessment's own snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.access.caller import Guard
from services.audit.domain.case_carriers import Carrier
from services.audit.domain.case_clauses import (
    IN_FORCE,
    SCHOOL_RULE,
    SPLITS,
    Clause,
    clauses_of,
    comparison_clauses,
    criterion_path,
    with_changes,
)
from services.audit.domain.facts import Stage
from services.audit.domain.standard import Criterion, Standard
from services.audit.domain.verdict import Verdict
from services.audit.errors import NotScored, StageNeeded
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.confirmations import Confirmation, confirmations_for
from services.audit.repository.organisations import places_of
from services.audit.repository.results import KeptResult
from services.audit.repository.snapshots import Version, indicator_names, versions_of
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import Source, alone
from services.audit.use_cases.take_coefficient_apart import apart_from_rows
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class Asked:
    assessment: str
    organisation: str
    criterion: str
    stage: str | None


@dataclass(frozen=True)
class Explained:
    """The ingredients of an explanation. `part` is None for a comparison, `carried` empty for a school."""

    assessment: Kept
    standard: Standard
    criterion: Criterion
    result: KeptResult
    part: KeptResult | None
    rests_on: Sequence[Clause]
    confirmations: Mapping[str, Confirmation]
    versions: Sequence[Version]
    names: Mapping[str, Mapping[str, Any]]
    carried: Sequence[tuple[Carrier, KeptResult]]

    @property
    def of_school(self) -> bool:
        """A school's criterion; else the comparison of a county's schools."""
        return self.result.kind == "criterion"

    @property
    def stage(self) -> Stage:
        return Stage(self.result.stage or "")

    @property
    def verdict(self) -> Verdict | None:
        return None if self.result.verdict is None else Verdict(self.result.verdict)

    @property
    def line(self) -> Fraction:
        """Raises LookupError where a school has none: explain_result refuses to explain such."""
        rule = self.standard.county_rule
        if not self.of_school and rule is not None:
            return rule.limits[self.stage]
        return self.criterion.lines[self.stage]


async def explain_result(session: Session, guard: Guard, rulebook: Rulebook, asked: Asked) -> Explained:
    """Refused as unknown where the caller may not see the organisation or the assessment has no such result."""
    await guard.require(asked.organisation)
    kept = await assessment_of(session, asked.assessment)
    if kept is None:
        raise guard.refusal()
    if kept.standard is None or kept.standard_version is None or kept.period is None:
        raise NotScored("the targets of a plan were assessed; ask /figures for one of them")
    standard = rulebook.used(kept.standard, kept.standard_version, kept.summary)
    kept, source = await alone(session, guard, rulebook, kept, asked.organisation)
    result = await _result(source, guard, kept, asked)
    criterion = next((each for each in standard.criteria if each.code == result.criterion), None)
    if criterion is None:
        raise NotScored("the mean of all coefficients; ask for one of them", extra={"reason": result.reason})
    if result.kind == "criterion" and not criterion.lines:
        raise NotScored("the standard draws no line for a school", extra={"reason": "no_school_rule"})
    county = (await places_of(session, [kept.organisation]))[kept.organisation]
    confirmations = await confirmations_for(session, standard.code, standard.version, county)
    compared = await _compared(source, result)
    items = _items(result)
    versions = await versions_of(
        session,
        organisation=result.organisation,
        period=kept.period or "",
        snapshot=kept.snapshot_version,
        indicators=items,
    )
    return Explained(
        assessment=kept,
        standard=standard,
        criterion=criterion,
        result=result,
        part=await _part(source, result),
        rests_on=_rests_on(standard, result, compared),
        confirmations={each.clause: each for each in confirmations},
        versions=versions,
        names=await indicator_names(session, snapshot=kept.snapshot_version, codes=items),
        carried=_carried(criterion, compared),
    )


async def _result(source: Source, guard: Guard, kept: Kept, asked: Asked) -> KeptResult:
    kind = "comparison" if asked.organisation == kept.organisation else "criterion"
    place = {"organisation": asked.organisation, "stage": asked.stage, "criterion": asked.criterion}
    found = await source.at(kind=kind, **place)
    if len(found) > 1:
        expected = ", ".join(str(row.stage) for row in found)
        raise StageNeeded(faults=[Fault("stage_needed", "?stage", f"one of {expected}")])
    if found:
        return found[0]
    school = await source.at(kind="school", organisation=asked.organisation)
    if not school and kind == "criterion":
        raise guard.refusal()
    reason = school[0].reason if school else None
    raise NotScored(reason or "no such criterion or stage", extra={"reason": reason})


async def _part(source: Source, result: KeptResult) -> KeptResult | None:
    found = await source.at(kind="part", organisation=result.organisation, stage=result.stage)
    return found[0] if found else None


async def _compared(source: Source, result: KeptResult) -> Sequence[KeptResult]:
    if result.kind != "comparison":
        return []
    return await source.at(kind="criterion", stage=result.stage, criterion=result.criterion)


def _items(result: KeptResult) -> list[str]:
    """The data items behind the result of a school; a comparison points to its schools instead."""
    if result.kind == "comparison":
        return []
    share = result.detail["share"]
    pupils = [result.detail["pupils"], *(share["stages"] if share else [])]
    return [entry["item"] for entry in [*result.detail["terms"], *pupils]]


def _rests_on(standard: Standard, result: KeptResult, compared: Sequence[KeptResult]) -> Sequence[Clause]:
    clauses, criterion = clauses_of(standard), result.criterion or ""
    if result.kind == "comparison":
        split = any(row.detail["share"] for row in compared)
        paths = comparison_clauses(standard, criterion, split=split)
        return [clauses[path] for path in with_changes(standard, paths)]
    own = [criterion_path(criterion), SCHOOL_RULE, *([SPLITS] if result.detail["share"] else []), IN_FORCE]
    return [clauses[path] for path in with_changes(standard, own)]


def _carried(criterion: Criterion, compared: Sequence[KeptResult]) -> Sequence[tuple[Carrier, KeptResult]]:
    apart = apart_from_rows(criterion, compared)
    rows = {row.organisation: row for row in compared}
    if apart is None or not apart.cv_squared:
        return []
    return [(each, rows[each.compared.organisation]) for each in apart.carriers]

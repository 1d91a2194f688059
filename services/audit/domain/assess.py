"""A county against a standard: every part, every school, every comparison, and the verdict over all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.comparison import Comparison, compare
from services.audit.domain.criterion import CriterionResult, Outcome, judge
from services.audit.domain.facts import FactsRefused, SchoolFacts, Stage
from services.audit.domain.parts import Part, exclusion_of, parts_of
from services.audit.domain.school_rule import school_verdict
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict, every


@dataclass(frozen=True)
class PartAssessment:
    """One stage of one school under the school rule. `missed` are the criteria surely not met, in the rule's order.

    `reason` is a code word: enough_met, too_few_met, under_floor, missing_items, missing_pupils.
    """

    school: str
    stage: Stage
    pupils: Fraction | None
    criteria: Mapping[str, CriterionResult]
    verdict: Verdict
    missed: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class CountyAssessment:
    """All results of a county, in the order of the schools given and the criteria written.

    `excluded` says for every school that does not count why, as a code word: the reasons of the standard's exclusions,
    no_assessed_stage or no_pupils. A county in which nothing counts cannot be decided.
    """

    parts: tuple[PartAssessment, ...]
    schools: Mapping[str, Verdict]
    excluded: Mapping[str, str]
    comparisons: tuple[Comparison, ...]
    verdict: Verdict


def assess(standard: Standard, schools: Sequence[SchoolFacts]) -> CountyAssessment:
    """Score a county exactly. Raises FactsRefused where two schools have one code."""
    _refuse_twins(schools)
    reasons = {school.code: exclusion_of(standard, school) for school in schools}
    parts = [part for school in schools if reasons[school.code] is None for part in parts_of(standard, school)]
    judged = tuple(_assess_part(standard, part) for part in parts)
    verdicts = {
        school.code: every(part.verdict for part in judged if part.school == school.code)
        for school in schools
        if reasons[school.code] is None
    }
    comparisons = tuple(
        compare(standard, criterion, stage, [part for part in parts if part.stage is stage])
        for stage in standard.stages
        for criterion in standard.criteria
    )
    compared = [comparison.verdict for comparison in comparisons if comparison.verdict is not None]
    return CountyAssessment(
        parts=judged,
        schools=verdicts,
        excluded={code: reason for code, reason in reasons.items() if reason is not None},
        comparisons=comparisons,
        verdict=every([*verdicts.values(), *compared]) if judged else Verdict.CANNOT_DECIDE,
    )


def _refuse_twins(schools: Sequence[SchoolFacts]) -> None:
    seen: set[str] = set()
    for school in schools:
        if school.code in seen:
            raise FactsRefused(f"{school.code}: two schools have this code")
        seen.add(school.code)


def _assess_part(standard: Standard, part: Part) -> PartAssessment:
    criteria = {criterion.code: judge(standard, criterion, part) for criterion in standard.criteria}
    results = list(criteria.values())
    verdict = school_verdict(standard.school_rule, [result.outcomes for result in results])
    return PartAssessment(
        school=part.school.code,
        stage=part.stage,
        pupils=part.pupils,
        criteria=criteria,
        verdict=verdict,
        missed=tuple(result.code for result in results if result.verdict is Verdict.NOT_MET),
        reason=_reason(verdict, part, results),
    )


def _reason(verdict: Verdict, part: Part, results: Sequence[CriterionResult]) -> str:
    if verdict is Verdict.MET:
        return "enough_met"
    if verdict is Verdict.CANNOT_DECIDE:
        return "missing_pupils" if part.pupils is None else "missing_items"
    return "under_floor" if any(result.outcomes == {Outcome.BELOW} for result in results) else "too_few_met"

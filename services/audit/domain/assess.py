"""A county against a standard: every part, every school, every comparison, and the verdict over all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.comparison import Comparison, compare
from services.audit.domain.criterion import CriterionResult, Outcome, judge
from services.audit.domain.facts import FactsRefused, SchoolFacts, Stage
from services.audit.domain.mean_comparison import MeanComparison, compare_mean
from services.audit.domain.parts import Part, exclusion_of, parts_of
from services.audit.domain.school_rule import school_verdict
from services.audit.domain.standard import CountyRule, Standard
from services.audit.domain.verdict import Verdict, every


@dataclass(frozen=True)
class PartAssessment:
    """One stage of one school under the school rule. `missed` are the criteria surely not met, in the rule's order.

    `reason` is a code word: enough_met, too_few_met, under_floor, missing_items, missing_pupils; no_school_rule where
    the standard judges no school by itself, and there is no verdict.
    """

    school: str
    stage: Stage
    pupils: Fraction | None
    criteria: Mapping[str, CriterionResult]
    verdict: Verdict | None
    missed: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class CountyAssessment:
    """All results of a county, in the order of the schools given and the criteria written.

    `excluded` says for every school that does not count why, as a code word: the reasons of the standard's exclusions,
    no_assessed_stage or no_pupils. A county in which nothing counts cannot be decided. `schools` names all that count,
    with their verdict where there is a school rule; `means` are those of the stages where the rule is about the mean.
    """

    parts: tuple[PartAssessment, ...]
    schools: Mapping[str, Verdict | None]
    excluded: Mapping[str, str]
    comparisons: tuple[Comparison, ...]
    means: tuple[MeanComparison, ...]
    verdict: Verdict

    @property
    def school_rule(self) -> Verdict:
        """Whether every school keeps the school rule; open where no school counts."""
        return every(each for each in self.schools.values() if each) if self.schools else Verdict.CANNOT_DECIDE

    @property
    def county_rule(self) -> Verdict:
        """Whether the coefficients, or their means, keep their limits in every stage there is."""
        found = [*(each.verdict for each in self.comparisons), *(each.verdict for each in self.means)]
        return every(verdict for verdict in found if verdict is not None)


NOTHING_COMPARED = CountyAssessment((), {}, {}, (), (), Verdict.MET)
"""Of a standard without criteria, which asks nothing of single schools."""


def assess(standard: Standard, schools: Sequence[SchoolFacts]) -> CountyAssessment:
    """Score a county exactly. Raises FactsRefused where two schools have one code."""
    _refuse_twins(schools)
    rule = standard.county_rule
    if rule is None:
        return NOTHING_COMPARED
    reasons = {school.code: exclusion_of(standard, school) for school in schools}
    parts = [part for school in schools if reasons[school.code] is None for part in parts_of(standard, school)]
    judged = tuple(_assess_part(standard, part) for part in parts)
    verdicts = {
        school.code: _together(part.verdict for part in judged if part.school == school.code)
        for school in schools
        if reasons[school.code] is None
    }
    comparisons = tuple(
        compare(standard, rule, criterion, stage, [part for part in parts if part.stage is stage])
        for stage in standard.stages
        for criterion in standard.criteria
    )
    means = _means(standard, rule, comparisons) if rule.of_mean else ()
    compared = [*(each.verdict for each in comparisons), *(each.verdict for each in means)]
    decided = [verdict for verdict in (*verdicts.values(), *compared) if verdict is not None]
    return CountyAssessment(
        parts=judged,
        schools=verdicts,
        excluded={code: reason for code, reason in reasons.items() if reason is not None},
        comparisons=comparisons,
        means=means,
        verdict=every(decided) if judged else Verdict.CANNOT_DECIDE,
    )


def _means(standard: Standard, rule: CountyRule, comparisons: Sequence[Comparison]) -> tuple[MeanComparison, ...]:
    margin = standard.borderline_margin.share
    return tuple(
        compare_mean(stage, rule.limits[stage], margin, [each for each in comparisons if each.stage is stage])
        for stage in standard.stages
    )


def _together(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Of the parts of one school; None where the standard judges no school by itself."""
    known = [verdict for verdict in verdicts if verdict is not None]
    return every(known) if known else None


def _refuse_twins(schools: Sequence[SchoolFacts]) -> None:
    seen: set[str] = set()
    for school in schools:
        if school.code in seen:
            raise FactsRefused(f"{school.code}: two schools have this code")
        seen.add(school.code)


def _assess_part(standard: Standard, part: Part) -> PartAssessment:
    criteria = {criterion.code: judge(standard, criterion, part) for criterion in standard.criteria}
    results, rule = list(criteria.values()), standard.school_rule
    verdict = None if rule is None else school_verdict(rule, [result.outcomes for result in results])
    return PartAssessment(
        school=part.school.code,
        stage=part.stage,
        pupils=part.pupils,
        criteria=criteria,
        verdict=verdict,
        missed=tuple(result.code for result in results if result.verdict is Verdict.NOT_MET),
        reason=_reason(verdict, part, results),
    )


def _reason(verdict: Verdict | None, part: Part, results: Sequence[CriterionResult]) -> str:
    if verdict is None:
        return "no_school_rule"
    if verdict is Verdict.MET:
        return "enough_met"
    if verdict is Verdict.CANNOT_DECIDE:
        return "missing_pupils" if part.pupils is None else "missing_items"
    return "under_floor" if any(result.outcomes == {Outcome.BELOW} for result in results) else "too_few_met"

"""From an assessment to findings: the failed comparisons of the county, the missed criteria of failed school parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.audit.domain.assess import CountyAssessment, PartAssessment
from services.audit.domain.case_clauses import comparison_clauses, mean_clauses, part_clauses, unverified
from services.audit.domain.case_numbers import exact_text, readable, readable_root, terminating
from services.audit.domain.comparison import Comparison
from services.audit.domain.criterion import shortage
from services.audit.domain.facts import Stage
from services.audit.domain.mean_comparison import MeanComparison
from services.audit.domain.standard import MEAN, Criterion, Standard
from services.audit.domain.verdict import Verdict


@dataclass(frozen=True)
class FindingDraft:
    """A finding before it has an id. `shortage` says in zh and en what is lacking, `exact` as "n/d" where it is known.

    `stage` None is an item of the county as a whole.

    `rests_on_unverified` are the clauses that somebody must confirm before an order may rest on the finding.
    """

    organisation: str
    stage: Stage | None
    criterion: str
    shortage: Mapping[str, Any]
    rests_on_unverified: tuple[str, ...]


def findings_of(standard: Standard, county: str, assessed: CountyAssessment) -> tuple[FindingDraft, ...]:
    """County findings first, then those of the schools, each in the order of the assessment."""
    return (*_of_county(standard, county, assessed), *_of_schools(standard, assessed))


def split_stages(assessed: CountyAssessment, criterion: str, stage: Stage) -> bool:
    """Whether any part compared in a stage got its amount by a split."""
    return any(part.stage is stage and part.criteria[criterion].share is not None for part in assessed.parts)


def _of_county(standard: Standard, county: str, assessed: CountyAssessment) -> Iterator[FindingDraft]:
    for mean in assessed.means:
        if mean.verdict is Verdict.NOT_MET:
            split = any(split_stages(assessed, each.code, mean.stage) for each in standard.criteria)
            rests = unverified(standard, mean_clauses(standard, split=split))
            yield FindingDraft(county, mean.stage, MEAN, mean_excess(mean), rests)
    for comparison in assessed.comparisons:
        if comparison.verdict is Verdict.NOT_MET:
            split = split_stages(assessed, comparison.criterion, comparison.stage)
            rests = unverified(standard, comparison_clauses(standard, comparison.criterion, split=split))
            yield FindingDraft(county, comparison.stage, comparison.criterion, _excess(comparison), rests)


def _of_schools(standard: Standard, assessed: CountyAssessment) -> Iterator[FindingDraft]:
    criteria = {criterion.code: criterion for criterion in standard.criteria}
    for part in assessed.parts:
        for code in part.missed if part.verdict is Verdict.NOT_MET else ():
            rests = unverified(standard, part_clauses(standard, part, code))
            yield FindingDraft(part.school, part.stage, code, _lack(criteria[code], part), rests)


def mean_excess(mean: MeanComparison) -> Mapping[str, Any]:
    """How far the mean lies above its limit; never rounded onto it."""
    limit = terminating(mean.limit) or exact_text(mean.limit)
    if mean.near is None:
        return {
            "zh": f"综合差异系数高于限值 {limit}",
            "en": f"the mean of the coefficients is above its limit {limit}",
            "exact": None,
            "unit": None,
        }
    shown = readable(mean.near if mean.exact is None else mean.exact, mean.limit)
    return {
        "zh": f"综合差异系数 {shown}，高于限值 {limit}",
        "en": f"mean of the differential coefficients {shown}, above its limit {limit}",
        "exact": None,
        "unit": None,
    }


def _excess(comparison: Comparison) -> Mapping[str, Any]:
    bound = comparison.limit or Fraction(0)
    limit = terminating(bound) or exact_text(bound)
    if comparison.cv_squared is None:
        zh, en = f"差异系数高于限值 {limit}", f"the differential coefficient is above its limit {limit}"
        return {"zh": zh, "en": en, "exact": None, "unit": None}
    shown = readable_root(comparison.cv_squared, bound)
    return {
        "zh": f"差异系数 {shown}，高于限值 {limit}",
        "en": f"differential coefficient {shown}, above its limit {limit}",
        "exact": None,
        "unit": None,
    }


def _lack(criterion: Criterion, part: PartAssessment) -> Mapping[str, Any]:
    lacking = shortage(criterion, part.criteria[criterion.code])
    unit = {"zh": criterion.reported_unit.zh, "en": criterion.reported_unit.en}
    if lacking is None:
        return {"zh": "缺口数量无法确定", "en": "how much is lacking cannot be told", "exact": None, "unit": unit}
    shown = readable(lacking, Fraction(0))
    return {
        "zh": f"至少缺 {shown} {unit['zh']}",
        "en": f"at least {shown} {unit['en']} short",
        "exact": exact_text(lacking),
        "unit": unit,
    }

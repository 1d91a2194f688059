"""The rows an assessment is kept as: plain values only, everything a person needs to recompute them by hand."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from services.audit.domain.assess import CountyAssessment, PartAssessment
from services.audit.domain.case_numbers import MOST_PLACES, exact_text, plain
from services.audit.domain.comparison import Comparison
from services.audit.domain.criterion import CriterionResult, shortage
from services.audit.domain.facts import Stage
from services.audit.domain.mean_comparison import MeanComparison
from services.audit.domain.parts import Share
from services.audit.domain.shown import cv_shown, decimal_shown
from services.audit.domain.standard import MEAN, Criterion, Standard
from services.audit.domain.verdict import Verdict

ENGINE_VERSION = "2.0.0"
"""Rises with every change of the scoring that can change a result."""

ReadingIds = Mapping[tuple[str, str], int]
"""The reading behind each (organisation, indicator); also where the reading says that the value is unknown."""


@dataclass(frozen=True)
class ResultRow:
    """`value` is rounded for display, `exact` the unrounded "n/d" (of a comparison: the square of its coefficient)."""

    kind: str
    organisation: str
    stage: str | None
    criterion: str | None
    verdict: str | None
    borderline: bool
    value: str | None
    exact: str | None
    line: str | None
    reason: str | None
    detail: Mapping[str, Any]


def rows_of(standard: Standard, county: str, assessed: CountyAssessment, readings: ReadingIds) -> tuple[ResultRow, ...]:
    """Means and comparisons, then schools with their parts and criteria, then the schools that do not count."""
    criteria = {criterion.code: criterion for criterion in standard.criteria}
    parts_by_school: dict[str, list[PartAssessment]] = {}
    for part in assessed.parts:
        parts_by_school.setdefault(part.school, []).append(part)
    rows = [_mean_row(county, mean) for mean in assessed.means]
    rows += [_comparison_row(county, comparison) for comparison in assessed.comparisons]
    for school, verdict in assessed.schools.items():
        rows.append(_school_row(school, verdict, None if standard.school_rule else "no_school_rule"))
        for part in parts_by_school[school]:
            rows.append(_part_row(part))
            rows.extend(_criterion_rows(criteria, part, readings))
    return (*rows, *(_school_row(school, None, reason) for school, reason in assessed.excluded.items()))


def fingerprint(verdict: Verdict, rows: Sequence[ResultRow]) -> str:
    """SHA-256 over canonical JSON of verdict and rows: equal for equal results, on every machine."""
    body = {"verdict": verdict.value, "rows": [asdict(row) for row in rows]}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _school_row(school: str, verdict: Verdict | None, reason: str | None) -> ResultRow:
    return ResultRow("school", school, None, None, _word(verdict), False, None, None, None, reason, {})


def _part_row(part: PartAssessment) -> ResultRow:
    met = sum(result.verdict is Verdict.MET for result in part.criteria.values())
    detail = {
        "pupils": None if part.pupils is None else plain(part.pupils),
        "met": met,
        "missed": list(part.missed),
        "undecided": [code for code, result in part.criteria.items() if result.verdict is Verdict.CANNOT_DECIDE],
    }
    reason, verdict = part.reason, _word(part.verdict)
    return ResultRow("part", part.school, part.stage.value, None, verdict, False, None, None, None, reason, detail)


def _criterion_rows(
    criteria: Mapping[str, Criterion], part: PartAssessment, readings: ReadingIds
) -> Iterator[ResultRow]:
    for code, result in part.criteria.items():
        yield ResultRow(
            kind="criterion",
            organisation=part.school,
            stage=part.stage.value,
            criterion=code,
            verdict=_word(result.verdict),
            borderline=result.borderline,
            value=None if result.value is None else decimal_shown(result.value, MOST_PLACES),
            exact=None if result.value is None else exact_text(result.value),
            line=None if result.line is None else decimal_shown(result.line, MOST_PLACES),
            reason=None,
            detail=_criterion_detail(criteria[code], part, result, readings),
        )


def _criterion_detail(
    criterion: Criterion, part: PartAssessment, result: CriterionResult, readings: ReadingIds
) -> Mapping[str, Any]:
    school, lacking = part.school, shortage(criterion, result)
    terms = [
        {
            "item": term.item,
            "coefficient": plain(term.coefficient),
            "value": _plain(term.value),
            "reading": readings.get((school, term.item)),
        }
        for term in result.terms
    ]
    return {
        "terms": terms,
        "per": plain(criterion.per),
        "pupils": _pupils(school, part.stage, result.pupils, readings),
        "share": None if result.share is None else _share(school, result.share, readings),
        "low": exact_text(result.low),
        "high": _exact(result.high),
        "floor": _plain(result.floor),
        "outcomes": sorted(outcome.value for outcome in result.outcomes),
        "missing": list(result.missing),
        "shortage": _exact(lacking),
    }


def _share(school: str, share: Share, readings: ReadingIds) -> Mapping[str, Any]:
    stages = [
        {"weight": plain(each.weight), **_pupils(school, each.stage, each.pupils, readings)} for each in share.stages
    ]
    return {"exact": _exact(share.fraction), "stages": stages}


def _pupils(school: str, stage: Stage, pupils: Fraction | None, readings: ReadingIds) -> dict[str, Any]:
    item = f"pupils.{stage.value}"
    return {"stage": stage.value, "item": item, "value": _plain(pupils), "reading": readings.get((school, item))}


def _comparison_row(county: str, comparison: Comparison) -> ResultRow:
    square, beside = comparison.cv_squared, comparison.unweighted_cv_squared
    return ResultRow(
        kind="comparison",
        organisation=county,
        stage=comparison.stage.value,
        criterion=comparison.criterion,
        verdict=_word(comparison.verdict),
        borderline=comparison.borderline,
        value=None if square is None else cv_shown(square, MOST_PLACES),
        exact=_exact(square),
        line=None if comparison.limit is None else decimal_shown(comparison.limit, MOST_PLACES),
        reason=comparison.reason,
        detail={
            "unweighted": None if beside is None else float(cv_shown(beside, MOST_PLACES)),
            "unweighted_squared": _exact(beside),
            "low_squared": _exact(comparison.low),
            "high_squared": _exact(comparison.high),
            "mean": _exact(comparison.mean),
            "parts": comparison.parts,
            "missing": list(comparison.missing),
        },
    )


def _mean_row(county: str, mean: MeanComparison) -> ResultRow:
    """The mean of the coefficients; `exact` only where it is a fraction, its parts as squares in the detail."""
    return ResultRow(
        kind="comparison",
        organisation=county,
        stage=mean.stage.value,
        criterion=MEAN,
        verdict=_word(mean.verdict),
        borderline=mean.borderline,
        value=None if mean.near is None else decimal_shown(mean.near, MOST_PLACES),
        exact=_exact(mean.exact),
        line=decimal_shown(mean.limit, MOST_PLACES),
        reason=mean.reason,
        detail={"squares": {code: _exact(square) for code, square in mean.squares}, "missing": list(mean.missing)},
    )


def _word(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.value


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _plain(value: Fraction | None) -> int | float | None:
    return None if value is None else plain(value)

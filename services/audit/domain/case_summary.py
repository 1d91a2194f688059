"""An assessment in one page: who passes, who does not count and why, the comparisons side by side."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.audit.domain.assess import CountyAssessment
from services.audit.domain.case_numbers import MOST_PLACES, plain
from services.audit.domain.comparison import Comparison
from services.audit.domain.mean_comparison import MeanComparison
from services.audit.domain.shown import cv_shown, decimal_shown
from services.audit.domain.verdict import Verdict


def resources_json(assessed: CountyAssessment) -> Mapping[str, Any]:
    """Plain values only; the coefficients are rounded for display, their exact squares stand in the results."""
    by_verdict = {
        verdict.value: [school for school, found in assessed.schools.items() if found is verdict] for verdict in Verdict
    }
    return {
        "schools": {
            "counts": {name: len(schools) for name, schools in by_verdict.items()}
            | {"excluded": len(assessed.excluded)},
            **by_verdict,
            "excluded": [{"organisation": code, "reason": reason} for code, reason in assessed.excluded.items()],
        },
        "means": [_mean(mean) for mean in assessed.means],
        "comparisons": [_comparison(comparison) for comparison in assessed.comparisons],
    }


def _comparison(comparison: Comparison) -> Mapping[str, Any]:
    return {
        "criterion": comparison.criterion,
        "stage": comparison.stage.value,
        "verdict": None if comparison.verdict is None else comparison.verdict.value,
        "borderline": comparison.borderline,
        "coefficient": _root(comparison.cv_squared),
        "unweighted": _root(comparison.unweighted_cv_squared),
        "limit": None if comparison.limit is None else plain(comparison.limit),
        "mean": None if comparison.mean is None else float(decimal_shown(comparison.mean, MOST_PLACES)),
        "parts": comparison.parts,
        "missing": list(comparison.missing),
        "reason": comparison.reason,
    }


def _mean(mean: MeanComparison) -> Mapping[str, Any]:
    return {
        "stage": mean.stage.value,
        "verdict": None if mean.verdict is None else mean.verdict.value,
        "borderline": mean.borderline,
        "coefficient": None if mean.near is None else float(decimal_shown(mean.near, MOST_PLACES)),
        "limit": plain(mean.limit),
        "missing": list(mean.missing),
        "reason": mean.reason,
    }


def _root(square: Fraction | None) -> float | None:
    return None if square is None else float(cv_shown(square, MOST_PLACES))

"""The mean of all differential coefficients of a stage (综合差异系数) against its limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.comparison import Comparison
from services.audit.domain.facts import Stage
from services.audit.domain.mean_of_roots import bound_below, roots_exceed, sum_of_roots
from services.audit.domain.verdict import Verdict

SHOWN_BITS = 128
"""Binary places of a mean that is shown; verdicts are never taken from it."""


@dataclass(frozen=True)
class MeanComparison:
    """`verdict` None: no school of the county holds the stage. `squares` are those of the coefficients, by criterion.

    `near` is the mean within 2^-120, for display; `exact` the mean itself where it is a fraction; both None unless
    every coefficient is known. `missing` names schools, `reason` is that of the first coefficient that cannot be told.
    """

    stage: Stage
    verdict: Verdict | None
    borderline: bool
    limit: Fraction
    squares: tuple[tuple[str, Fraction | None], ...]
    near: Fraction | None = None
    exact: Fraction | None = None
    missing: tuple[str, ...] = ()
    reason: str | None = None


def compare_mean(stage: Stage, limit: Fraction, margin: Fraction, comparisons: Sequence[Comparison]) -> MeanComparison:
    """Every coefficient ranges by itself over what its missing amounts allow.

    One that may not exist (pupils missing, a mean that is or may be zero) leaves the mean open, whatever others are.
    """
    squares = tuple((each.criterion, each.cv_squared) for each in comparisons)
    if all(each.parts == 0 for each in comparisons):
        return MeanComparison(stage, None, False, limit, squares, reason="no_school_in_stage")
    missing = tuple(dict.fromkeys(school for each in comparisons for school in each.missing))
    lows = [each.low for each in comparisons if each.low is not None]
    highs = [each.high for each in comparisons if each.high is not None]
    if len(lows) < len(comparisons):
        reason = next(each.reason for each in comparisons if each.low is None)
        return MeanComparison(stage, Verdict.CANNOT_DECIDE, False, limit, squares, missing=missing, reason=reason)
    many = len(comparisons)
    verdict = _verdict(lows, highs, limit * many)
    warned = limit * many * max(Fraction(0), 1 - margin)
    known = [square for _, square in squares if square is not None]
    total = sum_of_roots(known) if len(known) == many else None
    return MeanComparison(
        stage=stage,
        verdict=verdict,
        borderline=verdict is Verdict.MET and (roots_exceed(highs, warned) or sum_of_roots(highs) == warned),
        limit=limit,
        squares=squares,
        near=_near(known, limit, above=verdict is Verdict.NOT_MET) if len(known) == many else None,
        exact=None if total is None else total / many,
        missing=missing,
        reason="missing_amounts" if verdict is Verdict.CANNOT_DECIDE else None,
    )


def _near(squares: Sequence[Fraction], limit: Fraction, *, above: bool) -> Fraction:
    """The mean for display, cut off below but never onto the limit or past it: more places until it lies above too."""
    bits, many = SHOWN_BITS, len(squares)
    near = bound_below(squares, bits) / many
    while above and near <= limit:
        bits *= 2
        near = bound_below(squares, bits) / many
    return near


def _verdict(lows: Sequence[Fraction], highs: Sequence[Fraction], bound: Fraction) -> Verdict:
    if not roots_exceed(highs, bound):
        return Verdict.MET
    return Verdict.NOT_MET if roots_exceed(lows, bound) else Verdict.CANNOT_DECIDE

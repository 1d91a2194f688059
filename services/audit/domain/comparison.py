"""One differential coefficient of the county: a criterion in a stage, over all parts of that stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.coefficient import (
    Weighed,
    cv_squared,
    largest_cv_squared,
    smallest_cv_squared,
    unweighted_cv_squared,
)
from services.audit.domain.facts import Stage
from services.audit.domain.interval import ZERO, Interval
from services.audit.domain.parts import Part
from services.audit.domain.standard import CountyRule, Criterion, Standard
from services.audit.domain.verdict import Verdict


@dataclass(frozen=True)
class Comparison:
    """A CV against its limit. All CVs here are squares, exact; `limit` is not squared.

    `verdict` None means that no school of the county holds the stage: there is nothing to compare and the county is
    judged without it; or that it is the mean of all coefficients that has a limit, and then `limit` is None.
    `reason` is a code word wherever the verdict is None or open: no_school_in_stage, missing_pupils, mean_is_zero,
    mean_may_be_zero, missing_amounts, counts_in_mean. `cv_squared`, `unweighted_cv_squared` and `mean` (per × Σ amount
    / Σ pupils) are None unless all amounts are known; `low` and `high` bound CV² over every completion of what is
    missing, None where no bound holds (pupils missing, or a mean that is or may be zero).
    `parts` counts the parts compared, `missing` names the schools that leave their amount or their pupils open.
    """

    criterion: str
    stage: Stage
    verdict: Verdict | None
    borderline: bool
    limit: Fraction | None
    parts: int
    cv_squared: Fraction | None = None
    unweighted_cv_squared: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    mean: Fraction | None = None
    missing: tuple[str, ...] = ()
    reason: str | None = None


def compare(
    standard: Standard, rule: CountyRule, criterion: Criterion, stage: Stage, parts: Sequence[Part]
) -> Comparison:
    """The comparison of a criterion over the parts of one stage."""
    limit = None if rule.of_mean else rule.limits[stage]
    if not parts:
        return Comparison(criterion.code, stage, None, False, limit, 0, reason="no_school_in_stage")
    amounts_of = [(part, part.amount(criterion)) for part in parts]
    missing = tuple(part.school.code for part, amount in amounts_of if part.pupils is None or amount.value is None)
    weighed = _alone([Weighed(part.pupils, amount) for part, amount in amounts_of if part.pupils is not None])
    reason = _undecidable(weighed, len(parts), missing)
    if reason:
        open_ = None if limit is None else Verdict.CANNOT_DECIDE
        return Comparison(criterion.code, stage, open_, False, limit, len(parts), missing=missing, reason=reason)
    low, high = smallest_cv_squared(weighed), largest_cv_squared(weighed)
    verdict = None if limit is None else _verdict(low, high, limit)
    warned = (limit or ZERO) * max(ZERO, 1 - standard.borderline_margin.share)
    pupils, amounts = [part.pupils for part in weighed], [part.amount.low for part in weighed]
    return Comparison(
        criterion=criterion.code,
        stage=stage,
        verdict=verdict,
        borderline=verdict is Verdict.MET and high >= warned**2,
        limit=limit,
        parts=len(parts),
        cv_squared=None if missing else cv_squared(pupils, amounts),
        unweighted_cv_squared=None if missing else unweighted_cv_squared(pupils, amounts),
        low=low,
        high=high,
        mean=None if missing else criterion.per * sum(amounts, ZERO) / sum(pupils, ZERO),
        missing=missing,
        reason=_REASONS.get(verdict),
    )


_REASONS = {Verdict.CANNOT_DECIDE: "missing_amounts", None: "counts_in_mean"}


def _alone(weighed: Sequence[Weighed]) -> Sequence[Weighed]:
    """Where one part surely has something and no other can have any, the CV is the same however much it has: say 1."""
    some = [each for each in weighed if each.amount.high != 0]
    if len(some) != 1 or some[0].amount.low_reached:
        return weighed
    one = Interval(Fraction(1), Fraction(1))
    return [Weighed(each.pupils, one) if each is some[0] else each for each in weighed]


def _undecidable(weighed: Sequence[Weighed], parts: int, missing: Sequence[str]) -> str | None:
    """Why no CV, and no bound for one, can be given."""
    if len(weighed) < parts:
        return "missing_pupils"
    if any(part.amount.low > 0 for part in weighed):
        return None
    return "mean_may_be_zero" if missing else "mean_is_zero"


def _verdict(low: Fraction, high: Fraction, limit: Fraction) -> Verdict:
    if high <= limit**2:
        return Verdict.MET
    return Verdict.NOT_MET if low > limit**2 else Verdict.CANNOT_DECIDE

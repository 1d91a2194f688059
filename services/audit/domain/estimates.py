"""What a stratified sample says of its frame, with an interval that rests on nothing but how the sample was drawn.

With N_h members and n_h answers in stratum h, ȳ_h and s_h² their mean and variance: the total is Σ N_h·ȳ_h, its
variance Σ N_h²·(1 − n_h/N_h)·s_h²/n_h; the interval takes Student's t with Satterthwaite's degrees of freedom. A ratio
is that of two totals, with the variance of y − R·x. A stratum with one answer is put together with the next by name, as
if they were one: that takes the interval too wide rather than too narrow. A share has Wilson's interval on the number
of answers that a simple sample would need for the same variance, so that none leaves 0 to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from services.audit.domain.interval import ZERO
from services.audit.domain.quantiles import student


class Asked(StrEnum):
    """平均、总量、比率、占比: of a school, of all, of one item to another, of schools that say yes."""

    MEAN = "mean"
    TOTAL = "total"
    RATIO = "ratio"
    SHARE = "share"


@dataclass(frozen=True)
class Answer:
    """What one drawn member reported: `value`, and `base` where a ratio is asked. None is missing, never zero."""

    code: str
    stratum: str
    value: Fraction | None
    base: Fraction | None = None


@dataclass(frozen=True)
class Estimate:
    """`value` exact from the answers; `low` and `high` at 95 percent, `margin` the half of what lies between.

    `missing` did not answer: within a stratum they are taken to be like those that did, which is an assumption and is
    why they are named. `reason` where nothing, or no interval, can be given: stratum_unanswered, base_is_zero,
    not_yes_or_no, too_few_answers.
    """

    asked: Asked
    value: Fraction | None
    low: float | None
    high: float | None
    margin: float | None
    answered: int
    missing: tuple[str, ...]
    reason: str | None = None


def estimate(sizes: Mapping[str, int], answers: Sequence[Answer], asked: Asked) -> Estimate:
    """`sizes` are those of all strata of the frame, `answers` of everybody drawn."""
    told = [each for each in answers if each.value is not None and (asked is not Asked.RATIO or each.base is not None)]
    missing = tuple(each.code for each in answers if each not in told)
    reason = _unusable(sizes, told, asked)
    if reason:
        return Estimate(asked, None, None, None, None, len(told), missing, reason)
    groups = _groups(sizes, told)
    frame = sum(sizes.values())
    total = _total(sizes, {each.code: each.value or ZERO for each in told}, told)
    if asked is Asked.RATIO:
        base = _total(sizes, {each.code: each.base or ZERO for each in told}, told)
        if not base:
            return Estimate(asked, None, None, None, None, len(told), missing, "base_is_zero")
        value, scale = total / base, float(base)
        rest = {each.code: float((each.value or ZERO) - value * (each.base or ZERO)) for each in told}
    else:
        value = total if asked is Asked.TOTAL else total / frame
        scale = 1.0 if asked is Asked.TOTAL else float(frame)
        rest = {each.code: float(each.value or ZERO) for each in told}
    spread = _spread(groups, rest)
    if spread is None:
        return Estimate(asked, value, None, None, None, len(told), missing, "too_few_answers")
    error, freedom = sqrt(spread[0]) / scale, spread[1]
    low, high = (
        _wilson(float(value), error, freedom, len(told), whole=len(told) == frame)
        if asked is Asked.SHARE
        else (float(value) - student(freedom) * error, float(value) + student(freedom) * error)
    )
    return Estimate(asked, value, low, high, (high - low) / 2, len(told), missing)


def _unusable(sizes: Mapping[str, int], told: Sequence[Answer], asked: Asked) -> str | None:
    if {each.stratum for each in told} != set(sizes):
        return "stratum_unanswered"
    if asked is Asked.SHARE and any(each.value not in (0, 1) for each in told):
        return "not_yes_or_no"
    return None


def _total(sizes: Mapping[str, int], values: Mapping[str, Fraction], told: Sequence[Answer]) -> Fraction:
    found = ZERO
    for name, size in sizes.items():
        own = [values[each.code] for each in told if each.stratum == name]
        found += Fraction(size, len(own)) * sum(own, ZERO)
    return found


@dataclass(frozen=True)
class _Group:
    """Strata taken as one: `size` members, and the codes of those that answered."""

    size: int
    codes: tuple[str, ...]

    @property
    def tells_spread(self) -> bool:
        return len(self.codes) > 1 or len(self.codes) == self.size


def _groups(sizes: Mapping[str, int], told: Sequence[Answer]) -> Sequence[_Group]:
    groups: list[_Group] = []
    open_ = _Group(0, ())
    for name in sorted(sizes):
        codes = tuple(each.code for each in told if each.stratum == name)
        open_ = _Group(open_.size + sizes[name], (*open_.codes, *codes))
        if open_.tells_spread:
            groups.append(open_)
            open_ = _Group(0, ())
    if open_.codes:
        last = groups.pop() if groups else _Group(0, ())
        groups.append(_Group(last.size + open_.size, (*last.codes, *open_.codes)))
    return groups


def _spread(groups: Sequence[_Group], values: Mapping[str, float]) -> tuple[float, float] | None:
    """The variance of the total and its degrees of freedom."""
    if not all(group.tells_spread for group in groups):
        return None
    variance = weighed = 0.0
    freedom = 1
    for group in groups:
        count = len(group.codes)
        if count == group.size:
            continue
        own = [values[code] for code in group.codes]
        mean = sum(own) / count
        square = sum((value - mean) ** 2 for value in own) / (count - 1)
        part = group.size**2 * (1 - count / group.size) * square / count
        variance += part
        weighed += part**2 / (count - 1)
        freedom = max(freedom, count - 1)
    return variance, variance**2 / weighed if weighed else float(freedom)


def _wilson(share: float, error: float, freedom: float, answered: int, *, whole: bool) -> tuple[float, float]:
    if whole:
        return share, share
    alone = share * (1 - share)
    like = alone / error**2 if error and alone else float(answered)
    square = student(freedom) ** 2
    middle = (share + square / (2 * like)) / (1 + square / like)
    half = sqrt(square) / (1 + square / like) * sqrt(alone / like + square / (4 * like**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)

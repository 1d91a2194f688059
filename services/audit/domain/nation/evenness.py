"""Differential coefficients of many counties: one criterion in one stage over all parts of each county."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from services.audit.domain.comparison import compare
from services.audit.domain.nation import codes
from services.audit.domain.nation.amounts import Amounts
from services.audit.domain.nation.codes import Codes, Floats, Places, Truths
from services.audit.domain.nation.compiled import LaidCriterion
from services.audit.domain.nation.doubts import beside
from services.audit.domain.nation.open_evenness import ends
from services.audit.domain.nation.schools import Parts, Schools, exact_part


class Evenness(NamedTuple):
    """By county: the verdict (none where no school holds the stage), whether it is met only just, and the square of the
    coefficient where every amount is known; else NaN."""

    verdict: Codes
    borderline: Codes
    square: Floats


class _Own(NamedTuple):
    """What falls to each part, in counted units, from `low` to `high`; `vague`: floats cannot say."""

    low: Floats
    high: Floats
    vague: Truths


def evenness(schools: Schools, parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> Evenness:
    """Counties within 1e-9 of a limit, and those of which floats cannot say what is missing, are compared exactly."""
    count, county = schools.laid.counties, parts.county
    limits = _Limits.of(schools, parts)
    own, pupils = _own(parts, criterion, amounts), np.nan_to_num(parts.pupils)
    many = codes.counted(county, count)
    homeless = codes.counted(county, count, np.isnan(parts.pupils)) > 0
    opened = (codes.counted(county, count, own.low != own.high) > 0) & ~homeless
    vague = codes.counted(county, count, own.vague) > 0
    total, square = _squares(county, pupils, own.low, count)
    nothing = (total == 0) & ~vague & ~opened
    verdict, near, sure = limits.keep(square, square)
    verdict[nothing | homeless], near[nothing | homeless] = codes.OPEN, 0
    verdict[many == 0], near[many == 0] = codes.NONE, 0
    settled = (many == 0) | homeless | nothing | (sure & ~vague & ~opened)
    quick = opened & ~vague & _surely_open(parts, own, square, limits, count)
    verdict[quick], near[quick] = codes.OPEN, 0
    for one in np.flatnonzero(~settled & ~quick):
        places = np.flatnonzero(county == one)
        said = _open(own, pupils, places, limits) if opened[one] and not vague[one] else None
        verdict[one], near[one] = said or _compared(schools, parts, criterion, places)
    square[(many == 0) | nothing | homeless | vague | opened] = np.nan
    return Evenness(verdict, near, square)


class _Limits(NamedTuple):
    """The limit, and where it is warned of; squared, and one more, as the sums give them."""

    limit: float
    warned: float

    @classmethod
    def of(cls, schools: Schools, parts: Parts) -> "_Limits":
        standard = schools.compiled.standard
        limit = schools.compiled.county_rule.limits[parts.stage]
        warned = limit * max(Fraction(0), 1 - standard.borderline_margin.share)
        return cls(float(limit**2 + 1), float(warned**2 + 1))

    def keep(self, low: Floats, high: Floats) -> tuple[Codes, Codes, Truths]:
        """Verdicts on squares from `low` to `high`, whether they are met only just, and where that is certain."""
        none = np.zeros(len(low), np.bool_)
        above = beside(low + 1.0, np.full(len(low), self.limit), none)
        below = beside(high + 1.0, np.full(len(low), self.limit), none)
        warned = beside(high + 1.0, np.full(len(low), self.warned), none)
        verdict = np.where(below.sign <= 0, codes.MET, np.where(above.sign > 0, codes.NOT_MET, codes.OPEN))
        near = (verdict == codes.MET) & (warned.sign >= 0)
        return verdict.astype(np.uint8), near.astype(np.uint8), above.sure & below.sure & warned.sure


def _squares(county: Places, pupils: Floats, amounts: Floats, count: int) -> tuple[Floats, Floats]:
    total: Floats = np.bincount(county, amounts, count).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.bincount(county, np.where(pupils > 0, amounts * amounts / pupils, 0.0), count)
        square = np.bincount(county, pupils, count) * squares / (total * total) - 1.0
    found: Floats = np.maximum(np.nan_to_num(square, nan=0.0), 0.0)
    return total, found


def _own(parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> _Own:
    shared = parts.split & criterion.criterion.shared
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(shared, parts.weight * parts.pupils / parts.total, 1.0)
        high = amounts.high * share
        low = np.where(shared & parts.open_share, 0.0, amounts.low * share)
    return _Own(np.nan_to_num(low), np.where(np.isnan(high), 0.0, high), amounts.vague)


def _surely_open(parts: Parts, own: _Own, square: Floats, limits: _Limits, count: int) -> Truths:
    """Where one amount may outgrow all others, and the least that is known keeps the limit already."""
    county, pupils = parts.county, np.nan_to_num(parts.pupils)
    smallest = np.full(count, np.inf)
    endless = np.isinf(own.high)
    np.minimum.at(smallest, county[endless], pupils[endless])
    with np.errstate(invalid="ignore", divide="ignore"):
        outgrown = np.nan_to_num(np.bincount(county, pupils, count) / smallest, posinf=0.0)
    none = np.zeros(count, np.bool_)
    beyond = beside(outgrown, np.full(count, limits.limit), none)
    within = beside(square + 1.0, np.full(count, limits.limit), none)
    several = codes.counted(county, count, own.high > 0) > 1
    some = codes.counted(county, count, own.low > 0) > 0
    return several & some & beyond.sure & (beyond.sign > 0) & within.sure & (within.sign < 0)


def _open(own: _Own, pupils: Floats, places: Places, limits: _Limits) -> tuple[int, int] | None:
    """Of a county that misses amounts; None where only exact numbers can say."""
    low, high = own.low[places], own.high[places]
    if np.count_nonzero(high > 0) == 1:
        return None
    if not (low > 0).any():
        return codes.OPEN, 0
    least, most = ends(pupils[places], low, high)
    verdict, near, sure = limits.keep(np.array([least]), np.array([most]))
    return (int(verdict[0]), int(near[0])) if sure[0] else None


def _compared(schools: Schools, parts: Parts, criterion: LaidCriterion, places: Places) -> tuple[int, int]:
    exact = [exact_part(schools, parts, int(place), criterion.amount.items) for place in places]
    found = compare(schools.compiled.standard, schools.compiled.county_rule, criterion.criterion, parts.stage, exact)
    return codes.CODE[found.verdict], int(found.borderline)

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
    own, many, homeless = _own(parts, criterion, amounts), parts.many, parts.homeless
    opened = (codes.counted(county, count, own.low != own.high) > 0) & ~homeless
    vague = codes.counted(county, count, own.vague) > 0
    total, square = _squares(parts, own.low, count)
    nothing = (total == 0) & ~vague & ~opened
    verdict, near, sure = limits.keep(square, square)
    verdict[nothing | homeless], near[nothing | homeless] = codes.OPEN, 0
    verdict[many == 0], near[many == 0] = codes.NONE, 0
    settled = (many == 0) | homeless | nothing | (sure & ~vague & ~opened)
    quick = _surely_open(parts, own, square, limits, opened & ~vague)
    verdict[quick], near[quick] = codes.OPEN, 0
    for one in np.flatnonzero(~settled & ~quick):
        places = np.flatnonzero(county == one)
        said = _open(own, parts.known, places, limits) if opened[one] and not vague[one] else None
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
        below = above if high is low else beside(high + 1.0, np.full(len(low), self.limit), none)
        warned = beside(high + 1.0, np.full(len(low), self.warned), none)
        verdict = np.where(below.sign <= 0, codes.MET, np.where(above.sign > 0, codes.NOT_MET, codes.OPEN))
        near = (verdict == codes.MET) & (warned.sign >= 0)
        return verdict.astype(np.uint8), near.astype(np.uint8), above.sure & below.sure & warned.sure


def _squares(parts: Parts, amounts: Floats, count: int) -> tuple[Floats, Floats]:
    total: Floats = np.bincount(parts.county, amounts, count).astype(np.float64)
    each = np.where(parts.known > 0, amounts * amounts / parts.known, 0.0)
    square = parts.enrolled * np.bincount(parts.county, each, count) / (total * total) - 1.0
    found: Floats = np.maximum(np.nan_to_num(square, nan=0.0), 0.0)
    return total, found


def _own(parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> _Own:
    if not criterion.criterion.shared:
        return _Own(amounts.low, amounts.high, amounts.vague)
    share = np.where(parts.split, parts.weight * parts.pupils / parts.total, 1.0)
    low, high = np.where(parts.split & parts.open_share, 0.0, amounts.low * share), amounts.high * share
    low, high = (np.where(np.isnan(each), 0.0, each) for each in (low, high))
    return _Own(low, high, amounts.vague)


def _surely_open(parts: Parts, own: _Own, square: Floats, limits: _Limits, asked: Truths) -> Truths:
    """Of the counties asked about, those where one amount may outgrow all others, and the least that is known keeps the
    limit already."""
    these, count = np.flatnonzero(asked[parts.county]), len(asked)
    if not len(these):
        return asked
    county, low, high = parts.county[these], own.low[these], own.high[these]
    smallest, endless = np.full(count, np.inf), np.isinf(high)
    np.minimum.at(smallest, county[endless], parts.known[these[endless]])
    outgrown = np.nan_to_num(parts.enrolled / smallest, posinf=0.0)
    none, limit = np.zeros(count, np.bool_), np.full(count, limits.limit)
    beyond, within = beside(outgrown, limit, none), beside(square + 1.0, limit, none)
    several = codes.counted(county, count, high > 0) > 1
    some = codes.counted(county, count, low > 0) > 0
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

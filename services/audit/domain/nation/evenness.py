"""Differential coefficients of many counties: one criterion in one stage over all parts of each county."""

from typing import NamedTuple

import numpy as np

from services.audit.domain.comparison import compare
from services.audit.domain.nation import codes
from services.audit.domain.nation.amounts import Amounts
from services.audit.domain.nation.codes import Codes, Floats, Places
from services.audit.domain.nation.compiled import LaidCriterion
from services.audit.domain.nation.doubts import beside
from services.audit.domain.nation.schools import Parts, Schools, exact_part


class Evenness(NamedTuple):
    """By county: the verdict (none where no school holds the stage), whether it is met only just, and the square of the
    coefficient where every amount is known; else NaN."""

    verdict: Codes
    borderline: Codes
    square: Floats


def evenness(schools: Schools, parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> Evenness:
    """Counties that miss an amount, or lie within 1e-9 of a limit, are compared exactly."""
    standard, count = schools.compiled.standard, schools.laid.counties
    limit = standard.county_rule.limits[parts.stage]
    own, pupils, county = _own(parts, criterion, amounts), np.nan_to_num(parts.pupils), parts.county
    many = codes.counted(county, count)
    homeless = codes.counted(county, count, np.isnan(parts.pupils)) > 0
    opened = amounts.missing | (parts.open_share & parts.split & criterion.criterion.shared)
    doubtful = codes.counted(county, count, opened | amounts.vague) > 0
    total = np.bincount(county, own, count)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.bincount(county, np.where(pupils > 0, own * own / pupils, 0.0), count)
        square = np.bincount(county, pupils, count) * squares / (total * total) - 1.0
        square = np.where(many > 0, np.maximum(square, 0.0), np.nan)
    nothing = (total == 0) & ~doubtful
    held = beside(square + 1.0, np.full(count, float(limit**2 + 1)), np.zeros(count, np.bool_))
    warned = limit * max(0, 1 - standard.borderline_margin.share)
    flagged = beside(square + 1.0, np.full(count, float(warned**2 + 1)), np.zeros(count, np.bool_))
    verdict = np.where(held.sign <= 0, codes.MET, codes.NOT_MET).astype(np.uint8)
    verdict[nothing | homeless] = codes.OPEN
    verdict[many == 0] = codes.NONE
    near = ((verdict == codes.MET) & (flagged.sign >= 0)).astype(np.uint8)
    square[nothing | homeless | doubtful] = np.nan
    settled = (many == 0) | homeless | nothing | (held.sure & flagged.sure & ~doubtful)
    for one in np.flatnonzero(~settled):
        verdict[one], near[one] = _compared(schools, parts, criterion, np.flatnonzero(county == one))
    return Evenness(verdict, near, square)


def _own(parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> Floats:
    """What falls to each part, in counted units."""
    if not criterion.criterion.shared:
        return amounts.low
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = amounts.low * parts.weight * parts.pupils / parts.total
    return np.where(parts.split & (parts.total > 0), np.nan_to_num(shared), amounts.low)


def _compared(schools: Schools, parts: Parts, criterion: LaidCriterion, places: Places) -> tuple[int, int]:
    exact = [exact_part(schools, parts, int(place)) for place in places]
    found = compare(schools.compiled.standard, criterion.criterion, parts.stage, exact)
    return codes.CODE[found.verdict], int(found.borderline)

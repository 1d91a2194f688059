"""Who counts, in which parts, and what every part may have under each criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.criterion import judge
from services.audit.domain.facts import SchoolFacts, SchoolKind, Stage
from services.audit.domain.nation import codes
from services.audit.domain.nation.amounts import Amounts, amounts_of
from services.audit.domain.nation.codes import Codes, Floats, Places, Truths
from services.audit.domain.nation.compiled import Compiled, LaidCriterion
from services.audit.domain.nation.doubts import beside, is_whole, replaced
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.parts import Part, exclusion_of, parts_of
from services.audit.domain.standard import Standard

NO_STAGE, NO_PUPILS, NOT_OPEN = "no_assessed_stage", "no_pupils", "not_open"


@dataclass(frozen=True)
class Schools:
    """The schools that were there: their rows in the lot, their kinds as places in `kinds` (−1: a word that is none),
    and why one does not count, as a place in `reasons` (0: it counts)."""

    laid: Laid
    compiled: Compiled
    rows: Places
    county: Places
    kind: Places
    pupils: Mapping[Stage, Floats]
    reason: Codes
    reasons: tuple[str, ...]

    def exact(self, place: int, items: Iterable[str] = ()) -> SchoolFacts:
        """One of them as the exact engine takes it: its pupils, and these items."""
        row, kind = int(self.rows[place]), KINDS[self.kind[place]]
        wanted = (*(f"pupils.{stage.value}" for stage in kind.stages), *items)
        values = {item: value for item in wanted if (value := self.laid.exact(row, item)) is not None}
        code = str(self.laid.organisations[row])
        return SchoolFacts(code, code, kind, values)


KINDS = tuple(SchoolKind)


@dataclass(frozen=True)
class Parts:
    """All parts of one stage. `share` is weight × 1 pupil over `total`, the weighted pupils of the school: the part of
    what is shared that falls to one pupil; `split` says where that holds, `open_share` where pupils are missing. By
    county: `many` parts with `enrolled` pupils of those that say it; `homeless`: one does not."""

    stage: Stage
    schools: Places
    county: Places
    pupils: Floats
    weight: Floats
    total: Floats
    split: Truths
    open_share: Truths
    unknown: Truths
    known: Floats
    many: Places
    enrolled: Floats
    homeless: Truths


def schools_of(compiled: Compiled, laid: Laid, likenesses: tuple[Likeness, ...], *, exclude: bool = True) -> Schools:
    """Schools of the lot that existed in its period; without `exclude` no reason is looked for."""
    known = {kind.value: place for place, kind in enumerate(KINDS)}
    kinds = np.array([known.get(each.school_kind, -1) for each in likenesses], np.int64)
    is_school = np.array([each.kind == "school" for each in likenesses], np.bool_)
    rows = np.flatnonzero(is_school[laid.likeness] & laid.existed)
    kind = kinds[laid.likeness[rows]]
    pupils = {stage: laid.values[laid.items[f"pupils.{stage.value}"]].take(rows) for stage in Stage}
    reasons = reasons_of(compiled.standard)
    reason = np.zeros(len(rows), np.uint8)
    found = Schools(laid, compiled, rows, laid.county[rows], kind, pupils, reason, reasons)
    if exclude:
        _exclude(found)
    return found


def reasons_of(standard: Standard) -> tuple[str, ...]:
    """Why a school does not count, in the order of their numbers; the first: it does."""
    return ("", *dict.fromkeys(each.reason for each in standard.excluded), NO_STAGE, NO_PUPILS, NOT_OPEN)


def _exclude(schools: Schools) -> None:
    standard, reason = schools.compiled.standard, schools.reason
    for place, kind in enumerate(KINDS):
        these = np.flatnonzero(schools.kind == place)
        judged = [stage for stage in kind.stages if stage in standard.stages]
        if not judged:
            reason[these] = schools.reasons.index(NO_STAGE)
        else:
            empty = np.logical_and.reduce([schools.pupils[stage][these] == 0 for stage in judged])
            reason[these[empty]] = schools.reasons.index(NO_PUPILS)
        for exclusion in reversed(standard.excluded):
            if exclusion.kind is kind:
                below = _is_below(schools, these, kind, exclusion.pupils_below)
                reason[these[below]] = schools.reasons.index(exclusion.reason)
    odd = np.logical_or.reduce([~is_whole(each) & ~np.isnan(each) for each in schools.pupils.values()])
    for one in np.flatnonzero(odd & (schools.kind >= 0)):
        reason[one] = schools.reasons.index(exclusion_of(standard, schools.exact(int(one))) or "")


def _is_below(schools: Schools, these: Places, kind: SchoolKind, line: Fraction | None) -> Truths:
    """Of whole numbers of pupils; those that are missing keep a school from being small."""
    if line is None:
        return np.ones(len(these), np.bool_)
    total = np.sum([schools.pupils[stage][these] for stage in kind.stages], axis=0)
    found: Truths = total * line.denominator < line.numerator
    return found


def parts_in(schools: Schools, stage: Stage) -> Parts:
    holds = np.array([stage in kind.stages for kind in KINDS], np.bool_)
    counts = (schools.reason == 0) & (schools.kind >= 0) & holds[schools.kind]
    at = np.flatnonzero(counts & (schools.pupils[stage] != 0))
    own = schools.pupils[stage][at]
    weight, total = np.ones(len(at)), own.copy()
    split, open_share = np.zeros(len(at), np.bool_), np.zeros(len(at), np.bool_)
    for kind, weights in schools.compiled.weights.items():
        these = np.flatnonzero(schools.kind[at] == KINDS.index(kind))
        pupils = [schools.pupils[each][at[these]] for each in kind.stages]
        weighed = [weights[each] * many for each, many in zip(kind.stages, pupils, strict=True)]
        split[these], weight[these] = True, weights.get(stage, 0.0)
        total[these] = np.nansum(weighed, axis=0)
        open_share[these] = np.isnan(weighed).any(axis=0)
    county, count, unknown = schools.county[at], schools.laid.counties, np.isnan(own)
    known = np.where(unknown, 0.0, own)
    return Parts(
        stage,
        at,
        county,
        own,
        weight,
        total,
        split,
        open_share,
        unknown,
        known,
        many=codes.counted(county, count),
        enrolled=np.bincount(county, known, count).astype(np.float64),
        homeless=codes.counted(county, count, unknown) > 0,
    )


def amounts_in(schools: Schools, parts: Parts, criterion: LaidCriterion) -> Amounts:
    """As reported; what is shared, for the whole school."""
    return amounts_of(criterion.amount, schools.laid.picked(schools.rows[parts.schools], criterion.amount.items))


def outcomes_of(schools: Schools, parts: Parts, criterion: LaidCriterion, amounts: Amounts) -> Codes:
    """The outcomes that are possible, as bits, and whether a part that surely meets its line is near it."""
    shared = parts.split & criterion.criterion.shared
    factor = criterion.left * np.where(shared, parts.weight, 1.0)
    over = np.where(shared, parts.total, parts.pupils)
    low = np.where((shared & parts.open_share) | parts.unknown, 0.0, amounts.low * factor)
    high = np.where(parts.unknown, np.inf, amounts.high * factor)
    over = np.where(parts.unknown, 1.0, over)
    whole = amounts.whole & is_whole(over)
    line, floor, warned = (
        beside(low, least * over, whole) for least in (criterion.line, criterion.floor, criterion.warned)
    )
    # Of most parts everything is known, and their highest amount is their lowest.
    apart = np.flatnonzero(low != high)
    top, top_floor = (
        replaced(found, apart, beside(high[apart], least * over[apart], whole[apart]))
        for found, least in ((line, criterion.line), (floor, criterion.floor))
    )
    may_meet = top.sign >= 0
    near, below = (line.sign < 0) & (top_floor.sign >= 0), floor.sign < 0
    certain = may_meet & ~near & ~below
    bits = may_meet * codes.MAY_MEET + near * codes.MAY_BE_NEAR + below * codes.MAY_BE_BELOW
    found: Codes = (bits + (certain & (warned.sign <= 0)) * codes.BORDERLINE).astype(np.uint8)
    sure = top.sure & top_floor.sure & line.sure & floor.sure & (warned.sure | ~certain) & ~amounts.vague
    for place in np.flatnonzero(~sure):
        found[place] = _judged(schools, parts, criterion, int(place))
    return found


def _judged(schools: Schools, parts: Parts, criterion: LaidCriterion, place: int) -> int:
    part = exact_part(schools, parts, place, criterion.amount.items)
    result = judge(schools.compiled.standard, criterion.criterion, part)
    return sum(codes.OUTCOME_BITS[each] for each in result.outcomes) + codes.BORDERLINE * result.borderline


def exact_part(schools: Schools, parts: Parts, place: int, items: Iterable[str]) -> Part:
    """With what these items say of it."""
    school = schools.exact(int(parts.schools[place]), items)
    found = parts_of(schools.compiled.standard, school)
    return next(part for part in found if part.stage is parts.stage)


def parts_verdicts(compiled: Compiled, bits: NDArray[np.uint8]) -> Codes:
    """The school rule over the outcomes of all criteria, a column each."""
    rule = compiled.school_rule
    bits = bits & ~np.uint8(codes.BORDERLINE)
    never_below = ~(bits == codes.MAY_BE_BELOW).any(axis=1)
    may_pass = ((bits & codes.MAY_MEET) > 0).sum(axis=1) >= rule.at_least
    must_pass = (bits == codes.MAY_MEET).sum(axis=1) >= rule.at_least
    may_hold = may_pass & never_below
    may_fail = ~(must_pass & ~((bits & codes.MAY_BE_BELOW) > 0).any(axis=1))
    return codes.told(may_hold, may_fail)

"""Conditions of items and provisos for many counties: figures of each member, or of all members of a county together.

Floats say what members of whom everything is known keep and miss; of all others the exact engine is asked, once for
all that reported the same. A county that has surely failed is asked no further: one failed member decides.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from services.audit.domain.items import measure_condition
from services.audit.domain.measured import Datum, Facts, Organisation
from services.audit.domain.nation import codes
from services.audit.domain.nation.amounts import Amounts, amounts_of
from services.audit.domain.nation.codes import Codes, Floats, Places, Truths
from services.audit.domain.nation.compiled import Compiled, Held, LaidCondition, Ratio, Sum
from services.audit.domain.nation.doubts import beside, is_whole
from services.audit.domain.nation.laid import Laid, exact
from services.audit.domain.nation.likeness import Likeness
from services.yardsticks.membership import belongs
from services.yardsticks.words import Comparison

MOST_REMEMBERED = 100_000
_KEEPS: Mapping[Comparison, Callable[[Any], Any]] = {
    Comparison.AT_LEAST: lambda sign: sign >= 0,
    Comparison.MORE_THAN: lambda sign: sign > 0,
    Comparison.AT_MOST: lambda sign: sign <= 0,
    Comparison.LESS_THAN: lambda sign: sign < 0,
    Comparison.EQUAL: lambda sign: sign == 0,
}
"""By the sign of figure − line."""


class Said(NamedTuple):
    """By group: a verdict, whether it is certain, and whether there is a figure at all."""

    verdict: Codes
    sure: Truths
    figure: Truths


Known = dict[tuple[int, Likeness, tuple[float | None, ...]], int]
"""Verdicts of the exact engine on single members, by condition, likeness and values: nothing else goes into them."""


@dataclass
class Conditions:
    """Measures the conditions of one standard in one period. `asked` counts how often the exact engine was."""

    compiled: Compiled
    likenesses: Sequence[Likeness]
    period: str
    known: Known
    asked: int = 0
    _belonging: list[tuple[Truths, Truths]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Of which likenesses each population is made, and which are of the same kind at all."""
        named = [each.named("x") for each in self.likenesses]
        for asked in self.compiled.populations:
            belonging = np.array([belongs(asked, one.kind, one.attributes) for one in named], np.bool_)
            self._belonging.append((belonging, np.array([one.kind == asked.kind for one in named], np.bool_)))

    def verdicts(self, laid: Laid) -> Codes:
        """A row for each county, a column for each condition of the standard."""
        found = np.zeros((laid.counties, len(self.compiled.conditions)), np.uint8)
        for population in range(len(self.compiled.populations)):
            self._of_population(population, laid, found)
        return found

    def _of_population(self, population: int, laid: Laid, found: Codes) -> None:
        """Fills in the columns of the conditions that ask it."""
        belonging, kin = self._belonging[population]
        rows = np.flatnonzero(belonging[laid.likeness] & laid.existed)
        asking = [place for place, each in enumerate(self.compiled.conditions) if each.population == population]
        plain = [place for place in asking if self.compiled.conditions[place].plain]
        if plain:
            found[:, plain] = self._plain(plain, laid, rows).T
        for number in asking:
            condition = self.compiled.conditions[number]
            if not condition.plain:
                found[:, number] = (self._each if condition.each else self._together)(number, laid, rows)
        nobody = np.flatnonzero(codes.counted(laid.county[rows], laid.counties) == 0)
        if len(nobody):
            others = codes.counted(laid.county, laid.counties, kin[laid.likeness] & laid.existed)[nobody] > 0
            for number in asking:
                excused = others & self.compiled.conditions[number].yardstick.may_be_empty
                found[nobody, number] = np.where(excused, codes.MET, codes.OPEN)

    def _plain(self, numbers: list[int], laid: Laid, rows: Places) -> Codes:
        """Conditions on one item of each member, all at once: a row for each condition, a column for each county."""
        ratios = [self.compiled.conditions[number].held[0].ratio for number in numbers]
        values, county = laid.picked(rows, [ratio.amount.items[0] for ratio in ratios]), laid.county[rows]
        left, right = (np.array([[getattr(ratio, side)] for ratio in ratios]) for side in ("left", "right"))
        against = beside(left * np.maximum(values, 0.0), np.broadcast_to(right, values.shape), is_whole(values))
        keeps = np.array([[_KEEPS[ratio.comparison](sign) for sign in (-1, 0, 1)] for ratio in ratios])
        absent = np.isnan(values)
        signs = np.where(absent, 0, against.sign).astype(np.int64) + 1
        told = np.take_along_axis(keeps, signs, axis=1)
        found = np.full((len(numbers), laid.counties), codes.MET, np.uint8)
        sure = against.sure & ~absent
        failing, of = np.nonzero(sure & ~told)
        found[failing, county[of]] = codes.NOT_MET
        for place, member in zip(*np.nonzero(~sure), strict=True):
            if found[place, county[member]] != codes.NOT_MET:
                alone = self._alone(
                    numbers[place], int(laid.likeness[rows[member]]), values[place, member : member + 1]
                )
                found[place, county[member]] = max(found[place, county[member]], alone)
        return found

    def _each(self, number: int, laid: Laid, rows: Places) -> Codes:
        condition, county = self.compiled.conditions[number], laid.county[rows]
        values = _Values(laid.picked(rows, condition.items), condition.items)
        concerned, clear = _concerned(condition, values)
        said = _judged(condition, values)
        sampled = _sampled(condition, values)
        told = np.where(concerned, _with_sample(said.verdict, sampled.verdict), codes.MET).astype(np.uint8)
        sure = clear & (~concerned | (said.sure & sampled.sure))
        verdict = codes.worst_of(county[sure], told[sure], laid.counties)
        for place in np.flatnonzero(~sure & (verdict[county] != codes.NOT_MET)):
            alone = self._alone(number, int(laid.likeness[rows[place]]), values.matrix[:, place])
            verdict[county[place]] = max(verdict[county[place]], alone)
        return verdict

    def _together(self, number: int, laid: Laid, rows: Places) -> Codes:
        condition, county, count = self.compiled.conditions[number], laid.county[rows], laid.counties
        values = _Values(laid.picked(rows, condition.items), condition.items)
        concerned, clear = _concerned(condition, values)
        groups = np.where(concerned, county, count)
        said = _judged(condition, values, groups, count)
        sampled = _sampled(condition, values, groups, count)
        verdict = _with_sample(said.verdict, sampled.verdict)
        doubtful = ~(said.sure & sampled.sure)
        doubtful[county[~clear]] = True
        for one in np.flatnonzero(doubtful & (codes.counted(county, count) > 0)):
            these = np.flatnonzero(county == one)
            if len(these) == 1:
                verdict[one] = self._alone(number, int(laid.likeness[rows[these[0]]]), values.matrix[:, these[0]])
            else:
                verdict[one] = self._exactly(
                    number, *_merged(condition, laid.likeness[rows[these]], values.matrix[:, these])
                )
        return verdict

    def _alone(self, number: int, likeness: int, values: Floats) -> int:
        given = tuple(None if np.isnan(each) else float(each) for each in values)
        key = number, self.likenesses[likeness], given
        known = self.known.get(key)
        if known is None:
            known = self._exactly(number, np.array([likeness]), values[:, np.newaxis])
            if len(self.known) < MOST_REMEMBERED:
                self.known[key] = known
        return known

    def _exactly(self, number: int, likenesses: Places, values: Floats) -> int:
        self.asked += 1
        condition = self.compiled.conditions[number]
        organisations: dict[str, Organisation] = {}
        reported: dict[Datum, Fraction | None] = {}
        for place, (likeness, row) in enumerate(zip(likenesses, values.T, strict=True)):
            organisations[str(place)] = self.likenesses[likeness].named(str(place))
            for item, value in zip(condition.items, row, strict=True):
                reported[Datum(str(place), item, self.period)] = exact(float(value))
        facts = Facts(organisations, reported)
        return codes.CODE[measure_condition(self.compiled.standard, condition.condition, facts, self.period).verdict]


def _merged(condition: LaidCondition, likenesses: Places, values: Floats) -> tuple[Places, Floats]:
    """Members of whom everything is known, in whole numbers, as one: their amounts are only added up."""
    sums = [terms for held in condition.held for terms in (held.ratio.amount, held.ratio.over) if terms is not None]
    if condition.where or any((terms.coefficients < 0).any() for terms in sums) or condition.yardstick.versus:
        return likenesses, values
    known = is_whole(values).all(axis=0)
    if np.count_nonzero(known) < 2:
        return likenesses, values
    together = values[:, known].sum(axis=1)[:, np.newaxis]
    kinds = np.append(likenesses[known][:1], likenesses[~known])
    return kinds, np.concatenate([together, values[:, ~known]], axis=1)


class _Values:
    """The items of one condition, a row each, for its members."""

    def __init__(self, matrix: Floats, items: Sequence[str]) -> None:
        self.matrix = matrix
        self.count = matrix.shape[1]
        self._places = {item: place for place, item in enumerate(items)}

    def amounts(self, terms: Sum) -> Amounts:
        return amounts_of(terms, self.matrix[[self._places[item] for item in terms.items]])


class _Added(NamedTuple):
    value: Floats
    sure: Truths
    whole: Truths


def _with_sample(verdict: Codes, sampled: Codes) -> Codes:
    return np.where(sampled == codes.MET, verdict, codes.OPEN).astype(np.uint8)


def _concerned(condition: LaidCondition, values: _Values) -> tuple[Truths, Truths]:
    """Whether each member keeps what narrows the population, and whether that is certain."""
    concerned, clear = np.ones(values.count, np.bool_), np.ones(values.count, np.bool_)
    out = np.zeros(values.count, np.bool_)
    for ratio in condition.where:
        said = _ratio(ratio, None, values, None, 0)
        keeps = (said.verdict == codes.MET) & said.figure
        out |= said.sure & ~keeps
        concerned &= keeps
        clear &= said.sure
    return concerned & ~out, clear | out


def _judged(condition: LaidCondition, values: _Values, groups: Places | None = None, count: int = 0) -> Said:
    """Every quantity must hold; one without a figure says nothing."""
    found = [_ratio(held.ratio, held, values, groups, count) for held in condition.held]
    verdict = np.max([np.where(each.figure, each.verdict, codes.MET) for each in found], axis=0).astype(np.uint8)
    sure = np.logical_and.reduce([each.sure for each in found])
    return Said(verdict, sure, np.logical_or.reduce([each.figure for each in found]))


def _sampled(condition: LaidCondition, values: _Values, groups: Places | None = None, count: int = 0) -> Said:
    if condition.sample is None:
        many = values.count if groups is None else count
        return Said(np.full(many, codes.MET, np.uint8), np.ones(many, np.bool_), np.ones(many, np.bool_))
    found = _ratio(condition.sample, None, values, groups, count)
    return found._replace(verdict=np.where(found.figure, found.verdict, codes.MET).astype(np.uint8))


def _ratio(ratio: Ratio, held: Held | None, values: _Values, groups: Places | None, count: int) -> Said:
    amount, over = (_added(each, values, groups, count) for each in (ratio.amount, ratio.over))
    left, right = ratio.left * amount.value, ratio.right * over.value
    sure, whole = amount.sure & over.sure, amount.whole & over.whole
    if held is not None and held.versus is not None:
        other, under = (_added(each, values, groups, count) for each in held.versus)
        left, right = left * under.value, right * other.value
        sure &= other.sure & under.sure & (under.value > 0)
        whole &= other.whole & under.whole
    found = beside(left, right, whole)
    figure = over.value > 0
    if groups is not None:
        figure &= codes.counted(groups, count + 1)[:count] > 0
    return Said(_verdict(found.sign, ratio.comparison), sure & found.sure, figure)


def _added(terms: Sum | None, values: _Values, groups: Places | None, count: int) -> _Added:
    """By group, or each by itself; the last group is of those not concerned and falls away. Nothing to add is 1."""
    if terms is None:
        many = values.count if groups is None else count
        return _Added(np.ones(many), np.ones(many, np.bool_), np.ones(many, np.bool_))
    found = values.amounts(terms)
    sure = ~found.missing & ~found.vague
    if groups is None:
        return _Added(found.low, sure, found.whole)
    total: Floats = np.bincount(groups, found.low, count + 1)[:count].astype(np.float64)
    return _Added(total, _all(groups, sure, count), _all(groups, found.whole, count))


def _all(groups: Places, which: Truths, count: int) -> Truths:
    found: Truths = np.bincount(groups[~which], minlength=count + 1)[:count] == 0
    return found


def _verdict(sign: Floats, comparison: Comparison) -> Codes:
    return np.where(_KEEPS[comparison](sign), codes.MET, codes.NOT_MET).astype(np.uint8)

"""A lot of counties scored against a standard: schools, coefficients, items, provisos, and the words over all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.nation import codes
from services.audit.domain.nation.codes import Codes, Places
from services.audit.domain.nation.compiled import Compiled
from services.audit.domain.nation.conditions import Conditions, Known
from services.audit.domain.nation.evenness import evenness
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.nation.schools import (
    NOT_OPEN,
    Parts,
    Schools,
    amounts_in,
    outcomes_of,
    parts_in,
    parts_verdicts,
    schools_of,
)

PROBLEMS = ("", "school_kind_unknown", "facts_not_scorable")
"""Why a county cannot be scored: as the assessment of that county alone would be refused."""


@dataclass(frozen=True)
class Scores:
    """By school in the order of the lot: `verdict` (none: it does not count, see `reason`), `outcomes` and `parts` by
    stage and criterion. By county: `comparisons` with `borderline` and `squares` likewise, `conditions` in their order,
    `indicators` and `recognition`; `problem` names why nothing was scored there."""

    rows: Places
    verdict: Codes
    reason: Codes
    reasons: tuple[str, ...]
    outcomes: NDArray[np.uint8]
    parts: NDArray[np.uint8]
    comparisons: NDArray[np.uint8]
    borderline: NDArray[np.uint8]
    squares: NDArray[np.float64]
    conditions: NDArray[np.uint8]
    counts: NDArray[np.int32]
    indicators: Codes
    recognition: Codes
    problem: Codes


@dataclass(frozen=True)
class Nation:
    """What scores lot after lot of one assessment."""

    compiled: Compiled
    likenesses: Sequence[Likeness]
    conditions: Conditions

    @classmethod
    def of(
        cls, compiled: Compiled, likenesses: Sequence[Likeness], period: str, known: Known | None = None
    ) -> "Nation":
        """`known` may be shared by all runs against one version of a standard."""
        return cls(compiled, likenesses, Conditions(compiled, likenesses, period, {} if known is None else known))

    def score(self, lot: Laid) -> Scores:
        """The same for a county whatever other counties are in its lot."""
        # What is missing is NaN, and what may be anything infinite: neither is an accident here.
        with np.errstate(invalid="ignore", divide="ignore"):
            problem = self._problems(lot)
            laid = replace(lot, existed=lot.existed & (problem[lot.county] == 0))
            schools = schools_of(self.compiled, laid, tuple(self.likenesses))
            return self._scored(lot, schools, self.conditions.verdicts(laid), problem)

    def _problems(self, lot: Laid) -> Codes:
        """Of schools only, and of what the criteria count."""
        schools = schools_of(self.compiled, lot, tuple(self.likenesses), exclude=False)
        found = np.zeros(lot.counties, np.uint8)
        items = {f"pupils.{stage.value}" for stage in schools.pupils}
        items |= {item for each in self.compiled.criteria for item in each.amount.items}
        for item in sorted(items):
            below = lot.values[lot.items[item]].take(schools.rows) < 0
            found[schools.county[below]] = PROBLEMS.index("facts_not_scorable")
        found[schools.county[schools.kind < 0]] = PROBLEMS.index("school_kind_unknown")
        return found

    def _scored(self, lot: Laid, schools: Schools, conditions: Codes, problem: Codes) -> Scores:
        standard, count = self.compiled.standard, lot.counties
        many, stages = len(standard.criteria), len(standard.stages)
        outcomes = np.zeros((len(schools.rows), stages, many), np.uint8)
        parts_told = np.zeros((len(schools.rows), stages), np.uint8)
        compared, near = np.zeros((count, stages, many), np.uint8), np.zeros((count, stages, many), np.uint8)
        squares = np.full((count, stages, many), np.nan)
        verdict = np.where((schools.reason == 0) & (schools.kind >= 0), codes.MET, codes.NONE).astype(np.uint8)
        parts_of_county = np.zeros(count, np.int64)
        for at, stage in enumerate(standard.stages):
            parts = parts_in(schools, stage)
            for number in range(many):
                criterion = self.compiled.criteria[at * many + number]
                amounts = amounts_in(schools, parts, criterion)
                outcomes[parts.schools, at, number] = outcomes_of(schools, parts, criterion, amounts)
                even = evenness(schools, parts, criterion, amounts)
                compared[:, at, number], near[:, at, number], squares[:, at, number] = even
            told = parts_verdicts(self.compiled, outcomes[parts.schools, at])
            parts_told[parts.schools, at] = told
            verdict[parts.schools] = np.maximum(verdict[parts.schools], told)
            parts_of_county += codes.counted(parts.county, count)
        resources = np.maximum(
            codes.worst_of(schools.county, verdict, count), np.maximum(compared.max(axis=(1, 2), initial=0), codes.MET)
        )
        resources[parts_of_county == 0] = codes.OPEN
        items = sum(len(item.conditions) for item in standard.items)
        indicators = np.maximum(resources, conditions[:, :items].max(axis=1, initial=codes.MET))
        recognition = np.maximum(indicators, conditions[:, items:].max(axis=1, initial=codes.MET))
        for words in (indicators, recognition):
            words[problem > 0] = codes.OPEN
        rows, told_all, reason = self._with_absent(lot, schools, verdict, problem)
        counts = _counts(lot, rows, told_all, reason)
        absent = len(rows) - len(schools.rows)
        return Scores(
            rows,
            told_all,
            reason,
            schools.reasons,
            np.concatenate([outcomes, np.zeros((absent, stages, many), np.uint8)]),
            np.concatenate([parts_told, np.zeros((absent, stages), np.uint8)]),
            compared,
            near,
            squares,
            conditions,
            counts,
            indicators,
            recognition,
            problem,
        )

    def _with_absent(self, lot: Laid, schools: Schools, verdict: Codes, problem: Codes) -> tuple[Places, Codes, Codes]:
        """Schools that were not there in the period are kept with the reason, but not those of an unscored county."""
        is_school = np.array([each.kind == "school" for each in self.likenesses], np.bool_)
        absent = np.flatnonzero(is_school[lot.likeness] & ~lot.existed & (problem[lot.county] == 0))
        why = np.full(len(absent), schools.reasons.index(NOT_OPEN), np.uint8)
        return (
            np.concatenate([schools.rows, absent]),
            np.concatenate([verdict, np.zeros(len(absent), np.uint8)]),
            np.concatenate([schools.reason, why]),
        )


def _counts(lot: Laid, rows: Places, verdict: Codes, reason: Codes) -> NDArray[np.int32]:
    """By county: schools that meet the rule, miss it, cannot be decided, do not count."""
    county = lot.county[rows]
    kinds = [verdict == code for code in (codes.MET, codes.NOT_MET, codes.OPEN)] + [reason > 0]
    return np.stack([codes.counted(county, lot.counties, each) for each in kinds], axis=1).astype(np.int32)


__all__ = ["PROBLEMS", "Nation", "Parts", "Scores"]

"""Counties as the exact engine scored them one by one, in the rows of a fixed width that arrays make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.case_numbers import exact_from
from services.audit.domain.case_results import ResultRow
from services.audit.domain.criterion import Outcome
from services.audit.domain.nation import codes
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.schools import reasons_of
from services.audit.domain.nation.scoring import PROBLEMS, Scores
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict

NO_SCHOOL_RULE = "no_school_rule"
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Told:
    """One county: what its own assessment would keep, or the `problem` that it would be refused for."""

    indicators: Verdict = Verdict.CANNOT_DECIDE
    recognition: Verdict = Verdict.CANNOT_DECIDE
    rows: Sequence[ResultRow] = ()
    problem: str = ""


@dataclass(frozen=True)
class _Places:
    """Where each stage, criterion and condition stands in a row; conditions by what their rows are called."""

    stages: Mapping[str | None, int]
    criteria: Mapping[str | None, int]
    conditions: Mapping[str | None, int]

    @classmethod
    def of(cls, standard: Standard) -> "_Places":
        conditions = [each.code for item in standard.items for each in item.conditions] + list(standard.provisos)
        if standard.grading:
            conditions += [f"points.{each.code}" for each in standard.grading.points.table or ()]
            conditions += standard.grading.measured_strikes
        return cls(
            {stage.value: place for place, stage in enumerate(standard.stages)},
            {criterion.code: place for place, criterion in enumerate(standard.criteria)},
            {name: place for place, name in enumerate(conditions)},
        )

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.stages), len(self.criteria)


def scores_of(standard: Standard, told: Sequence[Told], numbers: Mapping[str, int]) -> tuple[Laid, Scores]:
    """The schools laid out by county, and their scores; `numbers` are those of the schools by their codes."""
    places, reasons = _Places.of(standard), reasons_of(standard)
    schools = [(place, row) for place, each in enumerate(told) for row in each.rows if row.kind == "school"]
    county = np.array([place for place, _ in schools], np.int64)
    verdict = np.array([_code(row) for _, row in schools], np.uint8)
    why = ("" if row.reason == NO_SCHOOL_RULE else row.reason or "" for _, row in schools)
    reason = np.array([reasons.index(each) for each in why], np.uint8)
    outcomes, parts = _of_schools(places, told, [row.organisation for _, row in schools])
    compared, near, squares = _compared(places, told)
    kinds = [verdict == code for code in (codes.MET, codes.NOT_MET, codes.OPEN)] + [reason > 0]
    counts = np.stack([codes.counted(county, len(told), each) for each in kinds], axis=1).astype(np.int32)
    scores = Scores(
        rows=np.arange(len(schools)),
        verdict=verdict,
        reason=reason,
        reasons=reasons,
        outcomes=outcomes,
        parts=parts,
        comparisons=compared,
        borderline=near,
        squares=squares,
        conditions=_measured(places, told),
        counts=counts,
        indicators=np.array([codes.CODE[each.indicators] for each in told], np.uint8),
        recognition=np.array([codes.CODE[each.recognition] for each in told], np.uint8),
        problem=np.array([PROBLEMS.index(each.problem) for each in told], np.uint8),
    )
    return _laid(len(told), county, [numbers[row.organisation] for _, row in schools]), scores


def _of_schools(places: _Places, told: Sequence[Told], schools: Sequence[str]) -> tuple[Bytes, Bytes]:
    """Outcomes by stage and criterion, and the verdict of each part."""
    outcomes = np.zeros((len(schools), *places.shape), np.uint8)
    parts, at = np.zeros((len(schools), places.shape[0]), np.uint8), {code: place for place, code in enumerate(schools)}
    for row in (row for each in told for row in each.rows):
        if row.kind == "part":
            parts[at[row.organisation], places.stages[row.stage]] = _code(row)
        elif row.kind == "criterion":
            bits = sum(codes.OUTCOME_BITS[Outcome(each)] for each in row.detail["outcomes"])
            where = at[row.organisation], places.stages[row.stage], places.criteria[row.criterion]
            outcomes[where] = bits + codes.BORDERLINE * row.borderline
    return outcomes, parts


def _compared(places: _Places, told: Sequence[Told]) -> tuple[Bytes, Bytes, NDArray[np.float64]]:
    """Verdicts of the coefficients, whether they are met only just, and their squares; not those of their mean."""
    compared, near = (np.zeros((len(told), *places.shape), np.uint8) for _ in range(2))
    squares = np.full((len(told), *places.shape), np.nan)
    for county, each in enumerate(told):
        for row in each.rows:
            if row.kind == "comparison" and row.criterion in places.criteria:
                where = county, places.stages[row.stage], places.criteria[row.criterion]
                compared[where], near[where] = _code(row), row.borderline
                squares[where] = np.nan if row.exact is None else float(exact_from(row.exact))
    return compared, near, squares


def _measured(places: _Places, told: Sequence[Told]) -> Bytes:
    conditions = np.full((len(told), len(places.conditions)), codes.OPEN, np.uint8)
    for county, each in enumerate(told):
        for row in each.rows:
            if row.kind == "condition" and row.criterion in places.conditions:
                conditions[county, places.conditions[row.criterion]] = _code(row)
    return conditions


def _code(row: ResultRow) -> int:
    return codes.CODE[None if row.verdict is None else Verdict(row.verdict)]


def _laid(counties: int, county: codes.Places, numbers: Sequence[int]) -> Laid:
    """Schools only, and nothing of what they reported."""
    many = len(numbers)
    there, alike = np.ones(many, np.bool_), np.zeros(many, np.int64)
    return Laid(counties, np.array(numbers, np.int32), county, alike, there, np.zeros((0, many)), {})

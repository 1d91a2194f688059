"""Assessments of many counties: how far one has come, its counties, and what two differ in."""

from datetime import date, datetime
from typing import Any, Literal

import numpy as np
from pydantic import Field

from services.audit.domain.nation import codes
from services.audit.domain.nation.scoring import PROBLEMS
from services.audit.domain.standard import Standard
from services.audit.repository.county_results import CountyRow
from services.audit.repository.runs import KeptRun
from services.audit.schemas.common import Actor, Named, RuleNamed, Words, named
from services.kernel.fields import Shown

State = Literal["waiting", "scoring", "done", "refused", "cancelled"]


class RunShown(Shown):
    """`counties_all` is null until the run has begun. `refusal` (a problem document) once it is refused."""

    assessment: str
    state: State
    counties_done: int
    counties_all: int | None
    standard: str
    standard_version: str
    organisation: str
    period: str
    as_of: date
    snapshot_version: int
    organisations_version: int
    repeats: str | None = Field(description="the assessment whose pins are used again · 所重复的评估")
    actor: Actor
    refusal: dict[str, Any] | None
    recorded_at: datetime


class VerdictCounts(Shown):
    met: int
    not_met: int
    cannot_decide: int


class SchoolCounts(VerdictCounts):
    excluded: int


class NotScoredCounty(Shown):
    organisation: str
    reason: str


class ComparisonCounts(Shown):
    criterion: str
    stage: str
    counties: VerdictCounts


class LineCounts(Shown):
    code: str
    number: int
    title: Words
    counties: VerdictCounts


class PlacesSummary(Shown):
    """How many counties keep all indicators, can be recognised, keep each coefficient and each item. Where one cannot
    be scored at all the reason is that of the refusal it would get alone; of these the first 200 are named."""

    subject: Literal["places"]
    counties: VerdictCounts
    recognition: VerdictCounts
    schools: SchoolCounts
    schools_outside_counties: int
    not_scored: list[NotScoredCounty]
    not_scored_count: int
    comparisons: list[ComparisonCounts]
    lines: list[LineCounts]
    variants: list[RuleNamed] = Field(default_factory=list, description="read with these · 所适用的地方变通规定")
    beside: list[RuleNamed] = Field(
        default_factory=list, description="standards that the grade hangs on · 等级所依据的其他标准"
    )


class CoefficientShown(Shown):
    """`coefficient` is a float for display; the exact square stands in the county's own results."""

    criterion: str
    stage: str
    verdict: str | None
    borderline: bool
    coefficient: float | None


class CountyShown(Shown):
    organisation: Named
    verdict: str
    recognition: str
    not_scored: str | None
    schools: SchoolCounts
    comparisons: list[CoefficientShown]
    not_met: list[str] = Field(description="conditions and provisos not met · 未达到的条件")
    cannot_decide: list[str] = Field(description="conditions and provisos left open · 无法判断的条件")


def shown_run(run: KeptRun) -> RunShown:
    return RunShown.model_validate(
        {
            **{name: getattr(run, name) for name in RunShown.model_fields if hasattr(run, name)},
            "assessment": run.id,
            "actor": Actor(id=run.actor_id, name=run.actor_name),
        }
    )


def shown_county(row: CountyRow, standard: Standard) -> CountyShown:
    keys = [(stage, criterion) for stage in standard.stages for criterion in standard.criteria]
    squares = np.frombuffer(row.squares, ">f8").tolist()
    names = [each.code for each in standard.conditions]
    return CountyShown(
        organisation=named(row.code, row.name_zh, row.name_en),
        verdict=_word(row.indicators) or "",
        recognition=_word(row.recognition) or "",
        not_scored=PROBLEMS[row.problem] or None,
        schools=SchoolCounts(met=row.met, not_met=row.not_met, cannot_decide=row.undecided, excluded=row.excluded),
        comparisons=[
            CoefficientShown(
                criterion=criterion.code,
                stage=stage.value,
                verdict=_word(code & 3),
                borderline=bool(code & 4),
                coefficient=None if square != square else round(max(square, 0.0) ** 0.5, 6),
            )
            for (stage, criterion), code, square in zip(keys, row.comparisons, squares, strict=True)
        ],
        not_met=[name for name, code in zip(names, row.conditions, strict=True) if code == codes.NOT_MET],
        cannot_decide=[name for name, code in zip(names, row.conditions, strict=True) if code == codes.OPEN],
    )


def _word(code: int) -> str | None:
    verdict = codes.VERDICTS[code]
    return None if verdict is None else verdict.value

"""Bodies of assessments and their result rows."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator

from services.audit.domain.case_force import REASONS
from services.audit.repository.assessments import Kept
from services.audit.repository.results import KeptResult
from services.audit.schemas.common import Actor, Figure, Named, RuleNamed, Words, example, named
from services.audit.schemas.plan_assessments import PlanSummary
from services.audit.schemas.runs import PlacesSummary
from services.kernel.fields import Closed, Code, Day, Shown, shown_number
from services.yardsticks.periods import Period


class AssessmentGiven(Closed):
    """Against a standard: a county and a period; `plan` may be left out, findings then name no unit.

    Without a standard it is the targets of the plan that are assessed, each in its own newest period by `as_of`;
    `organisation` is the plan's jurisdiction, or one below it.
    """

    standard: Code | None = None
    organisation: Code
    period: Period | None = None
    as_of: Day
    plan: Code | None = None
    variants: list[Code] = Field(
        default_factory=list,
        max_length=10,
        description="local variants to read the standard with, none by default · 适用的地方变通规定，默认不适用",
    )
    at_least_readings_version: Annotated[
        int,
        Field(ge=0, le=2**62, description="a version of the metrics feed that must be part of it · 须包含的读数版本"),
    ] = 0
    snapshot_of: Code | None = Field(
        default=None,
        description="an assessment whose readings and organisations are used again, for example to see what another"
        " standard or variant says of them · 沿用某次评估的读数和机构快照",
    )

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "standard": "compulsory-balanced-2017",
                "organisation": "640221",
                "period": "2021-2022",
                "as_of": "2021-10-31",
                "plan": "pingluo-2019",
            }
        )
    )

    @model_validator(mode="after")
    def asks_one_thing(self) -> Self:
        if self.standard is None and self.plan is None:
            raise ValueError("name a standard, a plan, or both")
        if (self.standard is None) != (self.period is None):
            raise ValueError("a standard is assessed for a period; the targets of a plan have periods of their own")
        if self.variants and self.standard is None:
            raise ValueError("local variants change a standard; name it")
        if self.snapshot_of and self.at_least_readings_version:
            raise ValueError("`snapshot_of` is a version itself; leave out `at_least_readings_version`")
        return self


class WhyNotBinding(Words):
    """Why an assessment is for information only, by a stable code."""

    code: str


class ExcludedSchool(Shown):
    organisation: str
    reason: str


class SchoolsSummary(Shown):
    """Codes of the schools by verdict, and those that do not count with the reason."""

    counts: dict[str, int]
    met: list[str]
    not_met: list[str]
    cannot_decide: list[str]
    excluded: list[ExcludedSchool]


class ComparisonLine(Shown):
    """One differential coefficient, pupil-weighted, with the unweighted one beside it for display only."""

    criterion: str
    stage: str
    verdict: str | None
    borderline: bool
    coefficient: Figure | None
    unweighted: Figure | None
    limit: Figure | None = Field(description="null where the mean of all has the limit · 以综合差异系数为准时为空")
    mean: Figure | None
    parts: int
    missing: list[str]
    reason: str | None


class MeanLine(Shown):
    """The mean of all differential coefficients of a stage, where that is what has a limit."""

    stage: str
    verdict: str | None
    borderline: bool
    coefficient: Figure | None
    limit: Figure
    missing: list[str]
    reason: str | None


class GradeNamed(Shown):
    code: str
    title: Words


class GradeShown(Shown):
    """The grade, or why there is none. `possible` are the grades still to be had, null for points between two bands;
    `struck` are the clauses of facts that bar or cost a grade, `open` those nobody has answered.
    """

    grade: GradeNamed | None
    reason: str | None = Field(description="score_in_gap, points_not_supplied, points_above_most, missing_data")
    points: Figure | None
    points_exact: str | None
    points_low: str | None
    points_high: str | None
    possible: list[str | None]
    struck: list[str]
    open: list[str]


class ConditionLine(Shown):
    """One figure of an indicator; `failing` and `missing` count organisations and data."""

    code: str
    title: Words
    period: str
    verdict: str
    reason: str | None
    value: Figure | None
    exact: str | None
    line: Figure | None
    failing: int
    missing: int


class IndicatorLine(Shown):
    """One indicator of the standard; `number` null is a rule over several: the rule for schools, or the mean of the
    coefficients. `verdict` null is a criterion that is judged with the others, by that mean.
    """

    code: str
    number: int | None
    title: Words
    verdict: str | None
    conditions: list[ConditionLine]


class RecognitionShown(Shown):
    """Whether the county can be recognised. `stopped_by` alone forbids it; what is `open` is not known yet."""

    verdict: str
    indicators: str
    stopped_by: list[str]
    open: list[str]
    provisos: list[ConditionLine]


class StandardSummary(Shown):
    subject: Literal["standard"]
    schools: SchoolsSummary
    means: list[MeanLine] = Field(default_factory=list)
    comparisons: list[ComparisonLine]
    lines: list[IndicatorLine]
    recognition: RecognitionShown
    grade: GradeShown | None = None
    variants: list[RuleNamed] = Field(default_factory=list, description="read with these · 所适用的地方变通规定")
    beside: list[RuleNamed] = Field(
        default_factory=list, description="standards that the grade hangs on · 等级所依据的其他标准"
    )
    findings: int


class AssessmentLine(Shown):
    """What was asked, what was pinned, what came out. An empty `information_only` means that findings could be made."""

    id: str
    standard: str | None
    standard_version: str | None
    engine_version: str
    plan: str | None
    plan_revision: int | None
    organisation: Named
    period: str | None
    as_of: date
    snapshot_version: int
    organisations_version: int
    actor: Actor
    verdict: str
    information_only: list[WhyNotBinding]
    result_sha256: str
    recorded_at: datetime


Summary = Annotated[StandardSummary | PlanSummary | PlacesSummary, Field(discriminator="subject")]


class AssessmentShown(AssessmentLine):
    """`stale_readings`: of the readings it may rest on, those corrected or taken back since; null where its standard is
    no longer shipped. Assess again where it is not 0."""

    stale_readings: int | None = Field(description="corrected or taken back since · 此后被更正或撤销审核的读数")
    summary: Summary


class ResultShown(Shown):
    """`value` is rounded for display; `exact` is the unrounded "n/d", of a comparison the square of its coefficient."""

    id: int
    kind: str
    organisation: Named
    stage: str | None
    criterion: str | None
    verdict: str | None
    borderline: bool
    value: Figure | None
    exact: str | None
    line: Figure | None
    reason: str | None
    detail: dict[str, Any]


_SUMMARY: TypeAdapter[StandardSummary | PlanSummary | PlacesSummary] = TypeAdapter(Summary)


def shown_assessment_line(kept: Kept) -> AssessmentLine:
    return AssessmentLine(**_line(kept))


def shown_assessment(kept: Kept, stale: int | None = 0) -> AssessmentShown:
    """`stale`: nothing is, of what was assessed just now."""
    return AssessmentShown(**_line(kept), stale_readings=stale, summary=_SUMMARY.validate_python(kept.summary))


def shown_result(kept: KeptResult) -> ResultShown:
    return ResultShown(
        id=kept.id,
        kind=kept.kind,
        organisation=named(kept.organisation, kept.name_zh, kept.name_en),
        stage=kept.stage,
        criterion=kept.criterion,
        verdict=kept.verdict,
        borderline=kept.borderline,
        value=None if kept.value is None else shown_number(kept.value),
        exact=kept.exact,
        line=None if kept.line is None else shown_number(kept.line),
        reason=kept.reason,
        detail=kept.detail,
    )


def _line(kept: Kept) -> dict[str, Any]:
    reasons = [WhyNotBinding(code=code, zh=REASONS[code].zh, en=REASONS[code].en) for code in kept.information_only]
    return {
        "id": kept.id,
        "standard": kept.standard,
        "standard_version": kept.standard_version,
        "engine_version": kept.engine_version,
        "plan": kept.plan,
        "plan_revision": kept.plan_revision,
        "organisation": named(kept.organisation, kept.name_zh, kept.name_en),
        "period": kept.period,
        "as_of": kept.as_of,
        "snapshot_version": kept.snapshot_version,
        "organisations_version": kept.organisations_version,
        "actor": Actor(id=kept.actor_id, name=kept.actor_name),
        "verdict": kept.verdict,
        "information_only": reasons,
        "result_sha256": kept.result_sha256,
        "recorded_at": kept.recorded_at,
    }

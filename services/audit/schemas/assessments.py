"""Bodies of assessments and their result rows."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.audit.domain.case_force import REASONS
from services.audit.repository.assessments import Kept
from services.audit.repository.results import KeptResult
from services.audit.schemas.common import Actor, Figure, Named, Words, example, named
from services.kernel.fields import Closed, Code, Day, Period, Shown, shown_number


class AssessmentGiven(Closed):
    """`organisation` is the county assessed; `plan` may be left out, findings then name no unit."""

    standard: Code
    organisation: Code
    period: Period
    as_of: Day
    plan: Code | None = None
    at_least_readings_version: Annotated[
        int,
        Field(ge=0, le=2**62, description="a version of the metrics feed that must be part of it · 须包含的读数版本"),
    ] = 0

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
    limit: Figure
    mean: Figure | None
    parts: int
    missing: list[str]
    reason: str | None


class Summary(Shown):
    schools: SchoolsSummary
    comparisons: list[ComparisonLine]
    findings: int


class AssessmentLine(Shown):
    """What was asked, what was pinned, what came out. An empty `information_only` means that findings could be made."""

    id: str
    standard: str
    standard_version: str
    engine_version: str
    plan: str | None
    plan_revision: int | None
    organisation: Named
    period: str
    as_of: date
    snapshot_version: int
    organisations_version: int
    actor: Actor
    verdict: str
    information_only: list[WhyNotBinding]
    result_sha256: str
    recorded_at: datetime


class AssessmentShown(AssessmentLine):
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


def shown_assessment_line(kept: Kept) -> AssessmentLine:
    return AssessmentLine(**_line(kept))


def shown_assessment(kept: Kept) -> AssessmentShown:
    return AssessmentShown(**_line(kept), summary=Summary.model_validate(kept.summary))


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

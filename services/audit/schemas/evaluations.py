"""Process, value added and results side by side."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from services.audit.domain.case_numbers import exact_text, plain
from services.audit.domain.composite import Band, Graded, Part, Scheme
from services.audit.domain.process import NOT_TOLD, OnTime, Process
from services.audit.domain.value_added import Standing
from services.audit.schemas.common import Figure, Named, Words, example, named
from services.audit.use_cases.evaluate import Evaluation, WantedEvaluation
from services.kernel.fields import Closed, Code, Day, Line, Number, Shown
from services.yardsticks.periods import Period, PeriodKind, kind_of


class GradeGiven(Closed):
    """A grade and the points it asks at least. 等级及其最低分。"""

    name: Line
    least: Number


class SchemeGiven(Closed):
    """Points by part and band, and grades, highest first, with who decided them. 由有权机关给定的赋分与等级。"""

    points: Annotated[dict[Part, dict[Band, Number]], Field(min_length=1)]
    grades: Annotated[list[GradeGiven], Field(min_length=1, max_length=20)]
    authority: Line

    @model_validator(mode="after")
    def complete(self) -> Self:
        decided = {Band.STRONG, Band.SOUND, Band.ATTENTION}
        if any(set(points) != decided for points in self.points.values()):
            raise ValueError("each part gives points for strong, sound and attention; what is open gets none")
        least = [each.least for each in self.grades]
        if least != sorted(set(least), reverse=True):
            raise ValueError("grades stand highest first, each with fewer points than the one before")
        return self

    def scheme(self) -> Scheme:
        points = {part: {band: Fraction(each) for band, each in given.items()} for part, given in self.points.items()}
        return Scheme(points, tuple((each.name, Fraction(each.least)) for each in self.grades))


class EvaluationGiven(Closed):
    """An organisation with everything below it. Without `reports_due_on` nobody can say which report was late.

    Without a scheme there are bands and no points. 过程、增值、结果并列；未提供赋分方案时只给档次，不赋分、不排名。
    """

    organisation: Code
    period: Period
    as_of: Day
    standard: Code = "compulsory-balanced-2017"
    assessment: Code | None = None
    peers_within: Code | None = None
    baseline: Annotated[int, Field(ge=3, le=10)] = 3
    reports_due_on: Day | None = None
    scheme: SchemeGiven | None = None

    model_config = ConfigDict(
        json_schema_extra=example(
            {"organisation": "640221", "period": "2021-2022", "as_of": "2022-08-31", "reports_due_on": "2021-10-15"}
        )
    )

    @model_validator(mode="after")
    def of_a_school_year(self) -> Self:
        if kind_of(self.period) is not PeriodKind.SCHOOL_YEAR:
            raise ValueError("`period` is a school year such as 2021-2022")
        return self

    def wanted(self) -> WantedEvaluation:
        return WantedEvaluation(
            organisation=self.organisation,
            period=self.period,
            as_of=self.as_of,
            assessment=self.assessment,
            peers_within=self.peers_within,
            baseline=self.baseline,
            reports_due_on=self.reports_due_on,
            scheme=None if self.scheme is None else self.scheme.scheme(),
        )


class Counted(Shown):
    """`open`: not done, and its day has not passed. 按时、逾期、未到期。"""

    on_time: int
    late: int
    open: int


class ResultsPart(Shown):
    """`assessment` null: nobody has assessed it, which is no failure. 结果评价。"""

    band: Band
    assessment: str | None
    verdict: str | None


class ProcessPart(Shown):
    """`band` null: nothing was due. `reports` null: nobody said by when they were. `silent` schools sent nothing.

    `not_told` names what no feed tells audit: the due days of collections, and what each owed in them. 过程评价。
    """

    band: Band | None
    tasks: Counted
    steps: Counted
    reports: Counted | None
    reported: int
    returned: int
    waiting: int
    silent: list[str]
    not_told: list[str]


class CriterionChanges(Shown):
    """How many schools stand how in one criterion; `/value-added` names them. 各指标增值情况。"""

    criterion: str
    title: Words
    counts: dict[Standing, int]


class ValueAddedPart(Shown):
    """Attention, or strong, only where more schools lie outside than chance explains. 增值评价。"""

    band: Band
    criteria: list[CriterionChanges]


class GradedShown(Shown):
    """By the scheme supplied. `total` null: a part with points is open, and open is not zero."""

    total: Figure | None
    exact: str | None
    grade: str | None
    open: list[Part]
    authority: str


class EvaluationShown(Shown):
    """`band` of all parts: attention where one needs it, cannot_decide where one is open; nothing averaged, no rank.

    Computed, not kept: the versions say from what.
    """

    organisation: Named
    period: str
    as_of: date
    standard: str
    standard_version: str
    snapshot_version: int
    plans_version: int
    organisations_version: int
    band: Band
    results: ResultsPart
    process: ProcessPart
    value_added: ValueAddedPart
    graded: GradedShown | None


def shown_evaluation(found: Evaluation, authority: str | None) -> EvaluationShown:
    kept = found.results.assessment
    results = ResultsPart(
        band=found.bands[Part.RESULTS] or Band.CANNOT_DECIDE,
        assessment=None if kept is None else kept.id,
        verdict=None if found.results.verdict is None else found.results.verdict.value,
    )
    criteria = [
        CriterionChanges(
            criterion=criterion.code,
            title=Words.model_validate(criterion.title),
            counts={standing: counts.get(standing, 0) for standing in Standing},
        )
        for criterion, counts in found.changes
    ]
    return EvaluationShown(
        organisation=named(found.place.code, found.place.zh, found.place.en),
        period=found.wanted.period,
        as_of=found.wanted.as_of,
        standard=found.standard.code,
        standard_version=found.standard.version,
        snapshot_version=found.snapshot,
        plans_version=found.plans,
        organisations_version=found.organisations,
        band=found.band,
        results=results,
        process=_process(found.process, found.bands[Part.PROCESS]),
        value_added=ValueAddedPart(band=found.bands[Part.VALUE_ADDED] or Band.CANNOT_DECIDE, criteria=criteria),
        graded=None if found.graded is None else _graded(found.graded, authority or ""),
    )


def _process(process: Process, band: Band | None) -> ProcessPart:
    return ProcessPart(
        band=band,
        tasks=_counted(process.tasks),
        steps=_counted(process.steps),
        reports=None if process.reports is None else _counted(process.reports),
        reported=len(process.reported),
        returned=process.returned,
        waiting=process.waiting,
        silent=list(process.silent),
        not_told=list(NOT_TOLD),
    )


def _counted(found: OnTime) -> Counted:
    return Counted(on_time=found.on_time, late=found.late, open=found.open)


def _graded(found: Graded, authority: str) -> GradedShown:
    return GradedShown(
        total=None if found.total is None else plain(found.total),
        exact=None if found.total is None else exact_text(found.total),
        grade=found.grade,
        open=list(found.open),
        authority=authority,
    )

"""Uses of a reading, and assessments proposed to be made again."""

from datetime import date

from pydantic import Field

from services.audit.repository.snapshots import Approved
from services.audit.schemas.assessments import AssessmentGiven, AssessmentLine, shown_assessment_line
from services.audit.schemas.common import Figure, Named, named
from services.audit.use_cases.list_reruns import Rerun
from services.audit.use_cases.list_uses import Use
from services.kernel.fields import Shown, shown_number


class UsedReading(Shown):
    """An approved reading; `value` null says that it is unknown."""

    id: int
    value: Figure | None


class UsedResult(Shown):
    """A result of the organisation, or of the place assessed, that counts the reading."""

    kind: str
    organisation: Named
    stage: str | None
    criterion: str | None
    verdict: str | None


class UseShown(Shown):
    """`used`: what was approved at the snapshot, null where nothing was; `now`: what is approved today."""

    assessment: AssessmentLine
    used: UsedReading | None
    now: UsedReading | None
    stale: bool = Field(description="corrected or taken back since · 此后被更正或撤销审核")
    results: list[UsedResult]


class RerunShown(Shown):
    """`again` is the body for POST /assessments."""

    assessment: AssessmentLine
    stale_readings: int
    again: AssessmentGiven


def shown_use(use: Use) -> UseShown:
    return UseShown(
        assessment=shown_assessment_line(use.assessment),
        used=_reading(use.then),
        now=_reading(use.now),
        stale=use.is_stale,
        results=[
            UsedResult(
                kind=row.kind,
                organisation=named(row.organisation, row.name_zh, row.name_en),
                stage=row.stage,
                criterion=row.criterion,
                verdict=row.verdict,
            )
            for row in use.results
        ],
    )


def shown_rerun(rerun: Rerun, as_of: date) -> RerunShown:
    kept = rerun.assessment
    again = AssessmentGiven(
        standard=kept.standard,
        organisation=kept.organisation,
        period=kept.period,
        as_of=as_of,
        plan=kept.plan,
        variants=[each["code"] for each in kept.summary.get("variants", ())],
    )
    return RerunShown(assessment=shown_assessment_line(kept), stale_readings=rerun.stale, again=again)


def _reading(approved: Approved | None) -> UsedReading | None:
    if approved is None:
        return None
    return UsedReading(id=approved.reading, value=None if approved.value is None else shown_number(approved.value))

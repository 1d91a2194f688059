"""What rests on people's word, with what stands behind it."""

from datetime import datetime
from fractions import Fraction

from pydantic import Field

from services.audit.domain.case_numbers import MOST_PLACES, plain
from services.audit.domain.measured import Datum
from services.audit.repository.versions import UsedReading
from services.audit.schemas.common import Actor, Figure, Words
from services.audit.use_cases.list_judgements import Judgement, per_of
from services.kernel.fields import Shown, shown_number


class SurveyShown(Shown):
    """`sample` answers of at least `least`; below that there is no verdict. `low` to `high` at 95 percent.

    `line_within` the interval: another sample might have said otherwise. The margin is that of a simple random sample;
    how the answers were chosen no margin shows.
    """

    sample: Figure | None
    least: Figure
    low: Figure | None
    high: Figure | None
    margin: Figure | None
    line_within: bool | None


class JudgedReading(Shown):
    """One reading with its way in. `evidence` null: nothing was shown for it."""

    organisation: str
    indicator: str
    value: Figure | None
    unknown_reason: str | None
    evidence: str | None
    submission: str
    sender: Actor
    received_at: datetime
    reviewer: Actor | None


class JudgementShown(Shown):
    """A survey (`survey` filled) or findings that somebody must prove. `unproven` counts values without evidence."""

    code: str
    title: Words
    verdict: str | None
    reason: str | None
    value: Figure | None
    line: Figure | None
    survey: SurveyShown | None
    readings: list[JudgedReading]
    readings_count: int
    unproven: int = Field(description="something is said and nothing shown · 未附佐证的读数")


def shown_judgement(judgement: Judgement) -> JudgementShown:
    row = judgement.row
    return JudgementShown(
        code=row.criterion or "",
        title=Words.model_validate(judgement.asked.title),
        verdict=row.verdict,
        reason=row.reason,
        value=None if row.value is None else shown_number(row.value),
        line=None if row.line is None else shown_number(row.line),
        survey=_survey(judgement) if judgement.is_survey else None,
        readings=[_reading(datum, reading) for datum, reading in judgement.readings],
        readings_count=judgement.count,
        unproven=judgement.unproven,
    )


def _survey(judgement: Judgement) -> SurveyShown:
    margin, per = judgement.margin, float(per_of(judgement))
    low, high = (None, None) if margin is None else (margin.low * per, margin.high * per)
    line = None if judgement.row.line is None else float(judgement.row.line)
    within = None if low is None or high is None or line is None else low < line < high
    return SurveyShown(
        sample=None if judgement.sample is None else plain(judgement.sample),
        least=plain(judgement.least or Fraction(0)),
        low=_rounded(low),
        high=_rounded(high),
        margin=None if margin is None else _rounded(margin.half * per),
        line_within=within,
    )


def _reading(datum: Datum, reading: UsedReading) -> JudgedReading:
    reviewer = None if reading.reviewer_id is None else Actor(id=reading.reviewer_id, name=reading.reviewer_name or "")
    return JudgedReading(
        organisation=datum.organisation,
        indicator=datum.item,
        value=None if reading.value is None else shown_number(reading.value),
        unknown_reason=reading.unknown_reason,
        evidence=reading.evidence,
        submission=reading.submission,
        sender=Actor(id=reading.sender_id, name=reading.sender_name),
        received_at=reading.received_at,
        reviewer=reviewer,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, MOST_PLACES)

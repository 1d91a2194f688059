"""What a sample says of its frame."""

from datetime import date

from services.audit.domain.case_numbers import MOST_PLACES, exact_text
from services.audit.domain.shown import decimal_shown
from services.audit.schemas.common import Figure
from services.audit.use_cases.estimate_from_sample import Estimated
from services.kernel.fields import Shown


class EstimateShown(Shown):
    """`value` and `exact` from the answers, `low` to `high` at 95 percent, by the way the sample was drawn.

    `missing` were drawn and have no approved value: within their stratum they are taken to be like the others. `reason`
    where nothing, or no interval, can be given: stratum_unanswered, base_is_zero, not_yes_or_no, too_few_answers.
    """

    sample: str
    frame_version: int
    snapshot_version: int
    asked: str
    item: str
    over: str | None
    period: str
    as_of: date
    drawn: int
    answered: int
    value: Figure | None
    exact: str | None
    low: Figure | None
    high: Figure | None
    margin: Figure | None
    confidence: Figure
    missing: list[str]
    reason: str | None


def shown_estimate(found: Estimated) -> EstimateShown:
    told, asked = found.estimate, found.asked
    return EstimateShown(
        sample=found.sample.id,
        frame_version=found.sample.frame_version,
        snapshot_version=found.snapshot,
        asked=told.asked.value,
        item=asked.item,
        over=asked.over,
        period=asked.period,
        as_of=asked.as_of,
        drawn=found.drawn,
        answered=told.answered,
        value=None if told.value is None else float(decimal_shown(told.value, MOST_PLACES)),
        exact=None if told.value is None else exact_text(told.value),
        low=_rounded(told.low),
        high=_rounded(told.high),
        margin=_rounded(told.margin),
        confidence=0.95,
        missing=list(told.missing),
        reason=told.reason,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, MOST_PLACES)

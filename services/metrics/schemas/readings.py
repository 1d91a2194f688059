"""Readings as they are given out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from services.kernel.fields import Shown, shown_number
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.outsiders import Outsider
from services.metrics.domain.part import PartState
from services.metrics.domain.reading import Key
from services.metrics.domain.taking import WITHDRAWN
from services.metrics.domain.values import own_form
from services.metrics.forms_out.readings import Status
from services.metrics.repository.readings import Named
from services.metrics.schemas.people import PersonShown, person
from services.metrics.schemas.reviews import ActShown, shown_act
from services.yardsticks.periods import first_day, following

Value = Annotated[
    bool | int | float | str | None,
    Field(description="in the form of its indicator: a number, true or false, the code of a grade · 按指标的数值类型"),
]


class ReadingShown(Shown):
    """The latest reading of its key that was not returned; null is an unknown, and `unknown_reason` says why."""

    organisation: str
    indicator: str
    period: str
    version: int = Field(description="of one key the higher is the later · 同一数据项的第几次报送")
    value: Value
    status: Status = Field(description="suppressed: not shown to outsiders · suppressed 为不予显示")
    unknown_reason: str | None
    evidence: str | None
    state: PartState
    submission: str
    sender: PersonShown
    received_at: datetime


class VersionShown(Shown):
    """One version of a key: of which days it speaks, when it was known, who said it and what became of it."""

    version: int
    true_from: date = Field(description="first day of the period · 期间首日")
    true_until: date = Field(description="last day of the period · 期间末日")
    value: Value
    withdrawn: bool = Field(description="takes back what was said before · 撤回此前报送")
    unknown_reason: str | None
    evidence: str | None
    submission: str
    sender: PersonShown
    received_at: datetime
    correction_reason: str | None
    state: PartState
    reviewer: PersonShown | None
    reviewed_at: datetime | None
    review_reason: str | None
    reviews: list[ActShown] = Field(description="every act, in the order in which they were done · 全部审核记录")


def shown_value(number: float | None, indicator: Indicator) -> bool | int | float | str | None:
    if number is None or number == WITHDRAWN:
        return None
    value = own_form(indicator, Decimal(repr(number)))
    return shown_number(value) if isinstance(value, Decimal) else value


def shown_readings(
    rows: Sequence[Any], named: Named, indicators: Mapping[int, Indicator], outsider: Outsider | None = None
) -> list[dict[str, Any]]:
    """Readings as `ReadingShown` has them, by hand: a page of a thousand would spend most of its time in models."""
    senders = {
        number: (row["id"], {"id": row["sender_id"], "name": row["sender_name"]}, row["received_at"])
        for number, row in named.submissions.items()
    }
    plain = {number: indicator for number, indicator in indicators.items() if indicator.value_type.is_number}
    found = []
    for period, organisation, indicator, version, submission, value, state in rows:
        if value == WITHDRAWN:
            continue
        remark = named.remarks.get((period, organisation, indicator, version))
        id_, sender, received_at = senders[submission]
        key = Key(named.organisations[organisation], indicators[indicator].code, named.periods[period])
        hidden = outsider is not None and value is not None and outsider.hides(key, value)
        shown = None if hidden else value
        if outsider is not None and key.indicator in outsider.governed:
            remark = None
        found.append(
            {
                "organisation": key.organisation,
                "indicator": key.indicator,
                "period": key.period,
                "version": version,
                "value": _plain(shown) if indicator in plain else shown_value(shown, indicators[indicator]),
                "status": "suppressed" if hidden else "unknown" if value is None else "reported",
                "unknown_reason": remark["unknown_reason"] if remark else None,
                "evidence": remark["evidence"] if remark else None,
                "state": state,
                "submission": id_,
                "sender": sender,
                "received_at": received_at,
            }
        )
    return found


def _plain(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def shown_version(row: Any, indicator: Indicator, period: str, acts: Sequence[Any]) -> VersionShown:
    return VersionShown(
        version=row.version,
        true_from=first_day(period),
        true_until=first_day(following(period)) - timedelta(days=1),
        value=shown_value(row.value, indicator),
        withdrawn=row.value == WITHDRAWN,
        unknown_reason=row.unknown_reason,
        evidence=row.evidence,
        submission=row.submission_id,
        sender=PersonShown(id=row.sender_id, name=row.sender_name),
        received_at=row.received_at,
        correction_reason=row.correction_reason,
        state=row.state,
        reviewer=person(row.reviewer_id, row.reviewer_name),
        reviewed_at=row.reviewed_at,
        review_reason=row.reason,
        reviews=[shown_act(act) for act in acts],
    )

"""Readings as they are given out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

import msgspec
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


class Row(msgspec.Struct, gc=False):
    """A `ReadingShown` as pages hold it, which would spend most of their time in models. What all rows of a submission
    say of it is written once."""

    organisation: str
    indicator: str
    period: str
    version: int
    value: bool | int | float | str | None
    status: str
    unknown_reason: str | None
    evidence: str | None
    state: str
    submission: msgspec.Raw
    sender: msgspec.Raw
    received_at: msgspec.Raw


def shown_readings(
    rows: Sequence[Any], named: Named, indicators: Mapping[int, Indicator], outsider: Outsider | None = None
) -> list[Row]:
    """What was withdrawn is left out. Written out without a call a row where there is nothing to decide: half a
    millisecond a thousand, and two where a function decides each."""
    told = {number: _told(row) for number, row in named.submissions.items()}
    organisations, periods, remarks = named.organisations, named.periods, named.remarks
    codes = {number: each.code for number, each in indicators.items()}
    plain = {number for number, each in indicators.items() if each.value_type.is_number}
    governed = {number for number, code in codes.items() if outsider is not None and code in outsider.governed}
    found = []
    for period, organisation, indicator, version, submission, value, state in rows:
        if value == WITHDRAWN:
            continue
        shown, status, reason, evidence = value, "reported", None, None
        if value is None:
            status = "unknown"
        elif indicator not in plain:
            shown = shown_value(value, indicators[indicator])
        elif value.is_integer():
            shown = int(value)
        if indicator in governed:
            key = Key(organisations[organisation], codes[indicator], periods[period])
            if outsider is not None and value is not None and outsider.hides(key, value):
                shown, status = None, "suppressed"
        elif remarks:
            remark = remarks.get((period, organisation, indicator, version))
            if remark:
                reason, evidence = remark["unknown_reason"], remark["evidence"]
        identity, sender, received_at = told[submission]
        found.append(
            Row(
                organisations[organisation],
                codes[indicator],
                periods[period],
                version,
                shown,
                status,
                reason,
                evidence,
                state,
                identity,
                sender,
                received_at,
            )
        )
    return found


def _told(row: Any) -> tuple[msgspec.Raw, msgspec.Raw, msgspec.Raw]:
    parts = row["id"], {"id": row["sender_id"], "name": row["sender_name"]}, row["received_at"]
    identity, sender, received_at = (msgspec.Raw(msgspec.json.encode(part)) for part in parts)
    return identity, sender, received_at


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

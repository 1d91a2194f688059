"""Series and pivots, as they are shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pydantic import Field

from services.kernel.fields import Shown
from services.metrics.forms_out.pivot import Amount, Completeness
from services.metrics.forms_out.readings import Status
from services.metrics.schemas.readings import Row, Value


class Point(Shown):
    """`value` is null where it is unknown, or not shown to outsiders; never zero for want of one."""

    period: str
    value: Value
    status: Status
    unknown_reason: str | None
    state: str
    version: int


class Series(Shown):
    """One indicator of one organisation over its periods, the earliest first; of what was reported."""

    organisation: str
    indicator: str
    unit: str
    points: list[Point]


class AmountShown(Shown):
    """`value` is of the `reported` of `owed`: with `partial` it is less than the whole, with `none` there is none."""

    row: str
    column: str
    value: int | float | None
    reported: int
    owed: int
    suppressed: int = Field(description="not shown to outsiders · 因保护个人信息不予显示")
    completeness: Completeness


def shown_amount(amount: Amount) -> AmountShown:
    value = None
    if amount.value is not None:
        value = int(amount.value) if amount.value == amount.value.to_integral_value() else float(amount.value)
    return AmountShown(
        row=amount.row,
        column=amount.column,
        value=value,
        reported=amount.reported,
        owed=amount.owed,
        suppressed=amount.suppressed,
        completeness=amount.completeness,
    )


def series_from(readings: Sequence[Row], units: Mapping[str, str]) -> list[Series]:
    """From readings of one organisation, as lists show them; of the indicators that have a unit here."""
    by_indicator: dict[str, list[Row]] = defaultdict(list)
    for each in readings:
        if each.indicator in units:
            by_indicator[each.indicator].append(each)
    return [
        Series(
            organisation=found[0].organisation,
            indicator=code,
            unit=units[code],
            points=[Point.model_validate(each) for each in sorted(found, key=lambda one: one.period)],
        )
        for code, found in sorted(by_indicator.items())
    ]

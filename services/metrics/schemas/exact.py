"""Exact results as JSON has room for them."""

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from services.kernel.fields import Shown, shown_number
from services.metrics.domain.formulas.outcomes import Known, Outcome
from services.metrics.domain.formulas.showing import shown

LARGEST, WHOLE = 300, 21
"""Powers of ten: from which on a number is shown as text, for no reader's float holds it; up to which whole numbers are
written out."""
Amount = Annotated[
    bool | int | float | str | None,
    Field(
        description="number rounded to fifteen digits where it has more, text where no float holds it, or true or "
        "false · 数值超过十五位有效数字时四舍五入"
    ),
]


class Spoken(Shown):
    """A formula with its numbers, or a result in words, in both languages."""

    zh: str
    en: str


def shown_amount(number: Fraction | None) -> int | float | str | None:
    if number is None:
        return None
    value = shown(number).value
    size = abs(value.adjusted())
    if size > LARGEST:
        return str(value)
    return float(value) if size > WHOLE else shown_number(value)


def shown_outcome(outcome: Outcome | None) -> bool | int | float | str | None:
    """None for what has no value."""
    if not isinstance(outcome, Known):
        return None
    return outcome.value if isinstance(outcome.value, bool) else shown_amount(outcome.number)


def is_exact(outcome: Outcome) -> bool | None:
    """Whether the value as it is shown is all of it; None where there is no value."""
    if not isinstance(outcome, Known):
        return None
    return isinstance(outcome.value, bool) or shown(outcome.number).exact

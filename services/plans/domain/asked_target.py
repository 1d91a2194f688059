"""A target as the rules look at it: what it asks, how that is measured and until when."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from services.plans.domain.words import Certainty, DeadlineCertainty
from services.yardsticks.language import ByStandard, Yardstick
from services.yardsticks.words import Comparison


class AskedTarget(Protocol):
    """`upper` is the other end of a range, None elsewhere."""

    @property
    def comparison(self) -> Comparison | None: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def upper(self) -> Decimal | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def certainty(self) -> Certainty: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def deadline_certainty(self) -> DeadlineCertainty: ...


class MeasuredTarget(AskedTarget, Protocol):
    """With its yardstick, None where nobody has said how it is measured."""

    @property
    def yardstick(self) -> Yardstick | ByStandard | None: ...


class NamedTarget(MeasuredTarget, Protocol):
    """With its code and that of the target which says the same first."""

    @property
    def code(self) -> str: ...
    @property
    def restates(self) -> str | None: ...

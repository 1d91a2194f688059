"""The language of yardsticks: who reports, what is counted, over whom it is taken, and what it is held against."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, model_validator

from services.kernel.fields import Closed, Code, Number
from services.yardsticks.periods import Period, PeriodKind, kind_of
from services.yardsticks.words import ChangeKind, Comparison, Level, Reach

TEXT_NUMBERS = {"numbers_as_text": True}
"""The validation context under which numbers may be decimal text, as the readers of standards keep them."""


def _as_written(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str) and info.context == TEXT_NUMBERS:
        return Decimal(value)
    return value


Figure = Annotated[Number, BeforeValidator(_as_written)]
Item = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Sum = Annotated[dict[Item, Figure], Field(min_length=1, max_length=40)]
"""Data items with their coefficients: {graduates: 1, joined: -1}."""


class Population(Closed):
    """Organisations of one kind; an empty list leaves open. `functions` and `levels` are of departments."""

    kind: Code
    school_kinds: list[Code] = Field(default_factory=list, max_length=20)
    places: list[Code] = Field(default_factory=list, max_length=10, description="urban, town, rural · 城乡分类")
    functions: list[Code] = Field(default_factory=list, max_length=20, description="such as education · 职能")
    levels: list[Level] = Field(default_factory=list, max_length=3)


class Quantity(Closed):
    """per × amount, or per × amount / over. A `share` counts parts of wholes: no amount is above what it is part of."""

    amount: Sum
    over: Sum | None = None
    per: Figure = Field(default=Decimal(1), json_schema_extra={"default": 1})
    share: bool = False

    @model_validator(mode="after")
    def share_has_whole(self) -> "Quantity":
        if self.share and self.over is None:
            raise ValueError("a share needs `over`, the whole")
        return self

    @property
    def items(self) -> set[str]:
        """Every data item it counts with."""
        return {*self.amount, *(self.over or {})}


class Requirement(Closed):
    """A quantity of one organisation held against a number."""

    quantity: Quantity
    comparison: Comparison
    value: Figure

    @model_validator(mode="after")
    def plain_comparison(self) -> "Requirement":
        if self.comparison not in PLAIN:
            raise ValueError("one of >=, >, <=, <, =")
        return self


PLAIN = frozenset(
    {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN, Comparison.EQUAL}
)


class Change(Closed):
    """Against the period before, or against a fixed `baseline`; `per_year` takes the mean of the periods since then."""

    kind: ChangeKind
    baseline: Period | None = None
    per_year: bool = False

    @model_validator(mode="after")
    def mean_of_several(self) -> "Change":
        if self.per_year and (self.baseline is None or self.kind not in (ChangeKind.RISE, ChangeKind.FALL)):
            raise ValueError("`per_year` is the mean rise or fall since a `baseline`")
        return self


class Yardstick(Closed):
    """How a figure is measured.

    `where` narrows the population to those that keep every requirement. Several `quantities` must all hold.
    `member` is what one organisation must keep where a share of organisations is asked. `versus` is what the figure is
    compared with where that is no number but another figure of the same organisations. `accumulate_from` adds up all
    periods since. `every_period` asks it of each period since `since`, or since the plan is in force.
    Below `minimum_sample` there is no verdict. Nobody registered is no evidence and decides nothing, unless the
    population `may_be_empty` and others of its kind are registered: then nobody is concerned.
    """

    period: PeriodKind
    population: Population
    where: list[Requirement] = Field(default_factory=list, max_length=5)
    quantities: list[Quantity] = Field(default_factory=list, max_length=10)
    reach: Reach
    member: Requirement | None = None
    versus: Quantity | None = None
    change: Change | None = None
    accumulate_from: Period | None = None
    every_period: bool = False
    since: Period | None = None
    minimum_sample: Requirement | None = None
    may_be_empty: bool = False

    @model_validator(mode="after")
    def agrees_with_itself(self) -> "Yardstick":
        if (self.reach is Reach.SHARE) != (self.member is not None):
            raise ValueError("`member` belongs to reach `share`, and to no other")
        if (self.reach is Reach.SHARE) == bool(self.quantities):
            raise ValueError("reach `share` counts organisations and has no `quantities`; the others need one")
        for name in ("accumulate_from", "since"):
            named = getattr(self, name)
            if named is not None and kind_of(named) is not self.period:
                raise ValueError(f"`{name}` must be a {self.period.value}")
        baseline = self.change.baseline if self.change else None
        if baseline is not None and kind_of(baseline) is not self.period:
            raise ValueError(f"`change.baseline` must be a {self.period.value}")
        return self

    @property
    def items(self) -> set[str]:
        """Every data item it counts with."""
        requirements = [*self.where, *([self.member] if self.member else [])]
        requirements += [self.minimum_sample] if self.minimum_sample else []
        quantities = [*self.quantities, *(each.quantity for each in requirements)]
        quantities += [self.versus] if self.versus else []
        return set().union(*(quantity.items for quantity in quantities))


class ByStandard(Closed):
    """The figure is the verdict of a whole standard."""

    standard: Code

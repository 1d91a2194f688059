"""The language of yardsticks: who reports, what is counted, over whom it is taken, and what it is held against."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from services.kernel.fields import Closed, Code, Number
from services.yardsticks.periods import Period, PeriodKind, first_day, kind_of
from services.yardsticks.words import ChangeKind, Comparison, Level, Reach

TEXT_NUMBERS = {"numbers_as_text": True}
"""The validation context under which numbers may be decimal text, as the readers of standards keep them."""


def _as_written(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str) and info.context == TEXT_NUMBERS:
        return Decimal(value)
    return value


def _counts(coefficient: Decimal) -> Decimal:
    if not coefficient:
        raise ValueError("a coefficient of zero counts nothing: leave the item out")
    return coefficient


Figure = Annotated[Number, BeforeValidator(_as_written)]
Item = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]
Sum = Annotated[dict[Item, Annotated[Figure, AfterValidator(_counts)]], Field(min_length=1, max_length=40)]
"""Data items with their coefficients, none of them zero: {graduates: 1, joined: -1}."""

FILTERS = {
    "school_kinds": ("school",),
    "places": ("school",),
    "functions": ("department",),
    "levels": ("department", "government"),
}
"""The kinds of organisation of which each filter of a population says something."""


class Population(Closed):
    """Organisations of one kind; an empty list leaves open.

    `school_kinds` and `places` are of schools, `functions` of departments, `levels` of departments and governments:
    asked of anybody else they would leave out everybody.
    """

    kind: Code
    school_kinds: list[Code] = Field(default_factory=list, max_length=20)
    places: list[Code] = Field(default_factory=list, max_length=10, description="urban, town, rural · 城乡分类")
    functions: list[Code] = Field(default_factory=list, max_length=20, description="such as education · 职能")
    levels: list[Level] = Field(default_factory=list, max_length=3)

    @field_validator(*FILTERS)
    @classmethod
    def says_something_of_the_kind(cls, value: list[str], info: ValidationInfo) -> list[str]:
        bearers, kind = FILTERS[str(info.field_name)], info.data.get("kind")
        if value and kind is not None and kind not in bearers:
            raise ValueError(f"says nothing of a {kind}, only of a {' or '.join(bearers)}")
        return value


class Quantity(Closed):
    """per × amount, or per × amount / over. A `share` counts parts of wholes: no amount is above what it is part of."""

    amount: Sum
    over: Sum | None = None
    per: Figure = Field(default=Decimal(1), gt=0, json_schema_extra={"default": 1})
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

    @field_validator("accumulate_from")
    @classmethod
    def adds_up_amounts(cls, value: Period | None, info: ValidationInfo) -> Period | None:
        if value is not None and info.data.get("reach") is Reach.SHARE:
            raise ValueError("a share of organisations is not added up over periods")
        return value

    @field_validator("since")
    @classmethod
    def begins_every_period(cls, value: Period | None, info: ValidationInfo) -> Period | None:
        if value is None:
            return value
        if info.data.get("every_period") is False:
            raise ValueError("`since` begins `every_period`; without that one period is asked, not several")
        change = info.data.get("change")
        if change and change.baseline and first_day(value) <= first_day(change.baseline):
            raise ValueError(f"must lie after `change.baseline`, {change.baseline}: no period changes against itself")
        return value

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

"""Bodies of validation rules: closed, one shape for each kind."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic.config import JsonDict

from services.kernel.errors import Fault
from services.kernel.fields import Bilingual, Closed, Code, Number
from services.metrics.domain.formulas.lexing import LONGEST
from services.metrics.domain.rules.rule import (
    Bounds,
    Consistency,
    Outlier,
    PartOfWhole,
    Range,
    Rule,
    RuleFault,
    RuleOwner,
    Severity,
    SumOfParts,
    Test,
    Whole,
    YearOnYear,
)
from services.metrics.schemas.dated import Dated, Recorded, begins, ends
from services.yardsticks.language import Population

_EXAMPLE: JsonDict = {
    "rules": [
        {
            "code": "certified_within_teachers",
            "severity": "blocking",
            "title": {"zh": "持证教师不多于专任教师", "en": "No more certified teachers than teachers"},
            "what_to_do": {"zh": "请核对两项人数。", "en": "Compare the two numbers."},
            "action_owner": "school",
            "population": {"kind": "school"},
            "test": {"kind": "part_of_whole", "parts": ["teachers_certified"], "whole": ["teachers_full_time"]},
            "valid_from": "2021-2022",
            "reference": {"document": "云泽市填报须知（虚构）", "clause": "第四条"},
        }
    ]
}
ADDRESS = "checks"
Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Codes = Annotated[list[Code], Field(min_length=1, max_length=40)]


class BoundsGiven(Closed):
    """Where `where` holds of an organisation's attributes, the value lies between both, themselves included."""

    min: Number | None = None
    max: Number | None = None
    where: Text | None = Field(default=None, description='such as attribute.place = "rural" · 适用条件')

    @model_validator(mode="after")
    def bounds_something(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("`min`, `max` or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("`min` must not be above `max`")
        return self

    def as_bounds(self) -> Bounds:
        return Bounds(self.min, self.max, self.where)


class RangeGiven(Closed):
    """The first bounds whose `where` holds count; those without one stand last."""

    kind: Literal["range"]
    item: Code
    bounds: Annotated[list[BoundsGiven], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def for_all_others_last(self) -> Self:
        if any(each.where is None for each in self.bounds[:-1]):
            raise ValueError("only the last bounds stand without `where`: nothing after them would count")
        return self

    def as_test(self) -> Test:
        return Range(self.item, tuple(each.as_bounds() for each in self.bounds))


class WholeGiven(Closed):
    """A whole number · 整数."""

    kind: Literal["whole"]
    item: Code

    def as_test(self) -> Test:
        return Whole(self.item)


class PartOfWholeGiven(Closed):
    """The parts together are not more than the whole · 部分之和不大于总体."""

    kind: Literal["part_of_whole"]
    parts: Codes
    whole: Codes

    def as_test(self) -> Test:
        return PartOfWhole(tuple(self.parts), tuple(self.whole))


class SumOfPartsGiven(Closed):
    """The parts together are the whole, exactly · 各部分之和等于总体."""

    kind: Literal["sum_of_parts"]
    whole: Code
    parts: Codes

    def as_test(self) -> Test:
        return SumOfParts(self.whole, tuple(self.parts))


class YearOnYearGiven(Closed):
    """Against the period before. With both given, only what is beyond both is a jump · 与上期相比."""

    kind: Literal["year_on_year"]
    item: Code
    factor: Number | None = Field(default=None, gt=1)
    difference: Number | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def says_what_a_jump_is(self) -> Self:
        if self.factor is None and self.difference is None:
            raise ValueError("`factor`, `difference` or both")
        return self

    def as_test(self) -> Test:
        return YearOnYear(self.item, self.factor, self.difference)


class OutlierGiven(Closed):
    """Against organisations of the same county and kind of school · 与同县同类学校相比."""

    kind: Literal["outlier"]
    of: Text = Field(description="a formula that gives a number · 比较的数值公式")
    factor: Number = Field(gt=0, description="times the median distance from the median · 离差中位数的倍数")
    difference: Number | None = Field(default=None, gt=0, description="in the unit of the formula · 至少相差")
    peers: int = Field(ge=3, le=1000, description="how many others there must be · 至少同类数")

    def as_test(self) -> Test:
        return Outlier(self.of, self.factor, self.difference, self.peers)


class ConsistencyGiven(Closed):
    """A condition in the language of formulas, attributes included · 一致性条件."""

    kind: Literal["consistency"]
    condition: Text

    def as_test(self) -> Test:
        return Consistency(self.condition)


TestGiven = Annotated[
    RangeGiven | WholeGiven | PartOfWholeGiven | SumOfPartsGiven | YearOnYearGiven | OutlierGiven | ConsistencyGiven,
    Field(discriminator="kind"),
]


class RuleGiven(Dated):
    """What must hold of readings. Where something it needs is missing it is silent. 缺数时规则不作判断."""

    code: Code
    severity: Severity
    title: Bilingual
    what_to_do: Bilingual
    action_owner: RuleOwner
    population: Population = Field(description="of whom it is asked · 适用机构")
    test: TestGiven

    @field_validator("code")
    @classmethod
    def is_no_address(cls, code: str) -> str:
        if code == ADDRESS:
            raise ValueError(f"`{ADDRESS}` is an address beside the rules; give the rule another code")
        return code

    def as_rule(self, version: int = 0) -> Rule:
        return Rule(
            code=self.code,
            version=version,
            severity=self.severity,
            title_zh=self.title.zh,
            title_en=self.title.en,
            what_to_do_zh=self.what_to_do.zh,
            what_to_do_en=self.what_to_do.en,
            owner=self.action_owner,
            population=self.population,
            test=self.test.as_test(),
            since=begins(self.valid_from),
            until=ends(self.valid_until),
            reference=self.reference.as_reference(),
        )


class RuleShown(RuleGiven, Recorded):
    """One version of a rule."""


class RulesGiven(Closed):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    rules: Annotated[list[RuleGiven], Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def each_once(self) -> Self:
        codes = [each.code for each in self.rules]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError("each code once; more than once: " + ", ".join(twice[:10]))
        return self


def rule_faults(faults: Sequence[RuleFault], given: Sequence[RuleGiven]) -> list[Fault]:
    """As the API says them, each with the pointer to the field of the body."""
    places = {each.code: place for place, each in enumerate(given)}
    return [each.fault.as_fault(f"/rules/{places[each.rule]}/{each.field}", each.rule) for each in faults]

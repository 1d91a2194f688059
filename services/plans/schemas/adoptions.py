"""How a plan takes up measures of a plan above, as it is put and shown."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.kernel.fields import Closed, Code, Day, Number, Reason, Shown
from services.plans.schemas.plan_units import ClauseCode
from services.yardsticks.words import Comparison

_EXAMPLE: dict[str, Any] = {
    "measures": ["m2.1"],
    "targets": [
        {
            "target": "T10",
            "upper_target": "T27",
            "asks": {
                "comparison": "<=",
                "value": 55,
                "reason": "没有56人及以上的班，即最大班额不超过55人 · No class of 56 or more is a largest class of 55",
            },
        }
    ],
    "decided_on": "2021-08-20",
    "reason": "Compared by the county's bureau · 县教体局对照",
}


class StatedLine(Closed):
    """What the lower target asks, said by a person in the quantity and unit of the upper target, and why it is so.

    由人工说明：按上级目标的口径和单位，本级目标要求多少，以及理由。
    """

    comparison: Annotated[Comparison, Field(description="in the direction of the upper target: >=, >, <=, <")]
    value: Number
    reason: Reason


class TargetLink(Closed):
    """A target of this plan and the one above that it answers.

    `asks` only where both are measured differently: what measures the same is compared by itself.
    """

    target: Code
    upper_target: Code
    asks: StatedLine | None = None


class AdoptionBody(Closed):
    """By what this plan takes up the measure above: measures, duty clauses or tasks of its own; from `decided_on` on.

    Targets of the measures named that measure the same as one above need no link.
    本方案以哪些措施、职责或任务承接上级措施，自 decided_on 起；所列措施中与上级口径相同的目标自动对应，无须另行关联。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    measures: list[Code] = Field(default_factory=list, max_length=100)
    duties: list[ClauseCode] = Field(default_factory=list, max_length=100)
    tasks: list[Code] = Field(default_factory=list, max_length=100)
    targets: list[TargetLink] = Field(default_factory=list, max_length=200)
    decided_on: Day
    reason: Reason


class AdoptionWithdrawalBody(Closed):
    """From which day on the measure is no longer taken up, and why. 自何日起不再承接以及理由。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"decided_on": "2022-01-10", "reason": "Recorded by mistake · 登记有误，予以撤回"}]
        }
    )

    decided_on: Day
    reason: Reason


class AdoptionVersionShown(Shown):
    """What was decided, when, by whom and why; a withdrawal names nothing."""

    version: int
    withdrawn: bool
    measures: list[str]
    duties: list[str]
    tasks: list[str]
    targets: list[TargetLink]
    decided_on: Day
    decided_by: str
    reason: str


class AdoptionShown(AdoptionVersionShown):
    """The newest decision about a measure above. 对某项上级措施的最新承接决定。"""

    plan: str
    upper_plan: str
    upper_measure: str


class AdoptionHistory(AdoptionShown):
    """The newest decision with all before it, oldest first. 最新决定及其全部历史，由旧到新。"""

    versions: list[AdoptionVersionShown]


class AdoptionPut(AdoptionHistory):
    """`unchanged` says that the newest decision says the same already. unchanged 表示与现行决定相同。"""

    unchanged: bool

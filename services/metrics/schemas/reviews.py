"""Bodies of reviews, and the acts as they are shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonValue

from services.kernel.fields import Bilingual, Closed, Code, Reason, Shown
from services.metrics.domain.chain import levels_of
from services.metrics.domain.part import Decision, PartState
from services.metrics.schemas.people import PersonShown
from services.metrics.schemas.submissions import Name
from services.yardsticks.periods import Period
from services.yardsticks.words import Level

_EXAMPLES: list[JsonValue] = [
    {"decision": "approved"},
    {"decision": "returned", "organisations": ["640221-s001"], "reason": "the area is that of the whole site"},
]
_BULK_EXAMPLES: list[JsonValue] = [
    {"decision": "approved", "below": "640221", "period": "2021-2022", "only_passing": True},
]
_STATES = (PartState.PENDING, PartState.APPROVED, PartState.RETURNED)


class _Decided(Closed):
    decision: Decision
    reason: Reason | None = Field(default=None, description="needed for returned · 退回必填")

    @model_validator(mode="after")
    def returned_with_reason(self) -> "_Decided":
        if self.decision is Decision.RETURNED and self.reason is None:
            raise ValueError("a return needs a reason")
        return self


class ReviewGiven(_Decided):
    """Without `organisations` all parts within your reach that you can decide on are meant."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    organisations: Annotated[list[Name], Field(min_length=1, max_length=10_000)] | None = None


class ReviewedPart(Shown):
    organisation: str
    state: PartState


class ReviewReport(Shown):
    reviewed: int
    parts: list[ReviewedPart]


class BulkGiven(_Decided):
    """Every filter narrows; at least one is needed, so that nobody approves everything by an empty body."""

    model_config = ConfigDict(json_schema_extra={"examples": _BULK_EXAMPLES})

    below: Code | None = Field(default=None, description="this organisation and all below it · 该机构及其下级")
    period: Period | None = Field(default=None, description="parts with readings of it · 含该期间读数的部分")
    collection: Code | None = Field(default=None, description="parts that answer it · 回应该填报任务的部分")
    submissions: Annotated[list[Name], Field(min_length=1, max_length=1000)] | None = None
    only_passing: bool = Field(
        default=False, description="leave out parts that validation rules speak against · 跳过校验未通过的部分"
    )

    @model_validator(mode="after")
    def says_which(self) -> "BulkGiven":
        if not any((self.below, self.period, self.collection, self.submissions)):
            raise ValueError("name `below`, `period`, `collection` or `submissions`")
        if self.only_passing and self.decision is Decision.RETURNED:
            raise ValueError("`only_passing` goes with approved")
        return self


class PartNamed(ReviewedPart):
    submission: str


class Skipped(Shown):
    """Parts that could not be decided on, for one reason; `organisations` are those of the first hundred."""

    code: str
    title: Bilingual
    count: int
    organisations: list[str]


class BulkReport(Shown):
    """`states`: how many of the reviewed parts are what now; pending ones wait for the next level."""

    dry_run: bool
    reviewed: int
    states: dict[str, int]
    parts: list[PartNamed] = Field(description="the first hundred · 前一百个部分")
    skipped: list[Skipped]


class ActShown(Shown):
    """One act of review: from where it was done (null: not kept in those days), and what the part was from then on."""

    organisation: str | None
    level: Level | None = Field(description="null: of no level, such as a township · 无层级（如乡镇）为 null")
    decision: Decision
    state: PartState
    reason: str | None
    reviewer: PersonShown
    reviewed_at: datetime


def shown_act(row: Mapping[str, Any]) -> ActShown:
    return ActShown(
        organisation=row["seat"],
        level=next(iter(levels_of(row["level"])), None),
        decision=row["decision"],
        state=_STATES[row["state"]],
        reason=row["reason"],
        reviewer=PersonShown(id=row["reviewer_id"], name=row["reviewer_name"]),
        reviewed_at=row["reviewed_at"],
    )

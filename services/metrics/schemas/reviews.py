"""Bodies of a review."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonValue

from services.kernel.fields import Closed, Reason, Shown
from services.metrics.domain.part import Decision, PartState
from services.metrics.schemas.submissions import Name

_EXAMPLES: list[JsonValue] = [
    {"decision": "approved"},
    {"decision": "returned", "organisations": ["640221-s001"], "reason": "the area is that of the whole site"},
]


class ReviewGiven(Closed):
    """Without `organisations` all pending parts within your reach are meant."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    decision: Decision
    organisations: Annotated[list[Name], Field(min_length=1, max_length=10_000)] | None = None
    reason: Reason | None = Field(default=None, description="needed for returned · 退回必填")

    @model_validator(mode="after")
    def returned_with_reason(self) -> "ReviewGiven":
        if self.decision is Decision.RETURNED and self.reason is None:
            raise ValueError("a return needs a reason")
        return self


class ReviewedPart(Shown):
    organisation: str
    state: PartState


class ReviewReport(Shown):
    reviewed: int
    parts: list[ReviewedPart]

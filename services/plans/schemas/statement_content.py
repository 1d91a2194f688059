"""What a responsibility statement holds: a copy of what the plan said, kept for good."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.kernel.fields import Bilingual, Closed, Reason, Shown
from services.plans.domain.asked_in_year import AskedIn
from services.plans.schemas.owed import OwedAssignment, OwedDuty, OwedTarget
from services.plans.schemas.plan_head import PlanHead

LineCode = Annotated[str, Field(min_length=1, max_length=300, description="`line` of the statement · 条目")]


class _Line(Shown):
    """`line` names it within the statement; `reads` is how an amendment words it, the plan's own wording beside it."""

    line: str
    reads: Bilingual | None = None


class AssignmentLine(_Line, OwedAssignment):
    """A part in a measure."""


class DutyLine(_Line, OwedDuty):
    """A duty clause."""


class TargetLine(_Line, OwedTarget):
    """A target that the year asks for."""

    asked: AskedIn


class StruckLine(Shown):
    """A line that an amendment took out, and what it said."""

    line: str
    said: Bilingual
    version: int


class StatementContent(Shown):
    """Names are those of the day it was drawn. `undated` are targets whose day the source lost: no year can ask them.

    责任状内容，名称以起草当日为准；undated 为原文时限缺失或不明的目标，不计入任何年度。
    """

    plan: PlanHead
    organisation_name: Bilingual
    issued_by: str | None = None
    issued_by_name: Bilingual
    assignments: list[AssignmentLine]
    duties: list[DutyLine]
    targets: list[TargetLine]
    undated: list[OwedTarget]
    struck: list[StruckLine] = Field(default_factory=list)

    @property
    def lines(self) -> dict[str, AssignmentLine | DutyLine | TargetLine]:
        """Every line that stands, by its code."""
        every: list[AssignmentLine | DutyLine | TargetLine] = [*self.assignments, *self.duties, *self.targets]
        return {one.line: one for one in every}


class Amendment(Closed):
    """A contested line is struck, or worded anew. Its figures stay the plan's: who wants others revises the plan.

    对有异议的条目予以删除或改写；目标值以方案为准，如需调整应修订方案。
    """

    line: LineCode
    struck: bool = False
    reads: Bilingual | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        if self.struck is (self.reads is not None):
            raise ValueError("either `struck` true or what it now `reads`")
        return self


class AnswerDecision(Closed):
    """`upheld` leaves the statement as issued; `amended` makes its next version, the earlier one is kept."""

    decision: Literal["upheld", "amended"]
    amendments: list[Amendment] = Field(default_factory=list, max_length=1000)
    reason: Reason

    @model_validator(mode="after")
    def amendments_where_amended(self) -> Self:
        if (self.decision == "amended") is not bool(self.amendments):
            raise ValueError("`amendments` belong to decision `amended`, and to no other")
        return self

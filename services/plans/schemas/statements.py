"""Bodies of responsibility statements, 目标责任状."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.kernel.fields import Closed, Code, Day, Reason, Shown
from services.plans.domain.statement_life import StatementAct, StatementState
from services.plans.schemas.statement_content import AnswerDecision, LineCode, StatementContent


def _example(**fields: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [fields]})


class StatementBody(Closed):
    """Of one plan, for one unit and year, on a day that says which revision counts and whether the plan is in force.

    一份方案、一个单位、一个年度；起草日决定所依据的修订版及方案是否有效。
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan": "example-plan",
                    "organisation": "example-education",
                    "year": 2022,
                    "issued_by": "000000",
                    "drawn_on": "2022-01-10",
                    "reason": "Statement of the year 2022 · 2022年度责任状",
                }
            ]
        }
    )

    plan: Code
    organisation: Code
    year: Annotated[int, Field(ge=1990, le=2100)]
    issued_by: Annotated[Code, Field(description="the jurisdiction, or an organisation within it · 下达单位")]
    drawn_on: Day
    reason: Reason


class IssuanceBody(Closed):
    """From that day on the unit may acknowledge or contest it. 自下达之日起单位可确认或提出异议。"""

    model_config = _example(issued_on="2022-01-20", reason="Signed at the meeting on education · 教育工作会议签订")

    issued_on: Day
    reason: Reason


class AcknowledgementBody(Closed):
    """The unit takes it on. 单位确认。"""

    model_config = _example(acknowledged_on="2022-01-25", reason="Read and agreed · 已阅，照此执行")

    acknowledged_on: Day
    reason: Reason


class ContestBody(Closed):
    """Which lines the unit objects to, and why. 单位对哪些条目有异议及理由。"""

    model_config = _example(
        contested_on="2022-01-25", lines=["target/T01"], reason="Belongs to another bureau · 属其他部门职责"
    )

    contested_on: Day
    lines: Annotated[list[LineCode], Field(min_length=1, max_length=1000)]
    reason: Reason


class AnswerBody(AnswerDecision):
    """The objection is answered: upheld as it stands, or amended. 答复异议：维持或修改。"""

    model_config = _example(
        answered_on="2022-02-10",
        decision="amended",
        amendments=[{"line": "target/T01", "struck": True}],
        reason="The plan names another bureau since · 职责已调整",
    )

    answered_on: Day


class StatementWithdrawalBody(Closed):
    """It holds no longer, and can be drawn anew. 撤回，之后可重新起草。"""

    model_config = _example(withdrawn_on="2022-03-01", reason="Drawn for the wrong bureau · 单位有误")

    withdrawn_on: Day
    reason: Reason


class ActorShown(Shown):
    id: str
    name: str


class StatementEventShown(Shown):
    """One act: who, why, on which day, on which version; `lines` are those contested or amended."""

    act: StatementAct
    version: int
    reason: str
    happened_on: date
    lines: list[str]
    actor: ActorShown
    recorded_at: datetime


class StatementLine(Shown):
    """`version` is the newest, `plan_revision` what it was drawn from. 责任状一行。"""

    id: str
    plan: str
    plan_revision: int
    jurisdiction: str
    organisation: str
    year: int
    issued_by: str
    state: StatementState
    version: int
    state_since: date


class StatementShown(StatementLine):
    """With its content and everything that happened to it. `shown_version` is whose content is shown.

    责任状全文及全部经过；shown_version 为所示内容的版本。
    """

    shown_version: int
    content: StatementContent
    events: list[StatementEventShown]

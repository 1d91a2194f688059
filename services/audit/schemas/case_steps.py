"""Bodies of steps in cases, and of requests that open a case on another."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.audit.domain.inspecting import Seen
from services.audit.domain.outcome_ladder import Scope
from services.audit.domain.priority import Priority
from services.audit.domain.procedures.procedure import Ask
from services.audit.schemas.common import example
from services.kernel.fields import Closed, Code, Day, Number, Passage, Reason, shown_number


class CheckedGiven(Closed):
    """One line of the checklist as it was found on the spot."""

    criterion: Code
    seen: Seen
    note: Annotated[str, Field(max_length=2_000)] = ""


class Said(Closed):
    """What a step may ask beside words; the procedure says which step asks what."""

    until: Annotated[Day | None, Field(description="the last day of the new time · 新的期限")] = None
    assessment: Annotated[Code | None, Field(description="an assessment on newer readings · 依据新数据的评估")] = None
    jointly_liable: Annotated[Code | None, Field(description="the supervising department · 承担连带责任的部门")] = None

    outcomes: Annotated[
        list[Code] | None, Field(min_length=1, max_length=10, description="of the ladder in the rules · 问责方式")
    ] = None
    scope: Annotated[Scope | None, Field(description="how widely it is made known · 公开范围")] = None
    effective_on: Annotated[Day | None, Field(description="the day it takes effect · 生效时间")] = None

    grade: Annotated[Code | None, Field(description="of the rules of the appraisal · 等次代码")] = None
    cause: Annotated[Reason | None, Field(description="why it is lacking · 缺口原因")] = None
    measure: Annotated[Reason | None, Field(description="what is done about it · 措施")] = None
    owner: Annotated[Code | None, Field(description="the unit that does it · 责任单位")] = None
    cost: Annotated[Number | None, Field(ge=0, description="yuan · 经费（元）")] = None
    priority: Annotated[Priority | None, Field(description="轻重缓急")] = None
    percent: Annotated[int | None, Field(ge=0, le=100, strict=True, description="how far it is · 进度")] = None

    checked: Annotated[
        list[CheckedGiven] | None, Field(max_length=200, description="the checklist as found · 检查清单结果")
    ] = None

    def said(self) -> dict[Ask, Any]:
        said = {ask: value for ask in Ask if (value := getattr(self, ask.value, None)) is not None}
        if self.cost is not None:
            said[Ask.COST] = shown_number(self.cost)
        if self.checked is not None:
            said[Ask.CHECKED] = [each.model_dump(mode="json") for each in self.checked]
        return said


class StepGiven(Said):
    """A step of the procedure, in words, on a day."""

    step: Code
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {"step": "stated", "text": "经费已在追加 · the funds are being added", "on": "2021-11-18"}
        )
    )


class RequestGiven(Said):
    """What the unit asks for: `extension`, `review` or `appeal`."""

    kind: Code
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "kind": "extension",
                "text": "工期受冬季停工影响 · building stands still in winter",
                "on": "2022-05-20",
                "until": "2022-09-30",
            }
        )
    )

"""One reading as it is posted."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from services.kernel.fields import Closed, Passage

Name = Annotated[str, StringConstraints(max_length=200)]
Unit = Annotated[str, StringConstraints(max_length=40)]


class ReadingGiven(Closed):
    """One value in the form of its indicator. Whether codes, type and digits are right, the report says one by one."""

    organisation: Name
    indicator: Name
    period: Annotated[str, StringConstraints(max_length=40)]
    value: Annotated[
        Any,
        Field(
            json_schema_extra={"type": ["number", "boolean", "string", "null"]},
            description="number, true or false, code of a grade; null: unknown · 数字、是否或等级代码，null 为未知",
        ),
    ]
    unknown_reason: Annotated[str, StringConstraints(max_length=2000)] | None = None
    evidence: Passage | None = Field(
        default=None, description="the document it rests on: title, number, date · 依据文件的名称、文号、日期"
    )
    unit: Unit | None = Field(
        default=None, description="if given, it must be the indicator's · 可不写；如写则须与指标的计量单位一致"
    )

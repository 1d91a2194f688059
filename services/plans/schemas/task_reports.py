"""Reports of progress, as they are posted and shown."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from services.kernel.fields import Closed, Code, Day, Line, Passage, Reason, Shown


class MilestoneProgress(Closed):
    """How far a milestone is: a percentage, or whether it is done. A hundred per cent is done."""

    milestone: Code
    percent: Annotated[int | None, Field(ge=0, le=100)] = None
    done: bool | None = None


class EvidenceItem(Closed):
    """Where a proof is found: the SHA-256 of a file, a URL or another reference, or both. `proves` names a wanted line.

    佐证：写明文件的 SHA-256 或网址、档号等出处；proves 指所证明的佐证要求。
    """

    title: Line
    proves: Code | None = None
    sha256: Annotated[str | None, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = None
    reference: Line | None = None
    collected_on: Day


_EXAMPLE: dict[str, Any] = {
    "as_of": "2021-10-20",
    "milestones": [{"milestone": "s1", "done": True}, {"milestone": "s2", "percent": 30}],
    "text": "缺口已清点，采购公告已发。 · The gap is counted, the tender is out.",
    "evidence": [{"title": "清点表 · The count", "reference": "虚构〔2021〕档12号", "collected_on": "2021-10-14"}],
    "reason": "Monthly report · 月报",
}


class TaskReportBody(Closed):
    """What the owner reports of the day `as_of`. Of each milestone the report of the latest day counts.

    There is one standing report a day; a correction `replaces` it with one of the same day, and the first is kept.
    承办单位对 as_of 当日情况的报告。每日一份有效报告；更正以 replaces 指明所替换的报告，原报告保留。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    as_of: Day
    milestones: list[MilestoneProgress] = Field(default_factory=list, max_length=100)
    text: Passage
    evidence: list[EvidenceItem] = Field(default_factory=list, max_length=200)
    replaces: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="number of a report · 报告编号")] = None
    reason: Reason


class TaskReportShown(TaskReportBody, Shown):
    """A report with who gave it, and for which organisation; `replaced_by` is the correction that took its place.

    报告及其报送人、报送单位；replaced_by 为替换它的更正报告。
    """

    model_config = ConfigDict(json_schema_extra={})

    number: int
    organisation: str
    reported_by: str
    replaced_by: int | None

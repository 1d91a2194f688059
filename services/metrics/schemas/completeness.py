"""How complete reporting is, as it is shown."""

from typing import Any

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.metrics.domain.completeness import Grouping


class CompletenessShown(Shown):
    """One county, unit or collection. Counts only: a rounded share would show one school that is missing as none."""

    by: Grouping
    code: str = Field(description="of the organisation, or of the collection · 机构或填报任务代码")
    name: Bilingual
    complete: bool = Field(description="nothing is missing · 无缺报")
    organisations: int = Field(description="organisations that owe anything · 有应报事项的机构数")
    complete_organisations: int = Field(description="those of them for which nothing is missing · 其中无缺报的机构数")
    owed: int = Field(description="indicators owed, over all organisations · 应报项数")
    reported: int = Field(description="a value stands, pending or approved · 已报")
    approved: int = Field(description="an approved value stands · 已审核")
    missing: int = Field(description="no value stands: owed less reported · 缺报")
    overdue: int = Field(description="missing after the day they were due · 逾期缺报")
    first_due_on: Day = Field(description="the earliest day on which any of it is due · 最早截止日")


def shown_completeness(row: Any, by: Grouping) -> CompletenessShown:
    missing = row.owed - row.reported
    return CompletenessShown(
        by=by,
        code=row.code,
        name=Bilingual(zh=row.name_zh, en=row.name_en),
        complete=missing == 0,
        organisations=row.organisations,
        complete_organisations=row.complete_organisations,
        owed=row.owed,
        reported=row.reported,
        approved=row.approved,
        missing=missing,
        overdue=row.overdue,
        first_due_on=row.first_due_on,
    )

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
    whole: bool = Field(
        description="the figures are of all of it; false: only of the part that you reach or that `organisation` names"
        " · 是否为其全部；false 表示仅含您可查看或所筛选的部分"
    )
    complete: bool | None = Field(
        description="nothing is missing or unknown; null where it is not whole · 无缺报且无暂无数值；非全部时为 null"
    )
    organisations: int = Field(description="organisations that owe anything · 有应报事项的机构数")
    complete_organisations: int = Field(
        description="those of them for which nothing is missing or unknown · 其中无缺报且无暂无数值的机构数"
    )
    owed: int = Field(description="indicators owed, over all organisations, each once · 应报项数，同一项只计一次")
    reported: int = Field(description="a value stands, pending or approved · 已报数值")
    unknown: int = Field(description="answered with the reason why there is no value · 已说明原因、暂无数值")
    approved: int = Field(description="an approved value stands · 已审核")
    missing: int = Field(
        description="neither a value nor a reason stands: owed less reported less unknown · 缺报：既无数值也无说明"
    )
    overdue: int = Field(description="missing after the day they were due · 逾期缺报")
    on_time: int = Field(
        description="answered by the day they were due; of `owed` it is the share on time"
        " · 按期答复；与 owed 之比即按期率"
    )
    late: int = Field(description="answered after that day · 逾期后才答复")
    days_late: int = Field(description="of the latest of these · 其中最迟的逾期天数")
    first_due_on: Day = Field(description="the earliest day on which any of it is due · 最早截止日")


def shown_completeness(row: Any, by: Grouping) -> CompletenessShown:
    return CompletenessShown(
        by=by,
        code=row.code,
        name=Bilingual(zh=row.name_zh, en=row.name_en),
        whole=row.whole,
        complete=row.reported == row.owed if row.whole else None,
        organisations=row.organisations,
        complete_organisations=row.complete_organisations,
        owed=row.owed,
        reported=row.reported,
        unknown=row.unknown,
        approved=row.approved,
        missing=row.owed - row.reported - row.unknown,
        overdue=row.overdue,
        on_time=row.on_time,
        late=row.reported + row.unknown - row.on_time,
        days_late=row.days_late,
        first_due_on=row.first_due_on,
    )

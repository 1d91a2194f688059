"""What an organisation owes, as it is shown."""

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.metrics.domain.collection import CollectionStatus
from services.metrics.domain.obligation import ObligationState


class ReusedShown(Shown):
    """Asked by two collections and sent once."""

    indicator: str
    reused_from: str = Field(description="the collection through which it is or will be sent · 通过该填报任务报送")


class ObligationShown(Shown):
    """One organisation in one collection; the figures count indicators."""

    organisation: str
    name: Bilingual
    collection: str
    collection_status: CollectionStatus
    period: str
    due_on: Day
    state: ObligationState = Field(
        description="unknown: everything is answered, some of it without a value · unknown 表示均已答复，但部分暂无数值"
    )
    owed: int = Field(description="indicators asked · 应报指标数")
    reported: int = Field(description="a value stands, pending or approved · 已报数值")
    approved: int = Field(description="an approved value stands · 已审核")
    returned: int = Field(description="the newest reading was returned · 最近一次被退回")
    missing: int = Field(
        description="neither a value nor a reason stands: owed less reported less unknown · 缺报：既无数值也无说明"
    )
    unknown: list[str] = Field(
        description="codes of those answered with the reason why there is no value · 已说明原因、暂无数值的指标代码"
    )
    to_send: list[str] = Field(
        description="codes of the missing, the returned and those to correct, each in one collection only"
        " · 待报送的指标代码，同一项只在一个任务中列出"
    )
    to_correct: list[str] = Field(
        description="official statistics were found right: send a correction · 以统计数据为准、需报送更正的指标代码"
    )
    reused: list[ReusedShown] = Field(description="not asked again here · 已由其他任务采集、在此不再重复填报")
    late: int = Field(description="answered after the day they were due · 逾期后才答复")
    days_late: int = Field(description="of the latest of these · 其中最迟的逾期天数")

"""What an organisation owes, as it is shown."""

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.metrics.domain.collection import CollectionStatus
from services.metrics.domain.obligation import ObligationState


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
    to_send: list[str] = Field(description="codes of the missing and the returned · 待报送的指标代码")

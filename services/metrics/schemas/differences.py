"""Differences between official statistics and what was reported, as they are shown and settled."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.kernel.fields import Bilingual, Closed, Code, Reason, Shown, shown_number
from services.metrics.domain.difference import DifferenceState, Seen, Settled, Side
from services.metrics.domain.part import PartState
from services.metrics.schemas.people import PersonShown
from services.yardsticks.periods import Period

_EXAMPLE: JsonDict = {
    "period": "2021-2022",
    "decision": "official_stands",
    "reason": "the school counted its branch twice",
    "differences": [
        {
            "organisation": "640221-s001",
            "indicator": "pupils.primary",
            "reading_version": 1,
            "official_version": 1,
        }
    ],
}


class SettlementShown(Shown):
    decision: Settled
    reason: str
    reviewer: PersonShown
    settled_at: datetime


class DifferenceShown(Shown):
    organisation: str
    name: Bilingual
    indicator: str
    period: str
    side: Side = Field(description="both say a value, or only one does · 双方均有数值，或仅一方有")
    reported: int | float | None = Field(description="null: nothing, or an unknown · 未报或暂无数值")
    official: int | float | None
    difference: int | float | None = Field(description="reported less official · 报送值减统计值")
    review: PartState | None = Field(description="of the reading · 该读数的审核状态")
    official_import: str | None = Field(description="the file it comes from · 来源导入")
    place: str | None = Field(description="where in that file · 在文件中的位置")
    reading_version: int
    official_version: int
    state: DifferenceState
    settlement: SettlementShown | None


def shown_difference(row: Any, period: str) -> DifferenceShown:
    reported, official = _exact(row.reported), _exact(row.official)
    side = (
        Side.BOTH
        if None not in (reported, official)
        else Side.ONLY_OFFICIAL
        if reported is None
        else Side.ONLY_REPORTED
    )
    settlement = None
    if row.decision is not None:
        reviewer = PersonShown(id=row.reviewer_id, name=row.reviewer_name)
        settlement = SettlementShown(
            decision=row.decision, reason=row.reason, reviewer=reviewer, settled_at=row.settled_at
        )
    return DifferenceShown(
        organisation=row.code,
        name=Bilingual(zh=row.name_zh, en=row.name_en),
        indicator=row.indicator_code,
        period=period,
        side=side,
        reported=None if reported is None else shown_number(reported),
        official=None if official is None else shown_number(official),
        difference=None if reported is None or official is None else shown_number(reported - official),
        review=row.review,
        official_import=row.import_id,
        place=row.place,
        reading_version=row.reading_version,
        official_version=row.official_version,
        state=DifferenceState(row.decision or DifferenceState.OPEN),
        settlement=settlement,
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


class DifferenceSeen(Closed):
    organisation: Code
    indicator: Code
    reading_version: int = Field(ge=0, le=2**15 - 1, description="as listed; 0: nothing was reported · 与清单一致")
    official_version: int = Field(ge=0, le=2**15 - 1, description="as listed; 0: no official figure · 与清单一致")

    @property
    def seen(self) -> Seen:
        return Seen(self.organisation, self.indicator, self.reading_version, self.official_version)


class SettlementGiven(Closed):
    """One decision with its reason, for one or several differences as they were listed."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    period: Period
    decision: Settled
    reason: Reason
    differences: Annotated[list[DifferenceSeen], Field(min_length=1, max_length=1000)]


class SettlementReport(Shown):
    settled: int
    corrections_asked: int = Field(description="named in obligations under to_correct · 已列入应报清单的更正项")

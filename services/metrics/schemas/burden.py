"""How much is asked of organisations in a year, as it is shown."""

import json
from typing import Any

from pydantic import Field

from services.kernel.fields import Bilingual, Shown
from services.metrics.domain.burden import Over

_WHOLE = Bilingual(zh="全部可查看范围", en="All within your reach")


class CollectionBurden(Shown):
    collection: str
    asked: int
    reused: int


class BurdenShown(Shown):
    """Counts of data: one indicator of one organisation for one period. To be sent are `asked` less `reused`."""

    over: Over
    code: str | None = Field(description="of the organisation or county; null for all of your reach · 机构或县代码")
    name: Bilingual
    year: int
    organisations: int = Field(description="of which anything is asked · 被要求填报的机构数")
    asked: int = Field(description="asked in the year, each as often as it is asked · 要求填报的数据项次")
    distinct: int = Field(description="different data among them · 其中不同的数据项")
    asked_more_than_once: int = Field(description="of these asked by two or more · 其中被多个任务重复要求的数据项")
    reused: int = Field(description="asked again, taken from an earlier collection · 可沿用此前任务、不必重报的项次")
    most_of_one: int = Field(description="asked of the organisation of which most is asked · 单个机构被要求的最多项次")
    collections: list[CollectionBurden]


def shown_burden(row: Any, over: Over, year: int) -> BurdenShown:
    return BurdenShown(
        over=over,
        code=row.code or None,
        name=Bilingual(zh=row.name_zh, en=row.name_en) if row.name_zh else _WHOLE,
        year=year,
        organisations=row.organisations,
        asked=row.asked,
        distinct=row.data,
        asked_more_than_once=row.repeated,
        reused=row.reused,
        most_of_one=row.most,
        collections=[CollectionBurden(**each) for each in json.loads(row.collections)],
    )

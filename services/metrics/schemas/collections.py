"""Bodies of collections."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.kernel.fields import Bilingual, Closed, Code, Day, Shown
from services.metrics.domain.burden import Twice
from services.metrics.domain.chain import bits_of, levels_of
from services.metrics.domain.collection import Collection, CollectionStatus
from services.yardsticks.periods import Period
from services.yardsticks.words import Level

_EXAMPLE: JsonDict = {
    "title": {"zh": "2021-2022学年办学条件填报", "en": "School resources, school year 2021-2022"},
    "organisation": "640221",
    "period": "2021-2022",
    "indicators": ["multimedia_rooms"],
    "opens_on": "2021-09-01",
    "due_on": "2021-10-15",
    "status": "open",
}


class CollectionGiven(Closed):
    """Asks every organisation at or below `organisation` for those of the indicators that it reports."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    title: Bilingual
    organisation: Code
    period: Period
    indicators: Annotated[list[Code], Field(min_length=1, max_length=1000)]
    opens_on: Day
    due_on: Day
    status: CollectionStatus = Field(description="readings are taken while it is open · 开放时接收读数")
    approved_by: list[Level] = Field(
        default=[],
        max_length=3,
        description="levels that must approve; none: the first above · 须审核的层级，默认上一级",
    )

    @model_validator(mode="after")
    def opens_before_due(self) -> "CollectionGiven":
        if self.opens_on > self.due_on:
            raise ValueError("opens_on must not be after due_on")
        return self

    def as_collection(self, code: str) -> Collection:
        return Collection(
            code,
            self.title.zh,
            self.title.en,
            self.organisation,
            self.period,
            tuple(sorted(set(self.indicators))),
            self.opens_on,
            self.due_on,
            self.status,
            levels_of(bits_of(self.approved_by)),
        )


class CollectionShown(Shown):
    code: str
    title: Bilingual
    organisation: str
    period: str
    indicators: list[str]
    opens_on: Day
    due_on: Day
    status: CollectionStatus
    approved_by: list[Level]


def shown_collection(collection: Collection) -> CollectionShown:
    return CollectionShown(
        code=collection.code,
        title=Bilingual(zh=collection.title_zh, en=collection.title_en),
        organisation=collection.organisation,
        period=collection.period,
        indicators=list(collection.indicators),
        opens_on=collection.opens_on,
        due_on=collection.due_on,
        status=collection.status,
        approved_by=list(collection.approved_by),
    )


class AskedBeside(Shown):
    collection: str
    data: int = Field(description="asked by both · 两个任务都要求的数据项数")


class AskedTwice(Shown):
    """What the collection asks, one indicator of one organisation at a time, that need not be asked."""

    organisations: int
    data: int = Field(description="asked in all · 共要求的数据项数")
    asked_elsewhere: int = Field(description="asked by other collections of the period, too · 其他任务也要求的")
    beside: list[AskedBeside] = Field(description="by which, the twenty with the most · 涉及的任务，最多二十个")
    already_reported: int | None = Field(
        description="a value or a reason stands; null where more than 200,000 data were not counted"
        " · 已报送的；超过二十万项时不统计，为 null"
    )


class CollectionPut(CollectionShown):
    asked_twice: AskedTwice = Field(description="一数一源")


def shown_put(collection: Collection, twice: Twice) -> CollectionPut:
    beside = [AskedBeside(collection=code, data=data) for code, data in twice.beside]
    return CollectionPut(
        **shown_collection(collection).model_dump(),
        asked_twice=AskedTwice(
            organisations=twice.organisations,
            data=twice.data,
            asked_elsewhere=twice.asked_elsewhere,
            beside=beside,
            already_reported=twice.already_reported,
        ),
    )

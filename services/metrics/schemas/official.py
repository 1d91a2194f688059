"""How a table of official statistics is read, as it is given and shown; and what came of a file."""

from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from services.kernel.fields import Bilingual, Closed, Code, Line, Number, Shown
from services.metrics.domain.official import HowRead, KeyHolds, Measure, OfficialTable, Spot, folded
from services.metrics.schemas.report import ConflictShown
from services.yardsticks.periods import Period

_EXAMPLE: JsonDict = {
    "title": {"zh": "小学基本情况（虚构样表）", "en": "Primary schools, a fictitious sample table"},
    "organisation": "640221",
    "sheet": "小学基本情况",
    "period": "2021-2022",
    "head": {"row": 3, "rows": 2},
    "key": {"heading": "学校标识码", "holds": "school_code"},
    "organisations": {},
    "skip": ["合计"],
    "absent": ["-"],
    "values": [
        {"heading": "学生数/在校生数", "indicator": "pupils.primary", "factor": 1},
        {"heading": "校舍/教室面积（万平方米）", "indicator": "teaching_area", "factor": 10000},
    ],
}
Heading = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Address = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,3}[1-9][0-9]{0,6}$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class SpotGiven(Closed):
    """Either the heading of a column, stacked ones joined by a slash, or the address of a cell."""

    heading: Heading | None = None
    cell: Address | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "SpotGiven":
        if (self.heading is None) == (self.cell is None):
            raise ValueError("either `heading` or `cell`")
        return self

    @property
    def spot(self) -> Spot:
        return Spot(self.heading, self.cell)


class KeyGiven(SpotGiven):
    """Which organisation a row, or the whole file, is of."""

    holds: KeyHolds = Field(
        default=KeyHolds.SCHOOL_CODE, description="school_code: the ten digits of the register · 学校（机构）标识码"
    )


class MeasureGiven(SpotGiven):
    indicator: Code
    factor: Number = Field(
        default=Decimal(1),
        gt=0,
        description="what stands there times this is in the indicator's unit · 换算系数",
        json_schema_extra={"default": 1},
    )


class HeadGiven(Closed):
    """`row` is the last row of headings, `rows` how many are stacked."""

    row: int = Field(default=1, ge=1, le=1000)
    rows: int = Field(default=1, ge=1, le=10)

    @model_validator(mode="after")
    def begin_within(self) -> "HeadGiven":
        if self.rows > self.row:
            raise ValueError("`rows` of headings end in `row`, so there cannot be more of them")
        return self


class OfficialTableGiven(Closed):
    """A table with a row an organisation (all places are headings), or a file of one (all places are cells)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    title: Bilingual
    organisation: Code = Field(description="all that it lists lie at or below this one · 表中机构均在其管辖范围内")
    sheet: Line | None = Field(default=None, description="null: the first · 工作表名，为 null 时取第一张")
    period: Period | None = Field(default=None, description="null: each import names it · 为 null 时由导入指定")
    head: HeadGiven = HeadGiven()
    key: KeyGiven
    organisations: Annotated[dict[Key, Code], Field(max_length=10_000)] = Field(
        default_factory=dict, description="keys that the file writes otherwise, each with our code · 另行对照的机构"
    )
    skip: Annotated[list[Key], Field(max_length=100)] = Field(
        default_factory=list, description="keys of rows that are sums · 合计行"
    )
    absent: Annotated[list[Key], Field(max_length=20)] = Field(
        default_factory=list, description="what stands in a cell that says nothing · 表示无数据的符号"
    )
    values: Annotated[list[MeasureGiven], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def all_of_one_kind(self) -> "OfficialTableGiven":
        if any((each.cell is None) != (self.key.cell is None) for each in self.values):
            raise ValueError("`key` and all `values` name headings, or all of them cells")
        return self

    def as_table(self, code: str, version: int) -> OfficialTable:
        how = HowRead(
            self.sheet,
            self.period,
            self.head.row,
            self.head.rows,
            self.key.spot,
            self.key.holds,
            self.organisations,
            frozenset(map(folded, self.skip)),
            frozenset(map(folded, self.absent)),
            tuple(Measure(each.spot, each.indicator, each.factor) for each in self.values),
        )
        return OfficialTable(code, version, self.title.zh, self.title.en, self.organisation, how)


class OfficialTableShown(Shown):
    code: str
    version: int = Field(description="counts how often it was changed; imports name the one they were read by · 版本号")
    reading: OfficialTableGiven


class ImportCounts(Shown):
    created: int
    updated: int
    unchanged: int
    rejected: int
    not_reported: int = Field(
        description="left out: of organisations that do not report the indicator · 该机构不报送该指标，未予导入"
    )


class ImportReport(Shown):
    """`import` is null when nothing was stored: a dry run, a refusal, or nothing that was new."""

    import_: str | None = Field(serialization_alias="import")
    dry_run: bool
    table: str
    table_version: int
    period: str
    counts: ImportCounts
    conflicts: list[ConflictShown] = Field(
        description="grouped by cause; indexes count the figures of the file from 0 · 按原因归组"
    )
    places: dict[int, str] = Field(description="where these indexes stand in the file · 在文件中的位置")

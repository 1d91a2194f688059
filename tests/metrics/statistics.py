"""Files of official statistics for tests. All figures and names are invented: synthetic, of no real school."""

import io
from typing import Any

from xlsxwriter import Workbook

from tests.metrics.county import NAME, PERIOD, Answer, County, organisation, settle

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "基本情况（虚构）"
AREA_HEAD, PUPILS_HEAD = "校舍/教室面积（万平方米）", "学生/在校生数"


def mark(county: County, number: int) -> str:
    """A ten-digit code of the school register for a school of the county."""
    return f"9{abs(hash(county.code)) % 10**8:08d}{number}"


async def marked(county: County) -> None:
    """The schools of the county get codes of the register."""
    kinds = ("primary", "nine_year", "junior_secondary")
    tree = [
        organisation(
            county.school(number),
            county.code,
            f"/000000/{county.code}/{county.school(number)}",
            "school",
            school_kind=kind,
            school_code=mark(county, number),
        )
        for number, kind in enumerate(kinds, start=1)
    ]
    await settle(county, tree, {})


def table(county: County, **changed: Any) -> dict[str, Any]:
    """Stacked headings in rows 2 and 3; areas in units of ten thousand."""
    body = {
        "title": NAME,
        "organisation": county.code,
        "sheet": SHEET,
        "period": PERIOD,
        "head": {"row": 3, "rows": 2},
        "key": {"heading": "学校标识码", "holds": "school_code"},
        "organisations": {},
        "skip": ["合 计"],
        "absent": ["-"],
        "values": [
            {"heading": PUPILS_HEAD, "indicator": "pupils.primary"},
            {"heading": AREA_HEAD, "indicator": "teaching_area", "factor": 10000},
        ],
    }
    return {**body, **changed}


async def put(county: County, *, by: str = "administrator", suffix: str = "", **changed: Any) -> Answer:
    path = f"/official-tables/{county.code}{suffix}"
    return await county.call("PUT", path, by=by, json=table(county, **changed))


def workbook(rows: list[list[Any]], sheet: str = SHEET) -> bytes:
    """Title, two rows of headings with merged cells, then the rows: key, name, pupils, area."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("封面")
        page = book.add_worksheet(sheet)
        page.write(0, 0, "虚构样表 synthetic")
        page.merge_range(1, 0, 2, 0, "学校标识码")
        page.merge_range(1, 1, 2, 1, "学校名称")
        page.merge_range(1, 2, 1, 3, "学生")
        page.merge_range(1, 4, 1, 5, "校舍")
        for column, head in enumerate(["在校生数", "其中：女", "教室面积 （万平方米）", "其他"], start=2):
            page.write(2, column, head)
        for number, row in enumerate(rows, start=3):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(number, column, cell)
    return made.getvalue()


def rows(county: County, *figures: tuple[Any, Any]) -> list[list[Any]]:
    """A row a school in the order of their numbers, and the sum of all below."""
    found = [[mark(county, number), "虚构", pupils, 3, area] for number, (pupils, area) in enumerate(figures, start=1)]
    return [*found, ["合计", None, 999, 9, 9.9]]


async def send(
    county: County, file: bytes, media: str = XLSX, *, by: str = "administrator", suffix: str = "", **params: Any
) -> Answer:
    options: dict[str, Any] = {"content": file, "params": params}
    headers = {"Authorization": f"Bearer {by if '@' in by else county.who(by)}", "Content-Type": media}
    path = f"/official-tables/{county.code}{suffix}/imports"
    response = await county.door.post(path, headers=headers, **options)
    return Answer(response.status_code, response.json())


async def listed(county: County, *, by: str = "reviewer", **params: Any) -> dict[tuple[str, str], Any]:
    """By school and indicator."""
    answer = await county.get("/differences", by=by, period=PERIOD, **params)
    assert answer.status == 200, answer
    return {
        (each["organisation"].removeprefix(county.code + "-"), each["indicator"]): each for each in answer.body["items"]
    }

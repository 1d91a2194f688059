"""Official statistics are taken in by a mapping kept as data, and stand beside what was reported."""

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from services.kernel.database import run_sql
from tests.metrics.county import PERIOD, County
from tests.metrics.statistics import AREA_HEAD, PUPILS_HEAD, listed, mark, marked, put, rows, send, table, workbook

COUNTS = ("created", "updated", "unchanged", "rejected", "not_reported")


def counts(body: Any) -> tuple[int, ...]:
    return tuple(body["counts"][name] for name in COUNTS)


async def test_a_stranger_and_who_does_not_administer_the_county_say_nothing(
    county: County, other_county: County
) -> None:
    assert (await county.door.put(f"/official-tables/{county.code}", json={})).status_code == 401
    for by in ("sender", "reviewer", other_county.who("administrator2")):
        assert (await put(county, by=by)).status == 403
    await put(county)
    taken = table(other_county)
    path = f"/official-tables/{county.code}"
    assert (await county.call("PUT", path, by=other_county.who("administrator2"), json=taken)).status == 403
    for by in ("sender", other_county.who("administrator2")):
        assert (await send(county, workbook([]), by=by)).status == 404
    assert (await send(county, workbook([]), suffix="-none")).status == 404


async def test_a_mapping_is_kept_and_a_change_is_a_new_version(county: County) -> None:
    answers = [await put(county), await put(county), await put(county, skip=["合计", "总计"])]
    assert [(answer.status, answer.body["version"]) for answer in answers] == [(201, 1), (200, 1), (200, 2)]
    items = (await county.get("/official-tables", by="reviewer", limit=1000)).body["items"]
    (shown,) = [each for each in items if each["code"] == county.code]
    assert (shown["version"], shown["reading"]["skip"]) == (2, ["合计", "总计"])
    assert shown["reading"]["values"][1]["factor"] == 10000


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"values": [{"heading": "x", "indicator": "misspelt"}]}, "/values/0/indicator"),
        ({"values": [{"heading": "x", "cell": "A1", "indicator": "teaching_area"}]}, "/values/0"),
        ({"values": [{"cell": "A1", "indicator": "teaching_area"}]}, ""),
        ({"values": [{"heading": name, "indicator": "teaching_area"} for name in "xy"]}, "/values/0/indicator"),
        ({"period": "2021"}, "/values/0/indicator"),
        ({"head": {"row": 1, "rows": 2}}, "/head"),
        ({"key": {"cell": "1A"}}, "/key/cell"),
    ],
)
async def test_a_mapping_that_contradicts_itself_is_refused(county: County, changed: Any, pointer: str) -> None:
    answer = await put(county, **changed)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, pointer)


async def test_a_workbook_is_read_as_it_is_given_out(county: County) -> None:
    await marked(county)
    await put(county)
    answer = await send(county, workbook(rows(county, (300, 0.12), (None, 0.05), ("-", 1))))
    assert (answer.status, counts(answer.body)) == (201, (4, 0, 0, 0, 0)), answer
    found = await listed(county)
    assert {key: each["official"] for key, each in found.items()} == {
        ("s1", "pupils.primary"): 300,
        ("s1", "teaching_area"): 1200,
        ("s2", "teaching_area"): 500,
        ("s3", "teaching_area"): 10000,
    }
    assert found["s1", "teaching_area"]["place"] == "sheet 基本情况（虚构）, row 4"
    assert found["s1", "teaching_area"]["official_import"] == answer.body["import"]
    assert await county.value(1) is None


async def test_the_same_file_changes_nothing_and_a_new_one_what_differs(county: County) -> None:
    await marked(county)
    await put(county)
    first, second = (workbook(rows(county, (300, area))) for area in (0.12, 0.13))
    answers = [await send(county, file) for file in (first, first, second, first)]
    assert [(answer.status, counts(answer.body)[:3]) for answer in answers] == [
        (201, (2, 0, 0)),
        (200, (0, 0, 2)),
        (201, (0, 1, 1)),
        (201, (0, 1, 1)),
    ]
    assert answers[1].body["import"] is None
    assert (await listed(county))["s1", "teaching_area"]["official_version"] == 3


async def test_a_dry_run_keeps_nothing(county: County) -> None:
    await marked(county)
    await put(county)
    answer = await send(county, workbook(rows(county, (300, 0.12))), dry_run=True)
    assert (answer.status, counts(answer.body)[0], answer.body["import"]) == (200, 2, None)
    assert await listed(county) == {}


async def test_a_csv_may_name_our_codes_and_the_import_its_period(county: County) -> None:
    key, values = {"heading": "机构", "holds": "code"}, [{"heading": "面积", "indicator": "teaching_area"}]
    await put(county, sheet=None, period=None, head={"row": 1}, key=key, values=values)
    file = f"机构;面积\n{county.school(1)};12.5\n改名前;7\n".encode("gb18030")
    answer = await send(county, file, "text/csv")
    assert [(each["code"], each["pointer"]) for each in answer.body["errors"]] == [("period_missing", "?period")]
    answer = await send(county, file, "text/csv", period="2021")
    assert answer.body["errors"][0]["code"] == "period_kind_differs"
    answer = await send(county, file, "text/csv", period=PERIOD)
    conflict = answer.body["report"]["conflicts"][0]
    assert (answer.status, conflict["code"], conflict["objects"]["organisations"]) == (
        422,
        "unknown_organisation",
        ["改名前"],
    )
    assert answer.body["report"]["places"] == {"1": "the table, row 3"}
    listed_keys = {"改名前": county.school(2)}
    await put(county, sheet=None, period=None, head={"row": 1}, key=key, values=values, organisations=listed_keys)
    answer = await send(county, file, "text/csv", period=PERIOD)
    assert counts(answer.body)[0] == 2
    assert {key: each["official"] for key, each in (await listed(county)).items()} == {
        ("s1", "teaching_area"): 12.5,
        ("s2", "teaching_area"): 7,
    }


async def test_a_file_of_one_school_is_read_by_its_cells(county: County) -> None:
    await marked(county)
    values = [
        {"cell": "C2", "indicator": "teaching_area", "factor": 0.1},
        {"cell": "C3", "indicator": "pupils.primary"},
    ]
    await put(county, sheet=None, key={"cell": "B1"}, values=values)
    answer = await send(county, f"代码,{mark(county, 1)}\n面积,,125\n人数,,".encode(), "text/csv")
    assert counts(answer.body)[0] == 1
    assert (await listed(county))["s1", "teaching_area"]["official"] == 12.5
    nobody = await send(county, "代码,\n面积,,125".encode(), "text/csv")
    assert nobody.body["errors"][0]["code"] == "cell_empty"


@pytest.mark.parametrize(
    ("pupils", "area", "codes"),
    [
        (1.5, 1, {"wrong_type"}),
        (-1, 1, {"negative"}),
        ("about 300", "-", {"wrong_type"}),
        (300, 0.1234567890123456, {"digits"}),
        (300, 1e300, {"digits"}),
        ("1e999999999", 1, {"digits"}),
        (True, 1, {"wrong_type"}),
    ],
)
async def test_what_is_no_value_of_the_indicator_is_told_with_its_place(
    county: County, pupils: Any, area: Any, codes: set[str]
) -> None:
    await marked(county)
    await put(county)
    answer = await send(county, workbook(rows(county, (pupils, area))))
    assert (answer.status, set(answer.conflicts)) == (422, codes), answer
    assert set(answer.body["report"]["places"].values()) == {"sheet 基本情况（虚构）, row 4"}
    partly = await send(county, workbook(rows(county, (pupils, area), (5, 0.1))), mode="valid_only")
    assert (partly.status, counts(partly.body)[3]) == (201, 1)


async def test_a_school_twice_in_the_file_is_taken_from_neither_row(county: County) -> None:
    await marked(county)
    await put(county)
    twice = rows(county, (300, 0.1))[:1] * 2
    assert (await send(county, workbook(twice))).conflicts["twice_in_body"]["count"] == 4


async def test_what_a_school_does_not_report_is_left_out_and_counted(county: County) -> None:
    await marked(county)
    await put(county)
    answer = await send(county, workbook(rows(county, (300, 0.1), (40, 0.1), (50, 0.1))))
    assert counts(answer.body) == (5, 0, 0, 0, 1)


async def test_a_school_of_another_county_is_unknown_even_if_it_exists(county: County, other_county: County) -> None:
    await marked(county)
    await marked(other_county)
    await put(county)
    answers = [
        await send(county, workbook([[key, "", 1, 1, 1]]), by=by)
        for key in (mark(other_county, 1), "9999999999")
        for by in ("administrator2", "administrator")
    ]
    for answer in answers:
        (conflict,) = answer.body["report"]["conflicts"]
        assert (conflict["code"], conflict["count"]) == ("unknown_organisation", 2)


@pytest.mark.parametrize(
    ("heading", "sheet", "code"),
    [
        ("没有这一列", None, "column_missing"),
        (PUPILS_HEAD, "另一张表", "body_unreadable"),
        (AREA_HEAD, None, "column_twice"),
    ],
)
async def test_a_file_of_another_layout_is_refused_with_what_is_missing(
    county: County, heading: str, sheet: str | None, code: str
) -> None:
    changed: dict[str, Any] = {} if sheet is None else {"sheet": sheet}
    await put(county, values=[{"heading": heading, "indicator": "teaching_area"}], **changed)
    file = workbook([])
    if code == "column_twice":
        file = "表\n学校标识码,校舍,校舍\n,教室面积（万平方米）,教室面积（万平方米）\n".encode()
    answer = await send(county, file, "text/csv" if code == "column_twice" else XLSX_TYPE)
    assert code in [answer.body["code"], *(each["code"] for each in answer.body["errors"])], answer


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"\0\0", b'"', b"\xff\xfe\xff"])
@pytest.mark.parametrize("media", [XLSX_TYPE, "text/csv", "application/json", "image/png"])
async def test_what_is_no_table_is_refused_and_never_a_fault_of_ours(county: County, body: bytes, media: str) -> None:
    await put(county)
    assert 400 <= (await send(county, body, media)).status < 500


async def test_what_was_imported_cannot_be_overwritten_by_the_application(county: County) -> None:
    await marked(county)
    await put(county)
    await send(county, workbook(rows(county, (300, 0.12))))
    for statement in ("update {schema}.official_value set value = 6", "delete from {schema}.official_import"):
        with pytest.raises(DBAPIError, match="only grows"):
            async with county.database.transaction() as session:
                await run_sql(session, statement)

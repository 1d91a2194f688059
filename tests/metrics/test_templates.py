"""A collection gives out its template: what is asked, with what stands; sent back, it is taken as it is."""

import csv
import io
from typing import Any

import httpx
import pytest

from tests.metrics.county import PERIOD, County
from tests.metrics.province import item, put, reading
from tests.workbook import pages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPER = "=Decision No. 12 of 2021"


async def template(county: County, *, by: str = "sender", accept: str = "*/*", **params: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {county.who(by)}", "Accept": accept}
    return await county.door.get(f"/collections/{county.code}/template", headers=headers, params=params)


async def rows(county: County, **params: Any) -> list[dict[str, str]]:
    answer = await template(county, format="csv", **params)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def test_a_stranger_gets_none_and_who_reaches_nobody_learns_of_nobody(
    county: County, other_county: County
) -> None:
    assert (await county.door.get(f"/collections/{county.code}/template")).status_code == 401
    foreign = await county.call("GET", f"/collections/{county.code}/template", by=other_county.who("sender"))
    nowhere = await county.call("GET", "/collections/nowhere/template", by="sender")
    assert [(answer.status, answer.body["code"]) for answer in (foreign, nowhere)] == [(404, "not_found")] * 2


async def test_what_is_asked_of_each_is_open_and_what_stands_is_filled_in(county: County) -> None:
    await county.submit(county.reading(1, 12.5), county.reading(2, None, unknown_reason="not measured"))
    returned = await county.submit(county.reading(3, 7))
    await county.review(returned.body["submission"], "returned", reason="of another school")
    found = await rows(county)
    assert [(each["organisation"], each["period"], each["teaching_area"]) for each in found] == [
        (county.school(1), PERIOD, "12.5"),
        (county.school(2), PERIOD, "?not measured"),
        (county.school(3), PERIOD, ""),
    ]
    assert set(found[0]) == {
        "organisation",
        "name",
        "period",
        "pupils.primary",
        "pupils.junior_secondary",
        "teaching_area",
    }


async def test_a_count_is_written_without_a_fraction(county: County) -> None:
    await county.submit(county.reading(1, 100, "pupils.primary"), county.reading(2, 0.00012))
    found = await rows(county)
    assert (found[0]["pupils.primary"], found[1]["teaching_area"]) == ("100", "0.00012")


async def test_a_school_gets_its_own_row_and_filters_narrow_it(county: County) -> None:
    assert [each["organisation"] for each in await rows(county, by="school2")] == [county.school(2)]
    assert set((await rows(county, by="school1"))[0]) >= {"pupils.primary", "teaching_area"}
    assert "pupils.junior_secondary" not in (await rows(county, by="school1"))[0]
    assert [each["organisation"] for each in await rows(county, organisation=county.school(3))] == [county.school(3)]
    assert len(await rows(county, below=county.code)) == 3
    answer = await template(county, by="school1", organisation=county.school(2))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_excel_is_given_unless_csv_is_asked_for(county: County) -> None:
    excel, accepted, named = [
        await template(county),
        await template(county, accept="text/csv"),
        await template(county, accept="text/csv", format="xlsx"),
    ]
    assert [answer.headers["content-type"].split(";")[0] for answer in (excel, accepted, named)] == [
        XLSX,
        "text/csv",
        XLSX,
    ]
    assert excel.headers["content-disposition"] == f'attachment; filename="{county.code}.xlsx"'
    assert pages(excel.content)[0].cells["A6"] == county.school(1)
    assert (await template(county, accept="image/png")).status_code == 406


async def _everything(province: County) -> None:
    """Every form of value, a document that looks like a formula among them."""
    answer = await province.submit(
        reading(province, "-a-education", "employed_by_county", True, evidence=PAPER),
        reading(province, "-a-education", "lessons_of_a_researcher", 3),
        reading(province, "-a-finance", "budget", 1234.5678),
        reading(province, "-a-rural", "culture", "good"),
        reading(province, "-a-kindergarten", "children", None, unknown_reason="=closed"),
    )
    assert answer.status == 201, answer


@pytest.mark.parametrize(("form", "media"), [("xlsx", XLSX), ("csv", "text/csv")])
async def test_sent_back_untouched_it_changes_nothing(province: County, form: str, media: str) -> None:
    await _everything(province)
    file = (await template(province, format=form)).content
    answer = await province.post(file, media)
    assert (answer.status, answer.body["counts"]) == (
        200,
        {"created": 0, "updated": 0, "unchanged": 5, "rejected": 0, "withdrawn": 0},
    )


async def test_filled_in_it_is_taken_as_it_is(province: County) -> None:
    await _everything(province)
    lines = (await template(province, format="csv")).content.decode("utf-8-sig").splitlines()
    heads = lines[0].split(",")
    at = heads.index(f"{province.code}.roads")
    for place, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == f"{province.code}-b-town":
            cells[at] = "17"
            lines[place] = ",".join(cells)
    answer = await province.post("\r\n".join(lines).encode(), "text/csv")
    assert (answer.status, answer.body["counts"]["created"]) == (201, 1)


async def test_more_organisations_than_a_template_holds_are_refused_with_what_to_do(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.metrics.use_cases.give_template.MOST", 2)
    answer = await template(county)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_organisations")
    assert "`below`" in answer.json()["detail"]
    assert (await template(county, organisation=county.school(1))).status_code == 200


async def test_what_a_collection_asks_of_nobody_in_reach_has_no_column(province: County) -> None:
    await put(province, province.code, indicators=[item(province, name)["code"] for name in ("roads", "budget")])
    heads = (await rows(province, below=f"{province.code}-a"))[0].keys()
    assert {each.removeprefix(f"{province.code}.") for each in heads} == {
        "organisation",
        "name",
        "period",
        "roads",
        "budget",
    }

"""Whoever did not exist in a period owes nothing for it, and nothing is taken from them."""

from datetime import date, timedelta

import pytest

from tests.metrics.county import County, organisation, settle
from tests.metrics.province import item, owed, put, reading

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "period", "begins", "ends"),
    [
        ("calendar_year", "2021", "2021-01-01", "2022-01-01"),
        ("month", "2021-12", "2021-12-01", "2022-01-01"),
        ("school_year", "2021-2022", "2021-09-01", "2022-09-01"),
        ("term", "2021-2022-1", "2021-09-01", "2022-03-01"),
        ("term", "2021-2022-2", "2022-03-01", "2022-09-01"),
    ],
)
async def test_only_those_who_existed_on_some_day_of_the_period_owe_for_it(
    province: County, kind: str, period: str, begins: str, ends: str
) -> None:
    first, after = date.fromisoformat(begins), date.fromisoformat(ends)
    lives = {
        "-closed-before": {"closed_on": begins},
        "-closed-within": {"closed_on": (first + DAY).isoformat()},
        "-opened-within": {"opened_on": (after - DAY).isoformat()},
        "-opened-after": {"opened_on": ends},
    }
    path = f"/000000/{province.code}/{province.code}"
    schools = [
        organisation(f"{province.code}{name}", province.code, path + name, "school", **life)
        for name, life in lives.items()
    ]
    await settle(province, schools, {})
    doors = item(province, "children", code=f"{province.code}.doors", reported_by={"kind": "school"}, period=kind)
    assert (await province.call("POST", "/indicators", by="administrator", json={"indicators": [doors]})).status == 201
    asked = {"period": period, "indicators": [doors["code"]], "opens_on": "2021-01-01", "due_on": "2022-12-31"}
    assert (await put(province, f"{province.code}.doors", **asked)).status == 201
    owing = await owed(province, collection=f"{province.code}.doors")
    assert owing.keys() & lives.keys() == {"-closed-within", "-opened-within"}
    for name in lives:
        answer = await province.submit(reading(province, name, "doors", 1, period=period))
        assert answer.status == (201 if name in owing else 422), name
        if answer.status == 422:
            assert set(answer.conflicts) == {"organisation_closed" if name == "-closed-before" else "not_yet_open"}

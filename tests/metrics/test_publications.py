"""Outsiders see of sensitive indicators what a publication shows, the same in lists, files, series and pivots."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from services.access.copies import write_principal
from tests.metrics.county import NAME, PERIOD, Answer, County, collection, organisation, settle


@pytest_asyncio.fixture
async def watched(county: County) -> AsyncIterator[County]:
    """A county with a sensitive indicator of its own, and a dashboard that looks at it."""
    assert (await define(county, sensitive=True)).status == 201
    asked = collection(county, indicators=[code(county), "pupils.primary"])
    assert (await county.call("PUT", f"/collections/{county.code}.s", by="administrator", json=asked)).status == 201
    async with county.database.transaction() as session:
        grants = [{"role": "dashboard", "organisation": "000000"}]
        body = {"kind": "client", "name": "dashboard", "active": True, "grants": grants}
        await write_principal(session, county.who("dashboard"), body)
        await session.commit()
    yield county


async def define(county: County, *, sensitive: bool) -> Answer:
    item = {
        "code": code(county),
        "title": NAME,
        "unit": "人",
        "value_type": "integer",
        "not_negative": True,
        "period": "school_year",
        "reported_by": {"kind": "school"},
        "population": NAME,
        "sensitive": sensitive,
    }
    return await county.call("POST", "/indicators", by="administrator", json={"indicators": [item]})


def code(county: County) -> str:
    return f"{county.code}.left_behind"


async def told(county: County, *counts: int) -> None:
    """Approved, a count a school."""
    readings = [county.reading(at, count, code(county)) for at, count in enumerate(counts, 1)]
    await county.approved(*readings, correction_reason="counted again")


async def publish(county: County, **more: Any) -> Answer:
    body = {"reason": "yearly release", "periods": [PERIOD], "schools_shown": True, **more}
    return await county.call("POST", "/publications", by="administrator", json=body)


async def seen(county: County, *, by: str = "dashboard") -> dict[str, int | None]:
    """By organisation, what a list shows of the sensitive indicator."""
    items = (await county.get("/readings", by=by, indicator=code(county), limit=1000)).body["items"]
    assert all((each["value"] is None) == (each["status"] != "reported") for each in items)
    return {each["organisation"]: each["value"] for each in items}


async def test_only_an_administrator_publishes(watched: County) -> None:
    assert (await watched.call("POST", "/publications", by="reviewer", json={})).status == 403
    assert (await watched.call("POST", "/publications", by="dashboard", json={})).status == 403


async def test_what_is_published_is_one_for_all_so_a_county_does_not_publish(watched: County) -> None:
    body = {"reason": "yearly release", "periods": [PERIOD]}
    assert (await watched.call("POST", "/publications", by="administrator2", json=body)).status == 403


async def test_a_period_of_which_nothing_was_reported_is_a_mistake(watched: County) -> None:
    await told(watched, 40)
    answer = await publish(watched, periods=["1999-2000"])
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "unknown_period")


async def test_before_a_publication_outsiders_see_nothing_and_insiders_all(watched: County) -> None:
    await told(watched, 40, 3, 50)
    assert set((await seen(watched)).values()) == {None}
    assert (await seen(watched, by="auditor"))[watched.school(2)] == 3


async def test_a_small_count_is_hidden_and_with_it_what_would_give_it_away(watched: County) -> None:
    await told(watched, 40, 3, 50)
    answer = await publish(watched)
    assert answer.status == 201
    assert answer.body["counts"]["primary"] >= 1
    found = await seen(watched)
    assert found[watched.school(2)] is None
    hidden = [place for place, value in found.items() if value is None]
    total = await _total(watched)
    assert len(hidden) > 1 or total is None  # one hidden part of a published whole is the whole less the others


async def test_lists_files_series_and_pivots_hide_the_same(watched: County) -> None:
    await told(watched, 40, 3, 50)
    await publish(watched)
    listed = await seen(watched)
    headers = {"Authorization": f"Bearer {watched.who('dashboard')}", "Accept": "application/x-ndjson"}
    lines = (await watched.door.get("/files/readings", headers=headers, params={"indicator": code(watched)})).text
    assert {each["organisation"]: each["value"] for each in map(json.loads, lines.splitlines())} == listed
    for place, value in listed.items():
        (series,) = (await watched.get("/series", by="dashboard", organisation=place)).body["items"]
        assert [point["value"] for point in series["points"]] == [value]
    asked = {"period": PERIOD, "indicator": code(watched), "by": "unit", "below": watched.code}
    response = await watched.door.get("/pivots", headers={"Authorization": headers["Authorization"]}, params=asked)
    assert {each["row"]: each["value"] for each in response.json()["items"]} == listed


async def test_the_bound_is_settable_and_a_dry_run_keeps_nothing(watched: County) -> None:
    await told(watched, 40, 3, 50)
    tried = await watched.call(
        "POST",
        "/publications",
        by="administrator",
        json={"reason": "a try", "periods": [PERIOD], "schools_shown": True, "bound": 2},
        params={"dry_run": True},
    )
    assert (tried.status, tried.body["dry_run"]) == (201, True)
    assert set((await seen(watched)).values()) == {None}
    await publish(watched, bound=2)
    assert (await seen(watched))[watched.school(2)] == 3


async def test_a_value_corrected_since_waits_for_the_next_publication(watched: County) -> None:
    await told(watched, 40, 30, 50)
    await publish(watched)
    assert (await seen(watched))[watched.school(1)] == 40
    await told(watched, 41, 30, 50)
    assert (await seen(watched))[watched.school(1)] is None


async def test_a_published_sum_is_of_all_schools_and_is_shown_for_no_part_of_them(watched: County) -> None:
    await told(watched, 40, 30, 50)
    await publish(watched, schools_shown=False)
    asked = {"period": PERIOD, "indicator": code(watched)}
    whole, part = [
        (await watched.get("/pivots", by="dashboard", below=below, **asked)).body["items"][0]
        for below in (watched.code, watched.school(2))
    ]
    assert (whole["value"], whole["reported"], whole["completeness"]) == (120, 3, "whole")
    assert (part["row"], part["value"], part["suppressed"]) == (watched.code, None, 1)


async def test_the_rest_of_a_city_beside_its_counties_is_not_given_out_as_the_whole_city(watched: County) -> None:
    below, path = f"{watched.code}-below", f"/000000/{watched.code}/{watched.code}-below"
    tree = [organisation(below, watched.code, path, "government")]
    tree.append(organisation(watched.school(4), below, f"{path}/{watched.school(4)}", "school", school_kind="primary"))
    await settle(watched, tree, {})
    await told(watched, 40, 30, 50, 60)
    await publish(watched, schools_shown=False)
    asked = {"period": PERIOD, "indicator": code(watched), "below": watched.code}
    inside, outside = [
        {each["row"]: each["value"] for each in (await watched.get("/pivots", by=by, **asked)).body["items"]}
        for by in ("auditor", "dashboard")
    ]
    assert inside == {watched.code: 120, below: 60}
    assert outside == {watched.code: None, below: 60}


async def test_what_is_published_of_one_period_stays_when_another_is_published(watched: County) -> None:
    later = "2022-2023"
    asked = collection(watched, indicators=[code(watched)], period=later)
    await watched.call("PUT", f"/collections/{watched.code}.l", by="administrator", json=asked)
    await told(watched, 40, 30, 50)
    await publish(watched)
    await watched.approved(watched.reading(1, 60, code(watched), period=later))
    answer = await publish(watched, periods=[later])
    counts = answer.body["counts"]
    assert counts["cells"] == counts["published"] + counts["primary"] + counts["secondary"]
    items = (await watched.get("/readings", by="dashboard", indicator=code(watched))).body["items"]
    assert sorted(each["value"] for each in items) == [30, 40, 50, 60]


async def test_without_schools_only_sums_above_them_are_published(watched: County) -> None:
    await told(watched, 40, 30, 50)
    await publish(watched, schools_shown=False)
    assert set((await seen(watched)).values()) == {None}
    assert await _total(watched) == 120


@pytest.mark.parametrize(("role", "at", "outside"), [("sender", "s1", True), ("auditor", "", False)])
async def test_a_dashboard_that_is_something_else_as_well_stays_outside_where_it_is_nothing_but_a_dashboard(
    watched: County, role: str, at: str, outside: bool
) -> None:
    await told(watched, 40, 3, 50)
    grants = [
        {"role": "dashboard", "organisation": watched.code},
        {"role": role, "organisation": watched.school(1) if at else watched.code},
    ]
    async with watched.database.transaction() as session:
        body = {"kind": "client", "name": "both", "active": True, "grants": grants}
        await write_principal(session, watched.who("both"), body)
        await session.commit()
    assert (await seen(watched, by="both"))[watched.school(2)] == (None if outside else 3)


async def test_why_a_count_is_unknown_is_no_business_of_outsiders(watched: County) -> None:
    unknown = watched.reading(1, None, code(watched), unknown_reason="only two of them, both in class three")
    await watched.approved(unknown, watched.reading(1, None, "pupils.primary", unknown_reason="not counted"))
    asked = {"organisation": watched.school(1), "limit": 10}
    items = (await watched.get("/readings", by="dashboard", **asked)).body["items"]
    said = {each["indicator"]: (each["status"], each["unknown_reason"]) for each in items}
    assert said == {code(watched): ("unknown", None), "pupils.primary": ("unknown", "not counted")}
    headers = {"Authorization": f"Bearer {watched.who('dashboard')}", "Accept": "text/csv"}
    file = (await watched.door.get("/files/readings", headers=headers, params={"below": watched.code})).text
    assert ("not counted" in file, "class three" in file) == (True, False)


async def test_what_is_not_sensitive_is_shown_as_it_is(watched: County) -> None:
    await watched.submit(watched.reading(1, 7, "pupils.primary"))
    items = (await watched.get("/readings", by="dashboard", organisation=watched.school(1))).body["items"]
    assert [each["value"] for each in items] == [7]


async def test_a_sensitive_indicator_is_a_count(watched: County) -> None:
    item = {
        "code": f"{watched.code}.wrong",
        "title": NAME,
        "unit": "人",
        "value_type": "decimal",
        "not_negative": True,
        "period": "school_year",
        "reported_by": {"kind": "school"},
        "population": NAME,
        "sensitive": True,
    }
    answer = await watched.call("POST", "/indicators", by="administrator", json={"indicators": [item]})
    assert answer.status == 422


async def test_a_whole_and_its_parts_are_sensitive_or_what_hides_a_small_part_would_be_seen(watched: County) -> None:
    readings = [watched.reading(at, 43, "pupils.primary") for at in (1, 2)]
    await watched.approved(watched.reading(1, 3, code(watched)), *readings)
    refused = await publish(watched, wholes=[{"total": "pupils.primary", "parts": [code(watched)]}])
    assert refused.status == 422
    assert [(each["code"], each["pointer"], each["given"]) for each in refused.body["errors"]] == [
        ("not_sensitive", "/wholes/0", "pupils.primary")
    ]


async def test_a_whole_that_names_an_indicator_twice_is_refused(watched: County) -> None:
    refused = await publish(watched, wholes=[{"total": code(watched), "parts": [code(watched)]}])
    assert (refused.status, refused.body["errors"][0]["code"]) == (422, "twice_in_body")


async def test_what_a_publication_hides_is_not_bared_by_a_list_of_indicators(watched: County) -> None:
    await told(watched, 40, 3, 50)
    assert (await define(watched, sensitive=False)).status == 200
    assert (await define(watched, sensitive=True)).status == 200
    await publish(watched)
    refused = await define(watched, sensitive=False)
    assert (refused.status, refused.body["errors"][0]["code"]) == (409, "counts_hidden")
    assert (await seen(watched))[watched.school(2)] is None


async def test_publications_are_listed_with_their_rule_and_counts(watched: County) -> None:
    await told(watched, 40, 3, 50)
    await publish(watched, bound=12)
    newest = (await watched.get("/publications", by="auditor", limit=1)).body["items"][0]
    assert (newest["bound"], newest["periods"], newest["reason"]) == (12, [PERIOD], "yearly release")
    assert newest["counts"]["cells"] > 0


async def _total(county: County) -> int | None:
    asked = {"period": PERIOD, "indicator": code(county), "below": county.code}
    items = (await county.get("/pivots", by="dashboard", **asked)).body["items"]
    value: int | None = next(each["value"] for each in items if each["row"] == county.code)
    return value

"""Indicators, collections, obligations."""

from typing import Any

from tests.metrics.county import INDICATORS, NAME, County, collection, organisation, settle

PUPILS, AREA, JUNIORS = (code for code, _, _ in INDICATORS)


def indicator(code: str, **changed: Any) -> dict[str, Any]:
    body = {"code": code, "title": NAME, "unit": "1", "value_type": "integer", "not_negative": True}
    reporters = {"kind": "school", "school_kinds": ["primary"]}
    return {**body, "period": "school_year", "population": NAME, "reported_by": reporters, **changed}


async def test_only_an_administrator_of_the_root_writes_indicators(county: County) -> None:
    answer = await county.call("POST", "/indicators", by="sender", json={"indicators": [indicator("x")]})
    assert (answer.status, answer.body["code"]) == (403, "not_allowed")


async def test_indicators_are_created_changed_and_left_alone(county: County) -> None:
    code = f"{county.code}.item"
    reports = []
    for unit in ("1", "1", "m2"):
        body = {"indicators": [indicator(code, unit=unit)]}
        reports.append(await county.call("POST", "/indicators", by="administrator", json=body))
    assert [answer.status for answer in reports] == [201, 200, 200]
    assert [[key for key in answer.body if answer.body[key]] for answer in reports] == [
        ["created"],
        ["unchanged"],
        ["updated"],
    ]
    assert code in [item["code"] for item in (await county.get("/indicators", by="school1")).body["items"]]


async def test_a_collection_of_unknown_indicators_is_refused_with_their_places(county: County) -> None:
    body = collection(county, indicators=[AREA, "misspelt"])
    answer = await county.call("PUT", f"/collections/{county.code}-2", by="administrator", json=body)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/indicators/1")


async def test_a_collection_is_put_again_without_a_second_one(county: County) -> None:
    answer = await county.call("PUT", f"/collections/{county.code}", by="administrator", json=collection(county))
    assert answer.status == 200
    assert (await county.call("PUT", "/collections/x", by="sender", json=collection(county))).status == 403


async def owed(county: County, *, by: str = "sender", as_of: str = "2021-10-01", **params: Any) -> list[Any]:
    answer = await county.get("/obligations", by=by, as_of=as_of, **params)
    assert answer.status == 200, answer
    items: list[Any] = answer.body["items"]
    return items


async def test_a_vendor_learns_in_one_call_what_all_its_schools_owe(county: County) -> None:
    found = {item["organisation"]: item for item in await owed(county)}
    assert {code: item["to_send"] for code, item in found.items()} == {
        county.school(1): [PUPILS, AREA],
        county.school(2): [JUNIORS, PUPILS, AREA],
        county.school(3): [JUNIORS, AREA],
    }
    assert {item["state"] for item in found.values()} == {"owed"}


async def test_a_school_learns_only_what_it_owes_itself(county: County) -> None:
    assert [item["organisation"] for item in await owed(county, by="school2")] == [county.school(2)]
    assert await owed(county, by="school2", organisation=county.school(1)) == []


async def test_a_collection_owes_nothing_before_it_opens(county: County) -> None:
    assert await owed(county, as_of="2021-08-31") == []


async def test_the_state_follows_what_has_arrived(county: County) -> None:
    async def state(as_of: str = "2021-10-15") -> str:
        return str((await owed(county, as_of=as_of, organisation=county.school(1)))[0]["state"])

    first = (await county.submit(county.reading(1, 5))).body["submission"]
    assert (await state(), await state("2021-10-16")) == ("partly", "overdue")
    await county.approved(county.reading(1, 40, PUPILS))
    assert await state("2021-10-16") == "reported"
    await county.review(first, "returned", reason="not this building")
    assert await state() == "returned"
    await county.approved(county.reading(1, 7))
    assert await state("2030-01-01") == "approved"


async def test_an_unknown_is_answered_is_no_value_and_stays_in_sight(county: County) -> None:
    async def duty(as_of: str = "2021-10-16") -> Any:
        return (await owed(county, as_of=as_of, organisation=county.school(1)))[0]

    def figures(entry: Any) -> tuple[Any, ...]:
        return tuple(entry[name] for name in ("owed", "reported", "approved", "missing", "unknown", "to_send"))

    await county.approved(county.reading(1, None, unknown_reason="the survey is not finished"))
    entry = await duty()
    assert (figures(entry), entry["state"]) == ((2, 0, 0, 1, [AREA], [PUPILS]), "overdue")
    await county.approved(county.reading(1, 40, PUPILS))
    entry = await duty()
    assert (figures(entry), entry["state"]) == ((2, 1, 1, 0, [AREA], []), "unknown")
    await county.approved(county.reading(1, 7), correction_reason="surveyed")
    assert figures(await duty()) == (2, 2, 2, 0, [], [])


async def test_the_newest_answer_that_stands_decides_whether_a_value_is_known(county: County) -> None:
    async def figures() -> tuple[Any, ...]:
        (entry,) = await owed(county, organisation=county.school(1))
        return tuple(entry[name] for name in ("reported", "approved", "missing", "unknown", "returned", "to_send"))

    await county.approved(county.reading(1, 40, PUPILS), county.reading(1, 7))
    null = county.reading(1, None, unknown_reason="the survey was wrong")
    withdrawn = (await county.submit(null, correction_reason="wrong")).body["submission"]
    assert await figures() == (1, 1, 0, [AREA], 0, [])
    await county.review(withdrawn, "returned", reason="the survey was right")
    assert await figures() == (2, 2, 0, [], 1, [AREA])
    await county.approved(null, correction_reason="wrong indeed")
    assert await figures() == (1, 1, 0, [AREA], 0, [])
    await county.submit(county.reading(1, 8), correction_reason="surveyed again")
    assert await figures() == (2, 1, 0, [], 0, [])


async def test_obligations_are_paged_by_organisation(county: County) -> None:
    first = (await county.get("/obligations", by="sender", as_of="2021-10-01", limit=2)).body
    rest = (await county.get("/obligations", by="sender", as_of="2021-10-01", limit=2, cursor=first["next"])).body
    found = [item["organisation"] for item in first["items"] + rest["items"]]
    assert (found, rest["next"]) == ([county.school(number) for number in (1, 2, 3)], None)


async def test_of_a_closed_collection_nothing_is_to_be_sent_any_more(county: County) -> None:
    body = collection(county, status="closed")
    await county.call("PUT", f"/collections/{county.code}", by="administrator", json=body)
    (owed,) = (await county.get("/obligations", by="school1", as_of="2021-10-20")).body["items"]
    assert (owed["collection_status"], owed["missing"], owed["to_send"]) == ("closed", 2, [])


async def test_a_collection_of_one_school_asks_nothing_of_its_siblings(county: County) -> None:
    path = f"/collections/{county.code}"
    body = collection(county, status="closed")
    assert (await county.call("PUT", path, by="administrator", json=body)).status == 200
    body = collection(county, organisation=county.school(1))
    assert (await county.call("PUT", f"{path}.one", by="administrator", json=body)).status == 201
    sibling = organisation(f"{county.school(1)}b", county.code, f"/000000/{county.code}/{county.school(1)}b", "school")
    sibling["body"]["attributes"] = {"school_kind": "primary"}
    await settle(county, [sibling], {})
    first = await county.submit(county.reading(1, 5))
    other = await county.submit({**county.reading(1, 5), "organisation": f"{county.school(1)}b"})
    assert (first.status, set(other.conflicts)) == (201, {"outside_window"})  # the county's, which is closed

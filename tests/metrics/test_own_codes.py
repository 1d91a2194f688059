"""A sender may use its own codes for schools and indicators, once it has said what they stand for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.copies import apply_organisations, write_principal
from services.metrics.domain.columns import Coded
from services.metrics.domain.own_codes import Translation, meant_by
from tests.metrics.county import PERIOD, Answer, County, organisation


def school(own: str, code: str | None) -> dict[str, Any]:
    return {"kind": "organisation", "own_code": own, "code": code}


def item(own: str, code: str | None) -> dict[str, Any]:
    return {"kind": "indicator", "own_code": own, "code": code}


async def put(county: County, *mappings: dict[str, Any], by: str = "sender", of: str = "", **params: Any) -> Answer:
    body = {"mappings": list(mappings)}
    return await county.call("PUT", f"/code-mappings{of}", by=by, json=body, params=params)


async def listed(county: County, *, by: str = "sender", of: str = "", **params: Any) -> Any:
    items = (await county.get(f"/code-mappings{of}", by=by, **params)).body["items"]
    return [(each["own_code"], each["code"]) for each in items]


def reading(own: str, value: Any, indicator: str = "teaching_area") -> dict[str, Any]:
    return {"organisation": own, "indicator": indicator, "period": PERIOD, "value": value}


async def test_a_stranger_and_who_reports_nothing_map_nothing(county: County) -> None:
    assert (await county.door.put("/code-mappings", json={"mappings": []})).status_code == 401
    for by in ("auditor", "reviewer"):
        assert (await put(county, school("A1", county.school(1)), by=by)).status == 404


async def test_an_administrator_maps_for_a_client_within_reach_and_for_no_other(
    county: County, other_county: County
) -> None:
    one = school("A1", county.school(1))
    client, stranger = f"/{county.who('sender')}", f"/{other_county.who('sender')}"
    assert (await put(county, one, by="sender2", of=client)).status == 404
    assert (await put(county, one, by="administrator2", of=stranger)).status == 404
    assert (await put(county, one, by="administrator2", of="/nobody")).status == 404
    assert (await put(county, one, by="administrator2", of=client)).body["created"] == 1
    assert await listed(county) == await listed(county, by="auditor", of=client) == [("A1", county.school(1))]
    assert await listed(county, by="sender2") == []


async def test_a_mapping_to_what_the_client_does_not_report_for_is_as_unknown_as_an_invented_one(
    county: County, other_county: County
) -> None:
    given = [school("A1", other_county.school(1)), school("A2", "nowhere"), item("x", "no_such_indicator")]
    answer = await put(county, *given)
    assert (answer.status, answer.body["code"]) == (422, "codes_unusable")
    faults = [(each["code"], each["pointer"]) for each in answer.body["errors"]]
    assert faults == [
        ("unknown_organisation", "/mappings/0/code"),
        ("unknown_organisation", "/mappings/1/code"),
        ("unknown_indicator", "/mappings/2/code"),
    ]
    assert len({each["expected"] for each in answer.body["errors"][:2]}) == 1
    assert await listed(county) == []


async def test_a_code_that_would_say_two_things_is_refused(county: County) -> None:
    answer = await put(
        county,
        school(county.school(2), county.school(1)),
        item("pupils.primary", "teaching_area"),
        school("A1", county.school(1)),
        school("A1", county.school(2)),
    )
    assert [(each["code"], each["pointer"]) for each in answer.body["errors"]] == [
        ("ambiguous_code", "/mappings/0/own_code"),
        ("ambiguous_code", "/mappings/1/own_code"),
        ("twice_in_body", "/mappings/2/own_code"),
        ("twice_in_body", "/mappings/3/own_code"),
    ]


async def test_mappings_are_created_changed_removed_and_left_alone(county: County) -> None:
    first = await put(county, school("A1", county.school(1)), item("area", "teaching_area"))
    again = await put(county, school("A1", county.school(1)), school("A2", county.school(1)), school("A3", None))
    last = await put(county, school("A1", county.school(2)), school("A2", None))
    names = ("created", "updated", "unchanged", "removed")
    assert [tuple(answer.body[name] for name in names) for answer in (first, again, last)] == [
        (2, 0, 0, 0),
        (1, 0, 2, 0),
        (0, 1, 0, 1),
    ]
    assert await listed(county) == [("area", "teaching_area"), ("A1", county.school(2))]
    assert await listed(county, kind="organisation") == [("A1", county.school(2))]
    page = (await county.get("/code-mappings", by="sender", limit=1)).body
    rest = (await county.get("/code-mappings", by="sender", limit=1, cursor=page["next"])).body
    assert [each["own_code"] for each in page["items"] + rest["items"]] == ["area", "A1"]


async def test_a_dry_run_maps_nothing(county: County) -> None:
    assert (await put(county, school("A1", county.school(1)), dry_run=True)).body["created"] == 1
    assert await listed(county) == []


async def test_readings_by_own_codes_and_by_ours_are_the_same_readings(county: County) -> None:
    await put(county, school("A1", county.school(1)), item("面积", "teaching_area"))
    assert (await county.submit(reading("A1", 5, "面积"))).status == 201
    assert await county.value(1) == 5
    assert (await county.submit(county.reading(1, 5))).body["counts"]["unchanged"] == 1
    wide = "机构代码,面积\nA1,6\n".encode()
    assert (await county.post(wide, "text/csv", period=PERIOD)).body["counts"]["updated"] == 1
    both = await county.submit(reading("A1", 5), county.reading(1, 7))
    assert both.conflicts["twice_in_body"]["indexes"] == [0, 1]


async def test_another_sender_does_not_share_the_codes(county: County) -> None:
    await put(county, school("A1", county.school(1)))
    answer = await county.submit(reading("A1", 5), by="sender2")
    assert answer.conflicts["unknown_organisation"]["objects"]["organisations"] == ["A1"]


async def test_a_change_of_the_mapping_holds_for_the_next_submission(county: County) -> None:
    for number, code in ((1, county.school(1)), (2, county.school(2))):
        await put(county, school("A1", code))
        assert (await county.submit(reading("A1", number))).status == 201
    assert [await county.value(1), await county.value(2)] == [1, 2]
    await put(county, school("A1", None))
    assert set((await county.submit(reading("A1", 3))).conflicts) == {"unknown_organisation"}


async def test_a_conflict_shows_the_senders_own_code_beside_ours(county: County) -> None:
    await put(county, school("A1", county.school(1)), item("area", "teaching_area"))
    conflict = (await county.submit(reading("A1", -1, "area"), county.reading(2, -1))).conflicts["negative"]
    assert conflict["objects"]["organisations"] == [county.school(1), county.school(2)]
    assert conflict["own_codes"] == {
        "organisations": {county.school(1): "A1"},
        "indicators": {"teaching_area": "area"},
    }


async def test_what_the_sender_no_longer_reports_for_is_unknown_and_not_named(county: County) -> None:
    await put(county, school("A1", county.school(1)))
    async with county.database.transaction() as session:
        grants = [{"role": "sender", "organisation": county.school(2)}]
        body = {"kind": "client", "name": "sender", "active": True, "grants": grants}
        await write_principal(session, county.who("sender"), body)
        await session.commit()
    answers = [await county.submit(reading(own, 1)) for own in ("A1", "A9")]
    assert county.school(1) not in str(answers[0].body)
    lost, invented = (answer.conflicts["unknown_organisation"] for answer in answers)
    for conflict in (invented, lost):
        del conflict["objects"], conflict["example"]["reading"]
    assert invented == lost


async def test_a_code_that_became_one_of_ours_later_is_refused_until_somebody_says_which(county: County) -> None:
    late = f"{county.code}-late"
    await put(county, school(late, county.school(1)))
    assert (await county.submit(reading(late, 1))).status == 201
    path = f"/000000/{county.code}/{late}"
    async with county.database.transaction() as session:
        await apply_organisations(session, [organisation(late, county.code, path, "school", school_kind="primary")])
        await session.commit()
    answer = await county.submit(reading(late, 2), county.reading(1, 3), mode="valid_only")
    assert (set(answer.conflicts), answer.body["counts"]["updated"]) == ({"ambiguous_code"}, 1)
    await put(county, school(late, None))
    assert (await county.submit(reading(late, 2))).status == 201


async def test_a_declared_scope_may_name_own_codes(county: County) -> None:
    await put(county, school("A1", county.school(1)), item("area", "teaching_area"))
    await county.submit(county.reading(1, 5), county.reading(1, 40, "pupils.primary"))
    scope = {"organisations": ["A1"], "period": PERIOD, "indicators": ["teaching_area", "pupils.primary"]}
    answer = await county.submit(reading("A1", 6, "area"), scope=scope)
    assert (answer.body["counts"]["updated"], answer.body["counts"]["withdrawn"]) == (1, 1)
    wrong = await county.submit(reading("A1", 6, "area"), scope={**scope, "organisations": ["A1", "A2"]})
    assert [each["pointer"] for each in wrong.body["errors"]] == ["/scope/organisations/1"]


@pytest.mark.parametrize("prefer", [None, "respond-async"])
async def test_a_body_that_waits_is_translated_as_any_other(county: County, prefer: str | None) -> None:
    await put(county, school("A1", county.school(1)))
    body = f"organisation,indicator,period,value\nA1,teaching_area,{PERIOD},8\n".encode()
    answer = await county.post(body, "text/csv", prefer=prefer)
    if prefer:
        answer = await county.settled(answer.body["submission"])
    assert answer.status in (200, 201)
    assert await county.value(1) == 8


CODES = st.sampled_from("abcdef")


@given(st.lists(CODES, min_size=1, max_size=8), st.dictionaries(CODES, CODES), st.sets(CODES))
def test_no_translation_names_what_is_not_usable_and_equal_meanings_become_one_code(
    sent: list[str], own: dict[str, str], usable: set[str]
) -> None:
    translation = Translation.of(set(sent), own, usable & meant_by(sent, own))
    column = translation.column(Coded.of(sent))
    assert len(set(column.codes)) == len(column.codes)
    for row, code in enumerate(sent):
        meant = column.code(row)
        assert meant == code or (meant == own[code] and meant in usable and code not in usable)
        assert (code in translation.ambiguous) == (code in own and own[code] != code and code in usable)

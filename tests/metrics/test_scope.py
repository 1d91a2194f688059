"""A declared scope replaces: what stands in it and is not sent again is withdrawn, and its history stays."""

from typing import Any

import pytest

from tests.metrics.county import PERIOD, County, collection


def scope(county: County, *schools: int, **more: Any) -> dict[str, Any]:
    return {"organisations": [county.school(number) for number in schools], "period": PERIOD, **more}


async def history(county: County, number: int, indicator: str = "teaching_area") -> list[dict[str, Any]]:
    key = {"organisation": county.school(number), "indicator": indicator, "period": PERIOD}
    items: list[dict[str, Any]] = (await county.get("/readings/history", by="auditor", **key)).body["items"]
    return items


async def test_a_scope_outside_the_grant_is_refused_by_place(county: County) -> None:
    answer = await county.submit(county.reading(1, 5), by="school1", scope=scope(county, 1, 2))
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "unknown_organisation")
    assert answer.body["errors"][0]["pointer"] == "/scope/organisations/1"


async def test_what_was_left_out_is_withdrawn_and_kept_in_its_history(county: County) -> None:
    await county.submit(county.reading(1, 5), county.reading(1, 300, "pupils.primary"))
    answer = await county.submit(county.reading(1, 300, "pupils.primary"), scope=scope(county, 1))
    assert answer.body["counts"] == {"created": 0, "updated": 0, "unchanged": 1, "rejected": 0, "withdrawn": 1}
    assert await county.value(1) is None
    assert await county.value(1, "pupils.primary") == 300
    assert [(each["value"], each["withdrawn"]) for each in await history(county, 1)] == [(5, False), (None, True)]


async def test_what_was_withdrawn_is_missing_again_and_can_be_sent_anew(county: County) -> None:
    await county.submit(county.reading(1, 5))
    await county.submit(county.reading(1, 300, "pupils.primary"), scope=scope(county, 1))
    owed = (await county.get("/obligations", by="school1", as_of="2021-10-01")).body["items"]
    assert owed[0]["to_send"] == ["teaching_area"]
    assert owed[0]["unknown"] == []
    again = await county.submit(county.reading(1, 5))
    assert again.body["counts"]["created"] == 1
    assert [each["version"] for each in await history(county, 1)] == [1, 2, 3]


async def test_a_scope_of_which_nothing_is_left_withdraws_all(county: County) -> None:
    await county.submit(county.reading(1, 5), county.reading(2, 6))
    refused = await county.submit()
    assert (refused.status, refused.body["errors"][0]["code"]) == (422, "too_short")
    answer = await county.submit(scope=scope(county, 1))
    assert (answer.status, answer.body["counts"]["withdrawn"]) == (201, 1)
    assert (await county.value(1), await county.value(2)) == (None, 6)


async def test_a_scope_reaches_no_other_school_indicator_or_period(county: County) -> None:
    await county.submit(county.reading(1, 5), county.reading(2, 6), county.reading(1, 300, "pupils.primary"))
    narrow = scope(county, 1, indicators=["teaching_area"])
    answer = await county.submit(county.reading(1, 7), scope=narrow)
    assert answer.body["counts"]["withdrawn"] == 0
    assert (await county.value(2), await county.value(1, "pupils.primary")) == (6, 300)


async def test_a_scope_withdraws_nothing_that_only_closed_collections_ask_for(county: County) -> None:
    asked = collection(county, indicators=["pupils.primary"])
    await county.call("PUT", f"/collections/{county.code}.open", by="administrator", json=asked)
    await county.submit(county.reading(1, 5), county.reading(1, 300, "pupils.primary"))
    await county.call(
        "PUT", f"/collections/{county.code}", by="administrator", json=collection(county, status="closed")
    )
    changed = county.reading(1, 310, "pupils.primary")
    refused = await county.submit(changed, scope=scope(county, 1))
    assert refused.conflicts.keys() == {"withdrawal_outside_window"}
    assert county.code in refused.conflicts["withdrawal_outside_window"]["example"]["expected"]
    taken = await county.submit(changed, scope=scope(county, 1), mode="valid_only")
    assert [taken.body["counts"][name] for name in ("updated", "rejected", "withdrawn")] == [1, 1, 0]
    assert await county.value(1) == 5
    assert (await county.submit(changed, scope=scope(county, 1, indicators=["pupils.primary"]))).status == 200


async def test_a_refused_reading_is_not_taken_for_left_out(county: County) -> None:
    await county.submit(county.reading(1, 5), county.reading(1, 300, "pupils.primary"))
    wrong = county.reading(1, -1)
    answer = await county.submit(
        wrong, county.reading(1, 300, "pupils.primary"), mode="valid_only", scope=scope(county, 1)
    )
    assert (answer.body["counts"]["rejected"], answer.body["counts"]["withdrawn"]) == (1, 0)
    assert await county.value(1) == 5


@pytest.mark.parametrize(("reason", "status"), [(None, 422), ("the building was sold", 201)])
async def test_an_approved_value_is_withdrawn_only_with_a_reason(
    county: County, reason: str | None, status: int
) -> None:
    await county.approved(county.reading(1, 5))
    more: dict[str, Any] = {} if reason is None else {"correction_reason": reason}
    sent = await county.submit(county.reading(1, 300, "pupils.primary"), scope=scope(county, 1), **more)
    assert sent.status == status
    if reason is None:
        assert sent.conflicts["withdrawal_unreasoned"]["example"]["reading"]["indicator"] == "teaching_area"
        assert await county.value(1) == 5
    else:
        assert await county.value(1) is None
        assert await county.value(1, approved_only=True) == 5
        assert (await county.review(sent.body["submission"], "approved")).status == 201
        assert await county.value(1, approved_only=True) is None

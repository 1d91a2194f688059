"""Facts, grades and evidence: sent, kept, given out, published; and indicators that contradict themselves."""

from decimal import Decimal
from typing import Any

import pytest

from tests.metrics.county import PERIOD, County
from tests.metrics.province import item, reading

PAPER = "Decision No. 12 of 2021, 1 September 2021"


@pytest.mark.parametrize("value", [1, 0, "true", "yes", [True]])
async def test_a_fact_is_true_or_false_and_nothing_like_it(province: County, value: Any) -> None:
    answer = await province.submit(reading(province, "-a-education", "employed_by_county", value))
    assert answer.conflicts["wrong_type"]["example"]["expected"] == "true, false or null"


@pytest.mark.parametrize("value", ["excellent", 3, True])
async def test_a_grade_is_one_of_the_codes_that_the_report_names(province: County, value: Any) -> None:
    answer = await province.submit(reading(province, "-a-rural", "culture", value))
    assert "poor, pass, good" in answer.conflicts["wrong_type"]["example"]["expected"]


async def test_a_fact_without_its_document_is_sent_back_to_the_organisation_itself(province: County) -> None:
    answer = await province.submit(reading(province, "-a-education", "employed_by_county", True))
    assert set(answer.conflicts) == {"evidence_missing"}
    assert answer.conflicts["evidence_missing"]["action_owner"] == "school"
    empty = await province.submit(reading(province, "-a-education", "employed_by_county", True, evidence=" "))
    assert (empty.status, empty.body["errors"][0]["pointer"]) == (422, "/readings/0/evidence")


async def test_facts_and_grades_come_back_as_they_were_sent(province: County) -> None:
    sent = [
        reading(province, "-a-education", "employed_by_county", True, evidence=PAPER),
        reading(province, "-b-education", "employed_by_county", False),
        reading(province, "-a-rural", "culture", "good"),
        reading(province, "-b-rural", "culture", "poor"),
        reading(province, "-a-finance", "budget", Decimal("1.5")),
        reading(province, "-b-finance", "budget", None, unknown_reason="the accounts are open"),
    ]
    plain = [{**each, "value": 1.5} if each["value"] == Decimal("1.5") else each for each in sent]
    assert (await province.submit(*plain)).status == 201
    found = (await province.get("/readings", by="auditor")).body["items"]
    shown = {(each["organisation"], each["indicator"]): (each["value"], each["evidence"]) for each in found}
    assert shown == {(each["organisation"], each["indicator"]): (each["value"], each.get("evidence")) for each in sent}
    assert [type(value) for value, _ in shown.values()].count(bool) == 2
    key = {"organisation": f"{province.code}-a-rural", "indicator": f"{province.code}.culture", "period": PERIOD}
    assert (await province.get("/readings/history", by="auditor", **key)).body["items"][0]["value"] == "good"


async def test_the_feed_carries_the_number_and_the_document(province: County) -> None:
    submission = (
        await province.submit(
            reading(province, "-a-education", "employed_by_county", True, evidence=PAPER),
            reading(province, "-a-rural", "culture", "pass"),
        )
    ).body["submission"]
    said = await province.published(f"{submission}/1")
    assert {each["organisation"]: (each["value"], each["evidence"]) for each in said["readings"]} == {
        f"{province.code}-a-education": (1, PAPER),
        f"{province.code}-a-rural": (2, None),
    }


async def test_the_feed_says_everything_that_a_reader_of_an_indicator_needs(province: County) -> None:
    given = item(province, "culture")
    assert await province.published(given["code"]) == {
        **{name: given[name] for name in ("title", "unit", "value_type", "grades", "period", "population")},
        "stage": None,
        "reported_by": {**given["reported_by"], "functions": [], "levels": []},
        "evidence_needed": False,
    }


async def test_a_document_named_later_is_a_correction_and_a_repeat_without_it_is_none(province: County) -> None:
    plain = reading(province, "-a-rural", "culture", "good")
    await province.submit(plain)
    assert (await province.submit({**plain, "evidence": PAPER})).body["counts"]["updated"] == 1
    assert (await province.submit(plain)).body["counts"]["unchanged"] == 1
    assert (await province.submit({**plain, "evidence": PAPER})).body["counts"]["unchanged"] == 1


async def test_the_document_of_what_is_approved_may_be_sent_again_and_changes_only_with_a_reason(
    province: County,
) -> None:
    given = reading(province, "-a-education", "employed_by_county", True, evidence=PAPER)
    await province.approved(given)
    assert (await province.submit(given)).body["counts"]["unchanged"] == 1
    later = {**given, "evidence": "Decision No. 3 of 2022"}
    assert set((await province.submit(later)).conflicts) == {"reason_needed"}
    await province.submit(later, correction_reason="replaced by a newer decision")
    assert (await province.submit(given)).body["counts"]["updated"] == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"value_type": "grade", "grades": []},
        {"value_type": "integer"},
        {"grades": [{"code": "good", "title": {"zh": "好", "en": "good"}}] * 2},
        {"value_type": "decimal", "grades": [], "evidence_needed": True},
        {"period": "week"},
        {"reported_by": {"kind": "school", "levels": ["town"]}},
        {"applies_to": ["primary"]},
    ],
)
async def test_an_indicator_that_contradicts_itself_is_refused(province: County, changed: dict[str, Any]) -> None:
    body = {"indicators": [item(province, "culture", **changed)]}
    assert (await province.call("POST", "/indicators", by="administrator", json=body)).status == 422


async def test_an_indicator_is_listed_as_it_was_given(province: County) -> None:
    await province.call("POST", "/indicators", by="administrator", json={"indicators": [item(province, "culture")]})
    listed = (await province.get("/indicators", by="unit1", limit=1000)).body["items"]
    shown = next(each for each in listed if each["code"] == f"{province.code}.culture")
    assert shown["reported_by"].items() >= item(province, "culture")["reported_by"].items()
    assert [grade["code"] for grade in shown["grades"]] == ["poor", "pass", "good"]

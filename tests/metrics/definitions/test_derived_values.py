"""Values of derived indicators: exact, never zero for want of a reading, explained with their numbers."""

from decimal import Decimal
from typing import Any

from tests.metrics.county import PERIOD
from tests.metrics.definitions.district import BEFORE, District


async def values(district: District, by: str = "auditor", **asked: Any) -> list[dict[str, Any]]:
    """Those of the district's own derived indicators, a page at a time."""
    params: dict[str, Any] = {"period": PERIOD, "below": district.code, **asked}
    found: list[dict[str, Any]] = []
    while True:
        answer = await district.get("/derived-values", by=by, **params)
        assert answer.status == 200, answer
        assert len(answer.body["items"]) <= params.get("limit", 200)
        found += [each for each in answer.body["items"] if each["indicator"].startswith(f"{district.code}.")]
        if answer.body["next"] is None:
            return found
        params["cursor"] = answer.body["next"]


async def explained(district: District, number: int, name: str = "space", by: str = "auditor", **more: Any) -> Any:
    asked = {"organisation": district.school(number), "indicator": district.item(name), "period": PERIOD, **more}
    return await district.get("/derived-values/explanation", by=by, **asked)


async def test_a_school_sees_its_own_and_no_other(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    assert [each["organisation"] for each in await values(district, "school2")] == [district.school(2)]
    assert (await explained(district, 1, by="school2")).status == 404
    assert (await explained(district, 2, by="school2")).status == 200
    assert len(await values(district)) == 8


async def test_derived_values_would_give_small_cells_away_and_are_closed_to_outsiders(district: District) -> None:
    asked = {"period": PERIOD, "below": district.code}
    assert (await district.get("/derived-values", by="dashboard", **asked)).status == 404


async def test_a_period_or_an_organisation_is_asked_for(district: District) -> None:
    answer = await district.get("/derived-values", by="auditor")
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "filter_missing")
    answer = await district.get("/derived-values", by="auditor", period=PERIOD, cursor="MTIK")
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "cursor_invalid")


async def test_a_quotient_is_exact_or_says_that_it_was_rounded(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.sent(
        *(
            district.of(1, "area", 1),
            district.of(1, "pupils", 8),
            district.of(2, "area", 1),
            district.of(2, "pupils", 3),
        )
    )
    one, two, *_ = await values(district)
    assert (one["status"], one["value"], one["exact"]) == ("known", 0.125, True)
    assert (two["status"], two["value"], two["exact"]) == ("known", Decimal("0.333333333333333"), False)


async def test_what_is_missing_is_named_with_its_reason_and_is_never_zero(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.sent(district.of(1, "area", None, unknown_reason="正在测量"), district.of(2, "area", 50))
    one, two, *_ = await values(district)
    assert [each["status"] for each in (one, two)] == ["unknown", "unknown"]
    assert one["missing"] == [
        {"indicator": district.item("area"), "period": PERIOD, "reason": "正在测量"},
        {"indicator": district.item("pupils"), "period": PERIOD, "reason": None},
    ]
    assert (two["value"], [each["indicator"] for each in two["missing"]]) == (None, [district.item("pupils")])


async def test_a_division_by_zero_is_undefined(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.sent(district.of(1, "area", 5), district.of(1, "pupils", 0))
    one, *_ = await values(district, organisation=district.school(1))
    assert (one["status"], one["value"], one["undefined_because"]) == ("undefined", None, "division_by_zero")


async def test_only_approved_readings_count_where_only_they_are_asked_for(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.approved(district.of(1, "area", 10), district.of(1, "pupils", 5))
    await district.sent(district.of(1, "area", 20), correction_reason="更正")
    asked = {"organisation": district.school(1)}
    assert [each["value"] for each in await values(district, **asked)] == [4]
    assert [each["value"] for each in await values(district, approved_only=True, **asked)] == [2]


async def test_what_was_returned_or_withdrawn_is_missing(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    answer = await district.sent(district.of(1, "area", 10), district.of(1, "pupils", 5))
    await district.review(answer.body["submission"], "returned", reason="请核对")
    assert [each["status"] for each in await values(district, organisation=district.school(1))] == ["unknown"]


async def test_the_year_before_and_what_is_derived_of_it_can_be_named(district: District) -> None:
    await district.defined(
        district.derived("space", "{area} / {pupils}"),
        district.derived("growth", "{space} - previous({space})"),
        district.derived("density", "{growth} - previous({growth})", valid_from="2019-2020"),
    )
    for period, area in (("2020-2021", 100), (PERIOD, 120)):
        await district.sent(district.of(1, "area", area, period), district.of(1, "pupils", 10, period))
    found = {each["indicator"]: each for each in await values(district, organisation=district.school(1))}
    assert found[district.item("growth")]["value"] == 2
    assert found[district.item("density")]["status"] == "unknown"
    assert found[district.item("density")]["missing"] == [
        {"indicator": district.item("growth"), "period": BEFORE, "reason": None}
    ]


async def test_pages_join_without_gap_or_double(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"), district.derived("density", "2 * {space}"))
    whole = [(each["organisation"], each["indicator"]) for each in await values(district)]
    assert len(whole) == len(set(whole)) == 16
    assert [(each["organisation"], each["indicator"]) for each in await values(district, limit=3)] == whole


async def test_an_explanation_has_the_formula_with_its_numbers_in_both_languages(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.sent(district.of(1, "area", 10), district.of(1, "pupils", 4))
    told = (await explained(district, 1)).body
    assert told["formula"] == district.written("{area} / {pupils}")
    assert told["line"] == {"zh": "10 ㎡ / 4 人 = 2.5 ㎡/人", "en": "10 m2 / 4 person = 2.5 m2/person"}
    assert [(each["indicator"], each["value"], each["unit"]) for each in told["operands"]] == [
        (district.item("area"), 10, "㎡"),
        (district.item("pupils"), 4, "人"),
    ]
    assert [each["result"]["zh"] for each in told["steps"]] == ["2.5 ㎡/人"]
    assert (told["version"], told["valid_from_day"], told["reference"]["clause"]) == (1, "2020-09-01", "第四条")


async def test_an_explanation_names_what_is_missing(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    told = (await explained(district, 1)).body
    assert "未知" in told["result"]["zh"]
    assert district.item("area") in told["result"]["zh"]


async def test_what_is_not_derived_has_no_explanation(district: District) -> None:
    assert (await explained(district, 1, "area")).status == 404

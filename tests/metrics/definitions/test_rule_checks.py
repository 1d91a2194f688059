"""Rules run over what stands, for who looks at a district."""

from typing import Any

from tests.metrics.county import PERIOD
from tests.metrics.definitions.district import District


async def checked(district: District, by: str = "reviewer", **asked: Any) -> list[dict[str, Any]]:
    """What breaks the district's own rules, a page at a time."""
    params: dict[str, Any] = {"period": PERIOD, "below": district.code, **asked}
    found: list[dict[str, Any]] = []
    while True:
        answer = await district.get("/rules/checks", by=by, **params)
        assert answer.status == 200, answer
        found += [each for each in answer.body["items"] if each["rule"].startswith(f"{district.code}.")]
        if answer.body["next"] is None:
            return found
        params["cursor"] = answer.body["next"]


async def sent_before_there_were_rules(district: District) -> None:
    readings = [district.of(n, name, value) for n in (1, 2, 3) for name, value in (("pupils", 5), ("boarders", n * 4))]
    await district.sent(*readings)
    await district.defined(district.boarders_within(), district.holds("even", '{boarders} != 8 "人"'))


async def test_a_school_sees_where_it_breaks_rules_itself_and_nobody_else_does(district: District) -> None:
    await sent_before_there_were_rules(district)
    assert {each["organisation"] for each in await checked(district, "school2")} == {district.school(2)}
    assert await checked(district, "school1") == []
    assert (await district.get("/rules/checks", by="dashboard", period=PERIOD)).status == 404


async def test_every_break_is_listed_with_its_numbers(district: District) -> None:
    await sent_before_there_were_rules(district)
    found = await checked(district)
    assert [(each["organisation"], each["rule"]) for each in found] == [
        (district.school(2), district.item("boarders_within")),
        (district.school(2), district.item("even")),
        (district.school(3), district.item("boarders_within")),
    ]
    assert found[0]["line"]["en"] == "8 person <= 5 person = no"
    assert found[0]["values"][0] == {"indicator": district.item("boarders"), "period": PERIOD, "value": 8}
    assert (found[0]["severity"], found[0]["action_owner"], found[0]["version"]) == ("blocking", "school", 1)


async def test_it_can_be_narrowed_and_pages_join(district: District) -> None:
    await sent_before_there_were_rules(district)
    whole = await checked(district)
    assert await checked(district, limit=1) == whole
    assert await checked(district, severity="warning") == whole[1:2]
    assert await checked(district, rule=district.item("boarders_within")) == [whole[0], whole[2]]
    assert await checked(district, organisation=district.school(3)) == whole[2:]
    assert await checked(district, period="2020-2021") == []


async def test_only_approved_values_are_asked_about_where_only_they_are_meant(district: District) -> None:
    await sent_before_there_were_rules(district)
    assert await checked(district, approved_only=True) == []


async def test_an_outlier_is_found_with_its_peers_beyond_the_page(district: District) -> None:
    test = {"kind": "outlier", "of": district.item("area"), "factor": 5, "difference": 2, "peers": 4}
    await district.sent(*[district.of(n, "area", 900 if n == 8 else 40 + n) for n in range(1, 9)])
    await district.defined(district.rule("apart", test))
    (found,) = await checked(district, organisation=district.school(8))
    assert "7 others of the county" in found["line"]["en"]

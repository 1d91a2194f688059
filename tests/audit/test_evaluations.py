"""Process, value added and results side by side, at the door."""

from typing import Any

import pytest

from tests.audit.county import PERIOD, Answer, County
from tests.audit.feeds import PLANS
from tests.audit.policy import policy
from tests.audit.work import report, tell_task

SCHEME = {
    "points": {"results": {"strong": 60, "sound": 50, "attention": 10}},
    "grades": [{"name": "良好", "least": 50}, {"name": "待改进", "least": 0}],
    "authority": "虚构县教育督导委员会",
}


async def evaluated(county: County, *, by: str = "supervisor", **changed: Any) -> Answer:
    await county.current()
    body = {"organisation": county.code, "period": PERIOD, "as_of": "2022-12-31"}
    return await county.post("/evaluations", body | changed, by=by)


async def test_who_is_evaluated_does_not_evaluate(county: County) -> None:
    for stranger in ("s1", "education"):
        assert (await evaluated(county, by=stranger)).status == 404
    assert (await evaluated(county, organisation="county-elsewhere")).status == 404
    assert (await evaluated(county, peers_within="000000")).status == 404


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"period": "2021"}, "body_invalid"),
        ({"scheme": {**SCHEME, "points": {"results": {"sound": 5}}}}, "body_invalid"),
        ({"scheme": {**SCHEME, "grades": SCHEME["grades"][::-1]}}, "body_invalid"),  # type: ignore[index]
        ({"standard": "none"}, "standard_unknown"),
    ],
)
async def test_what_makes_no_sense_is_refused(county: County, changed: dict[str, Any], code: str) -> None:
    answer = await evaluated(county, **changed)
    assert (answer.status, answer.body["code"]) == (422, code)


async def test_nothing_known_is_no_failure(county: County) -> None:
    found = (await evaluated(county)).body
    assert found["band"] == "cannot_decide"
    assert (found["results"]["assessment"], found["process"]["band"]) == (None, None)
    assert {each["counts"]["cannot_decide"] for each in found["value_added"]["criteria"]} == {4}
    assert found["process"]["silent"] == [county.at(name) for name in ("s1", "s2", "s3")]
    assert found["process"]["not_told"] == ["due_days_of_collections", "items_owed"]


async def test_the_parts_stand_beside_each_other_and_one_failure_shows(county: County) -> None:
    for name in ("s1", "s2", "s3"):
        county.report(name)
    county.report_items()
    await county.current()
    run = (await county.assess()).body
    found = (await evaluated(county)).body
    assert run["verdict"] == "met"
    assert (found["results"]["assessment"], found["results"]["band"]) == (run["id"], "sound")
    assert (found["process"]["reported"], found["process"]["silent"]) == (5, [])
    county.feeds.publish(PLANS, "plan", f"{county.code}-policy", policy(county, []))
    tell_task(county, "t", report(1, "2022-07-01", "a"))
    late = (await evaluated(county)).body
    assert late["process"]["tasks"] == {"on_time": 0, "late": 1, "open": 0}
    assert late["process"]["steps"] == {"on_time": 0, "late": 2, "open": 0}
    assert (late["process"]["band"], late["band"]) == ("attention", "attention")


async def test_reports_are_late_only_where_somebody_says_by_when_they_were_due(county: County) -> None:
    county.report("s1")
    county.send("s2", {"pupils.junior_secondary": 5})
    assert (await evaluated(county)).body["process"]["reports"] is None
    found = (await evaluated(county, reports_due_on="2021-09-01")).body["process"]
    assert found["reports"] == {"on_time": 2, "late": 1, "open": 0}
    assert (found["waiting"], found["silent"]) == (1, [county.at("s3")])
    early = (await evaluated(county, reports_due_on="2021-08-31")).body["process"]
    assert early["reports"] == {"on_time": 0, "late": 3, "open": 0}


async def test_a_school_is_evaluated_by_its_row_of_the_assessment_named(county: County) -> None:
    for name in ("s1", "s2", "s3"):
        county.report(name, **({"outdoor_sports_area": 1} if name == "s2" else {}))
    await county.current()
    run = (await county.assess()).body["id"]
    for school, band in (("s1", "sound"), ("s2", "attention")):
        found = (await evaluated(county, organisation=county.at(school), assessment=run)).body
        assert found["results"]["band"] == band
    other = await evaluated(county, organisation=county.at("finance"), assessment=run)
    assert (other.status, other.body["code"]) == (404, "not_scored")


async def test_points_are_given_by_the_scheme_that_is_sent_and_by_no_other(county: County) -> None:
    open_ = (await evaluated(county, scheme=SCHEME)).body["graded"]
    assert (open_["total"], open_["grade"], open_["open"]) == (None, None, ["results"])
    for name in ("s1", "s2", "s3"):
        county.report(name)
    county.report_items()
    await county.current()
    await county.assess()
    found = (await evaluated(county, scheme=SCHEME)).body["graded"]
    assert (found["total"], found["grade"], found["authority"]) == (50, "良好", "虚构县教育督导委员会")
    assert (await evaluated(county)).body["graded"] is None

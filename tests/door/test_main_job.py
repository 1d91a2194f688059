"""The main job as the demo walks it: what it must show, and that walking it again doubles nothing."""

import pytest

from deploy.demo import walk
from deploy.demo.synthetic_planted import (
    CV_FAILS_BOTH_WAYS,
    CV_FAILS_WEIGHTED_ONLY,
    CV_UNDECIDED,
    DECIDED_DESPITE_MISSING_SCHOOL,
    EXACT_LINE_SCHOOL,
    FAILS_BELOW_FLOOR,
    FAILS_BY_TWO_MISSES,
    OPEN_SCHOOL,
    SPECIAL_SCHOOL,
)
from tests.door.walked import Walked


async def test_the_plan_has_the_counts_of_its_text(walked: Walked) -> None:
    plan = await walked.doors["demo.school"].get("/api/v1/plans/plans/pingluo-2019")
    expected = {"phases": 3, "programmes": 5, "measures": 14, "units": 16, "duties": 55, "targets": 29}
    assert {name: plan["counts"][name] for name in expected} == expected
    assert sum(unit["name_lost_in_source"] for unit in plan["units"]) == 3
    duties = await walked.admin.everything("/api/v1/plans/duties", plan="pingluo-2019")
    assert len(duties) == 55


async def test_schools_fail_and_pass_for_the_planted_reasons(walked: Walked) -> None:
    schools = (await walked.assessment())["summary"]["schools"]
    assert set(schools["not_met"]) == {*FAILS_BY_TWO_MISSES, *FAILS_BELOW_FLOOR}
    assert DECIDED_DESPITE_MISSING_SCHOOL in schools["not_met"]
    assert schools["cannot_decide"] == [OPEN_SCHOOL]
    assert EXACT_LINE_SCHOOL in schools["met"]
    assert SPECIAL_SCHOOL in [each["organisation"] for each in schools["excluded"]]


async def test_fourteen_coefficients_stand_weighted_and_unweighted_side_by_side(walked: Walked) -> None:
    lines = (await walked.assessment())["summary"]["comparisons"]
    assert len(lines) == 14
    failing = {(line["stage"], line["criterion"]) for line in lines if line["verdict"] == "not_met"}
    assert failing == {CV_FAILS_WEIGHTED_ONLY, *CV_FAILS_BOTH_WAYS}
    only_weighted = next(x for x in lines if (x["stage"], x["criterion"]) == CV_FAILS_WEIGHTED_ONLY)
    assert only_weighted["unweighted"] <= only_weighted["limit"] < only_weighted["coefficient"]
    undecided = {(line["stage"], line["criterion"]) for line in lines if line["verdict"] == "cannot_decide"}
    assert undecided == set(CV_UNDECIDED)


async def test_the_school_exactly_on_its_line_passes_and_sees_why(walked: Walked) -> None:
    assessment = await walked.assessment()
    path = f"/api/v1/audit/assessments/{assessment['id']}/explanation"
    found = await walked.doors["demo.school"].get(path, organisation=EXACT_LINE_SCHOOL, criterion="R5")
    assert (found["verdict"], found["borderline"], found["formula"]["exact"]) == ("met", True, "51/5")
    assert "(8316.8 + 740.8) ÷ 888 = 10.2" in found["formula"]["text"]["en"]


async def test_one_call_explains_a_failure_down_to_the_sender(walked: Walked) -> None:
    assessment = await walked.assessment()
    path = f"/api/v1/audit/assessments/{assessment['id']}/explanation"
    found = await walked.doors["demo.supervisor"].get(path, organisation=FAILS_BELOW_FLOOR[0], criterion="R5")
    assert found["verdict"] == "not_met"
    assert (found["line"]["line"], found["line"]["floor"]) == (7.5, 6.375)
    for datum in found["readings"]:
        assert datum["used"]["submission"].startswith("sub_")
        assert datum["used"]["sender"]["name"] == "Demo school information system (synthetic)"
        assert datum["used"]["reviewer"]["name"] == "Demo county reviewer"
    assert "7.5" in found["paragraph"]["zh"]
    assert "7.5" in found["paragraph"]["en"]


async def test_a_finding_names_a_unit_by_a_binding_or_says_that_the_plan_names_none(walked: Walked) -> None:
    findings = await walked.doors["demo.supervisor"].everything("/api/v1/audit/findings")
    assert all(finding["units"] or finding["units_note"]["en"] == "the plan names no unit" for finding in findings)
    assert {finding["criterion"] for finding in findings if not finding["units"]} == {"R7"}
    assert all(unit["place"] for finding in findings for unit in finding["units"])
    own = await walked.doors["demo.development"].everything("/api/v1/audit/findings")
    assert own
    assert {finding["criterion"] for finding in own} == {"R4", "R5"}


async def test_the_order_was_heard_confirmed_by_another_person_and_is_listed_for_its_unit(walked: Walked) -> None:
    (listed,) = await walked.doors["demo.development"].everything("/api/v1/audit/orders")
    order = await walked.doors["demo.development"].get(f"/api/v1/audit/orders/{listed['id']}")
    assert order["state"] == "confirmed"
    events = [event["event"] for event in order["log"]]
    actors = {event["event"]: event["actor"]["name"] for event in order["log"]}
    assert events == ["proposed", "stated", "confirmed"]
    assert len(set(actors.values())) == 3
    others = await walked.doors["demo.education"].everything("/api/v1/audit/orders")
    assert others == []


async def test_walking_again_doubles_nothing(walked: Walked, capsys: pytest.CaptureFixture[str]) -> None:
    before = await walked.tally()
    assert await walk.main(walked.house) == 0
    assert await walked.tally() == before
    assert "shown again, not repeated" in capsys.readouterr().out

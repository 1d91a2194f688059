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
    ITEMS_NOT_MET,
    ITEMS_UNDECIDED,
    OPEN_SCHOOL,
    SPECIAL_SCHOOL,
    UNREPORTED,
)
from deploy.demo.synthetic_schools import COUNTY
from tests.door.walked import Walked


async def test_the_plan_has_the_counts_of_its_text(walked: Walked) -> None:
    plan = await walked.doors["demo.school"].get("/api/v1/plans/plans/pingluo-2019")
    expected = {"phases": 3, "programmes": 5, "measures": 14, "units": 16, "duties": 55}
    assert {name: plan["counts"][name] for name in expected} == expected
    assert plan["counts"]["targets"]["total"] == 29
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


async def test_thirty_one_lines_stand_with_the_rule_for_schools_and_the_planted_ones_fail(walked: Walked) -> None:
    summary = (await walked.assessment())["summary"]
    lines = {line["code"]: line for line in summary["lines"]}
    assert [line["number"] for line in summary["lines"] if line["number"] is not None] == list(range(1, 32))
    items = {code: line["verdict"] for code, line in lines.items() if code[0] in "GQ"}
    assert {code for code, verdict in items.items() if verdict == "not_met"} == set(ITEMS_NOT_MET)
    assert {code for code, verdict in items.items() if verdict == "cannot_decide"} == set(ITEMS_UNDECIDED)
    missed = {each["code"]: each for code in ITEMS_NOT_MET for each in lines[code]["conditions"]}
    assert (missed["G5.1"]["value"], missed["G5.1"]["failing"]) == (46, 1)
    assert (missed["G11.2"]["exact"], missed["G11.2"]["line"]) == ("4000/201", 20)
    assert (missed["Q9.6"]["value"], missed["Q9.6"]["line"], missed["Q9.6"]["verdict"]) == (0.15, 0.15, "not_met")


async def test_what_one_school_left_out_leaves_one_item_open_and_is_named(walked: Walked) -> None:
    assessment = await walked.assessment()
    path = f"/api/v1/audit/assessments/{assessment['id']}/figures/Q7.3"
    found = await walked.doors["demo.supervisor"].get(path)
    school, item = UNREPORTED
    worst = found["organisations"][0]
    assert (found["result"]["verdict"], worst["organisation"]["code"]) == ("cannot_decide", school)
    assert [(each["indicator"], each["reading"]) for each in worst["readings"]] == [(item, None)]


async def test_vetoes_and_the_survey_are_clear_and_the_indicators_alone_stop_recognition(walked: Walked) -> None:
    recognition = (await walked.assessment())["summary"]["recognition"]
    assert {each["verdict"] for each in recognition["provisos"]} == {"met"}
    assert len(recognition["provisos"]) == 9
    assert (recognition["verdict"], recognition["stopped_by"]) == ("not_met", ["indicators"])


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
    assert {finding["criterion"] for finding in findings if not finding["units"]} == {"R7", "G5", "Q9"}
    assert all(unit["place"] for finding in findings for unit in finding["units"])
    own = await walked.doors["demo.development"].everything("/api/v1/audit/findings")
    assert own
    assert {finding["criterion"] for finding in own} == {"R4", "R5"}


async def test_the_order_was_heard_confirmed_by_another_person_and_is_listed_for_its_unit(walked: Walked) -> None:
    door = walked.doors["demo.development"]
    (listed,) = await door.everything("/api/v1/audit/cases", kind="rectification")
    order = await walked.doors["demo.development"].get(f"/api/v1/audit/cases/{listed['id']}")
    assert order["state"] == "under_way", "it was given more time"
    events = [event["step"] for event in order["log"]]
    actors = {event["step"]: event["actor"]["name"] for event in order["log"] if event["actor"]}
    assert events == ["proposed", "stated", "confirmed", "review_time_over", "extended"]
    assert len(actors) == len(set(actors.values())) == 3
    others = await walked.doors["demo.education"].everything("/api/v1/audit/cases")
    assert others == []


async def test_the_neglected_order_ended_in_a_decision_that_was_amended(walked: Walked) -> None:
    unit = walked.doors["demo.personnel"]
    (order,) = await unit.everything("/api/v1/audit/cases", kind="rectification")
    (case,) = await unit.everything("/api/v1/audit/cases", kind="outcome")
    assert (order["state"], case["state"]) == ("escalated", "decided")
    (known,) = (await walked.doors["demo.school"].get("/api/v1/audit/publications"))["items"]
    assert (known["case"], known["outcomes"]) == (case["id"], ["interview"])


async def test_the_ledger_holds_what_schools_lack(walked: Walked) -> None:
    supervisor, assessment = walked.doors["demo.supervisor"], await walked.assessment()
    lacking = await supervisor.everything(f"/api/v1/audit/assessments/{assessment['id']}/shortages")
    rows = await supervisor.everything("/api/v1/audit/ledger", organisation=COUNTY)
    surely = [each for each in lacking if "not_met" in [stage["verdict"] for stage in each["stages"]]]
    assert len(surely) < len(lacking), "what is only unknown is not taken for short"
    assert {(each["organisation"]["code"], each["criterion"]) for each in surely} == {
        (each["school"]["code"], each["criterion"]) for each in rows
    }


async def test_what_is_lacking_an_evaluation_and_a_sample_are_there_to_be_seen(walked: Walked) -> None:
    supervisor, assessment = walked.doors["demo.supervisor"], await walked.assessment()
    lacking = await supervisor.everything(f"/api/v1/audit/assessments/{assessment['id']}/shortages")
    assert {each["criterion"] for each in lacking if each["to_add"]} == {"R1", "R3", "R4", "R5", "R6", "R7"}
    (sample,) = await supervisor.everything("/api/v1/audit/samples")
    assert sample["drawn"] >= 0.05 * sample["frame"]
    asked = {"organisation": sample["organisation"]["code"], "period": "2021-2022", "as_of": "2022-08-31"}
    evaluation = await supervisor.post("/api/v1/audit/evaluations", asked)
    assert evaluation["results"]["assessment"] == assessment["id"]
    known = [each["counts"]["as_expected"] for each in evaluation["value_added"]["criteria"]]
    assert len(known) == 7
    assert all(known)


async def test_walking_again_doubles_nothing(walked: Walked, capsys: pytest.CaptureFixture[str]) -> None:
    before = await walked.tally()
    assert await walk.main(walked.house) == 0
    assert await walked.tally() == before
    assert "shown again, not repeated" in capsys.readouterr().out

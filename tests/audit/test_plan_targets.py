"""The targets of a plan, assessed: verdict, figure, distance, trend, units, and the tree that hides no failure."""

from typing import Any

from tests.audit.county import County
from tests.audit.feeds import PLANS
from tests.audit.policy import every_school, policy, rate, target


def publish(county: County, *targets: dict[str, Any], **changed: Any) -> str:
    document = policy(county, list(targets), **changed)
    county.feeds.publish(PLANS, "plan", document["code"], document)
    return str(document["code"])


async def assess(county: County, plan: str, **changed: Any) -> dict[str, Any]:
    await county.current()
    answer = await county.assess(plan=plan, standard=None, period=None, **changed)
    assert answer.status == 201, answer.body
    body: dict[str, Any] = answer.body
    return body


async def targets(county: County, assessment: str) -> dict[str, dict[str, Any]]:
    answer = await county.get(f"/assessments/{assessment}/targets")
    assert answer.status == 200, answer.body
    return {item["code"]: item for item in answer.body["items"]}


async def test_a_target_shows_its_figure_its_distance_its_trend_and_the_units_bound_to_it(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    county.tell("education", {"enrolled": 80, "of_age": 100}, "2020-2021")
    county.tell("education", {"enrolled": 93, "of_age": 100}, "2021-2022")
    assessed = await assess(county, plan)
    found = (await targets(county, assessed["id"]))["T01"]
    assert (found["verdict"], found["value"], found["line"], found["distance"]) == ("met", 93, 90, 3)
    assert [(point["period"], point["verdict"], point["value"]) for point in found["trend"]] == [
        ("2020-2021", "not_met", 80),
        ("2021-2022", "met", 93),
    ]
    assert [(unit["organisation"]["code"], unit["role"], unit["place"]) for unit in found["units"]] == [
        (county.at("education"), "lead", "二1")
    ]


async def test_a_duty_list_binds_its_unit_and_a_measure_nobody_has_binds_none(county: County) -> None:
    plan = publish(
        county,
        target("T01", rate(), measure=None, responsible_unit="finance"),
        target("T02", rate(), measure="m2"),
    )
    county.tell("education", {"enrolled": 93, "of_age": 100})
    found = await targets(county, (await assess(county, plan))["id"])
    assert [unit["organisation"]["code"] for unit in found["T01"]["units"]] == [county.at("finance")]
    assert found["T02"]["units"] == []


async def test_one_failure_is_never_averaged_away_on_the_way_up(county: County) -> None:
    plan = publish(
        county,
        *(target(f"T{number:02d}", rate()) for number in range(1, 9)),
        target("T09", every_school("gates"), kind="coverage", comparison="all", value=None, unit=None),
    )
    county.tell("education", {"enrolled": 100, "of_age": 100})
    for school, gate in (("s1", 1), ("s2", 1), ("s3", 0)):
        county.tell(school, {"gates": gate})
    assessed = await assess(county, plan)
    assert assessed["verdict"] == "not_met"
    nodes = {node["code"]: node for node in assessed["summary"]["nodes"]}
    assert [nodes[code]["verdict"] for code in (plan, "p1", "m1")] == ["not_met"] * 3
    assert (nodes["m1"]["met"], nodes["m1"]["not_met"], nodes["m1"]["failing"]) == (8, 1, ["T09"])
    assert nodes["m2"]["verdict"] is None
    assert (await targets(county, assessed["id"]))["T09"]["failing"] == [county.at("s3")]


async def test_a_number_or_a_deadline_lost_in_the_source_is_never_met_by_default_and_never_overdue(
    county: County,
) -> None:
    lost = {"comparison": ">=", "value": None, "certainty": "lost", "kind": "lost_value", "unassessable": "value_lost"}
    plan = publish(
        county,
        target("T01", None, **lost),
        target("T02", rate(), deadline=None, deadline_text="到年底", deadline_certainty="lost"),
        target("T03", rate()),
    )
    county.tell("education", {"enrolled": 50, "of_age": 100})
    assessed = await assess(county, plan, as_of="2024-12-01")
    found = await targets(county, assessed["id"])
    assert (found["T01"]["verdict"], found["T01"]["reason"]) == ("cannot_decide", "value_lost")
    assert (found["T02"]["verdict"], found["T02"]["deadline_state"], found["T02"]["overdue"]) == (
        "not_met",
        "lost",
        False,
    )
    assert (found["T03"]["verdict"], found["T03"]["deadline_state"], found["T03"]["overdue"]) == (
        "not_met",
        "passed",
        True,
    )
    assert assessed["summary"]["nodes"][0]["overdue"] == 1


async def test_missing_is_never_zero_and_an_unapproved_reading_is_missing(county: County) -> None:
    plan = publish(county, target("T01", rate()), target("T02", every_school("gates"), comparison="all", value=None))
    county.send("education", {"enrolled": 50, "of_age": 100})
    county.tell("s1", {"gates": 1})
    found = await targets(county, (await assess(county, plan))["id"])
    assert found["T01"]["verdict"] == "cannot_decide"
    assert found["T02"]["verdict"] == "cannot_decide"
    missing = {(each["organisation"], each["indicator"]) for each in found["T02"]["missing"]}
    assert missing == {(county.at("s2"), "gates"), (county.at("s3"), "gates")}


async def test_what_is_not_in_force_or_has_an_unconfirmed_date_is_followed_for_information_only(
    county: County,
) -> None:
    inferred = {"dated": "2020-09-01", "date_certainty": "inferred"}
    plan = publish(county, target("T01", rate()), legal_status="draft_for_comment", document=inferred)
    county.tell("education", {"enrolled": 93, "of_age": 100})
    assessed = await assess(county, plan)
    assert assessed["verdict"] == "met"
    assert [reason["code"] for reason in assessed["information_only"]] == [
        "plan_not_in_force",
        "plan_date_unconfirmed",
    ]


async def test_all_31_asks_the_newest_assessment_of_the_standard(county: County) -> None:
    everything = {"kind": "all_of_standard", "comparison": "all_met", "value": 31, "unit": "项指标"}
    plan = publish(county, target("T01", {"standard": "compulsory-balanced-2017"}, **everything))
    before = await targets(county, (await assess(county, plan))["id"])
    assert before["T01"]["verdict"] == "cannot_decide"
    for school in ("s1", "s2", "s3"):
        county.report(school, multimedia_rooms=0)
    await county.current()
    assert (await county.assess(plan=None)).body["verdict"] == "not_met"
    after = await targets(county, (await assess(county, plan))["id"])
    assert after["T01"]["verdict"] == "not_met"
    assert after["T01"]["rests_on"]["period"] == "2021-2022"
    assert (await county.assess(plan=None, as_of="2016-01-01")).status == 201
    early = await targets(county, (await assess(county, plan, as_of="2021-10-30"))["id"])
    assert (early["T01"]["verdict"], early["T01"]["rests_on"]) == ("cannot_decide", None)


async def test_the_answer_to_why_names_every_reading_the_worst_organisation_first(county: County) -> None:
    plan = publish(county, target("T01", every_school("largest"), comparison="<=", value=45, unit="人/班"))
    for school, largest in (("s1", 44), ("s2", 46), ("s3", 45)):
        county.tell(school, {"largest": largest})
    assessed = await assess(county, plan)
    why = (await county.get(f"/assessments/{assessed['id']}/figures/T01")).body
    assert (why["result"]["verdict"], why["demand"]["comparison"], why["demand"]["value"]) == ("not_met", "<=", 45)
    first = why["organisations"][0]
    assert (first["organisation"]["code"], first["verdict"], first["value"]) == (county.at("s2"), "not_met", 46)
    (reading,) = first["readings"]
    assert (reading["value"], reading["sender"]["id"], reading["reviewer"]["id"]) == (46, "cli_1", "acc_1")
    page = (await county.get(f"/assessments/{assessed['id']}/figures/T01", limit=1)).body
    assert len(page["organisations"]) == 1
    rest = (await county.get(f"/assessments/{assessed['id']}/figures/T01", cursor=page["next"])).body
    assert len(rest["organisations"]) == 2


async def test_a_correction_after_the_assessment_changes_neither_it_nor_its_explanation(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    county.tell("education", {"enrolled": 93, "of_age": 100})
    assessed = await assess(county, plan)
    county.tell("education", {"enrolled": 20})
    again = await assess(county, plan)
    why = (await county.get(f"/assessments/{assessed['id']}/figures/T01")).body
    values = {reading["indicator"]: reading["value"] for reading in why["organisations"][0]["readings"]}
    assert values == {"enrolled": 93, "of_age": 100}
    assert (assessed["verdict"], again["verdict"]) == ("met", "not_met")


async def test_a_confirmed_date_binds_for_days_before_the_confirmation_too(county: County) -> None:
    inferred = {"dated": "2020-09-01", "date_certainty": "inferred"}
    plan = publish(county, target("T01", rate()), document=inferred)
    assert [each["code"] for each in (await assess(county, plan))["information_only"]] == ["plan_date_unconfirmed"]
    confirmed = {"dated": "2020-09-01", "date_certainty": "confirmed"}
    publish(county, target("T01", rate()), document=confirmed, revision=2, published_on="2026-01-01")
    assert (await assess(county, plan))["information_only"] == []


async def test_a_target_failed_by_an_earlier_year_is_explained_by_that_year(county: County) -> None:
    yearly = rate() | {"every_period": True, "since": "2020-2021"}
    plan = publish(county, target("T01", yearly))
    county.tell("education", {"enrolled": 80, "of_age": 100}, "2020-2021")
    county.tell("education", {"enrolled": 93, "of_age": 100}, "2021-2022")
    assessed = await assess(county, plan)
    found = (await targets(county, assessed["id"]))["T01"]
    assert (found["verdict"], found["failed_periods"]) == ("not_met", ["2020-2021"])
    path = f"/assessments/{assessed['id']}/figures/T01"
    why = (await county.get(path)).body
    assert (why["period"], why["figure"]["verdict"], why["figure"]["value"]) == ("2020-2021", "not_met", 80)
    assert {reading["period"] for reading in why["organisations"][0]["readings"]} == {"2020-2021"}
    newest = (await county.get(path, period="2021-2022")).body
    assert (newest["figure"]["verdict"], newest["figure"]["value"]) == ("met", 93)
    assert (await county.get(path, period="2019-2020")).status == 404


async def test_a_school_that_closes_later_stays_in_the_explanation_of_what_was_scored(county: County) -> None:
    plan = publish(county, target("T01", every_school("largest"), comparison="<=", value=45, unit="人/班"))
    for school, largest in (("s1", 44), ("s2", 46), ("s3", 45)):
        county.tell(school, {"largest": largest})
    assessed = await assess(county, plan)
    await county.change("s2", "school", 7, school_kind="junior_secondary", closed_on="2020-01-01")
    why = (await county.get(f"/assessments/{assessed['id']}/figures/T01")).body
    assert why["organisations"][0]["organisation"]["code"] == county.at("s2")
    assert why["figure"]["verdict"] == why["result"]["verdict"] == "not_met"


async def test_a_returned_reading_is_missing_and_a_later_review_changes_no_earlier_why(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    submission = county.send("education", {"enrolled": 93, "of_age": 100})
    county.review(submission, "education")
    assessed = await assess(county, plan)
    county.review(submission, "education", "returned")
    again = await assess(county, plan)
    assert (assessed["verdict"], again["verdict"]) == ("met", "cannot_decide")
    why = (await county.get(f"/assessments/{assessed['id']}/figures/T01")).body
    assert {reading["value"] for reading in why["organisations"][0]["readings"]} == {93, 100}
    assert {reading["reviewer"]["id"] for reading in why["organisations"][0]["readings"]} == {"acc_1"}


async def test_a_row_says_what_was_lost_what_was_late_and_what_is_open(county: County) -> None:
    lost = {"comparison": ">=", "value": None, "certainty": "lost", "kind": "lost_value", "unassessable": "value_lost"}
    plan = publish(county, target("T01", None, **lost), target("T02", rate(), deadline="2020-12-31"))
    county.tell("education", {"enrolled": 50, "of_age": 100}, "2020-2021")
    county.tell("education", {"enrolled": 95, "of_age": 100}, "2021-2022")
    assessed = await assess(county, plan)
    found = await targets(county, assessed["id"])
    assert (found["T02"]["verdict"], found["T02"]["late"], found["T02"]["overdue"]) == ("met", True, False)
    node = assessed["summary"]["nodes"][0]
    assert (node["undecided"], node["not_assessable"]) == (["T01"], 1)
    assert [(each["code"], each["parent"], each["parent_kind"]) for each in assessed["summary"]["nodes"]] == [
        (plan, None, None),
        ("p1", plan, "plan"),
        ("m1", "p1", "programme"),
        ("m2", "p1", "programme"),
    ]


async def test_a_plan_is_assessed_only_where_it_holds_and_a_run_names_what_it_assesses(county: County) -> None:
    plan = publish(county, target("T01", rate()), jurisdiction=county.at("s1"))
    await county.current()
    elsewhere = await county.assess(plan=plan, standard=None, period=None)
    assert (elsewhere.status, elsewhere.body["code"]) == (422, "plan_elsewhere")
    nothing = await county.assess(plan=None, standard=None, period=None)
    assert nothing.status == 422
    no_period = await county.assess(period=None)
    assert no_period.status == 422


async def test_strangers_and_schools_see_no_targets_of_a_plan(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    assessed = await assess(county, plan)
    for caller in ("s1", "education"):
        assert (await county.get(f"/assessments/{assessed['id']}/targets", by=caller)).status == 404
        assert (await county.get(f"/assessments/{assessed['id']}/figures/T01", by=caller)).status == 404
        assert (await county.get(f"/jurisdictions/{county.code}", by=caller, as_of="2021-10-31")).status == 404

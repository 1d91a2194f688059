"""Units are assessed by what plans bind to them, lead and cooperating apart, each with what proves it."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.feeds import PLANS
from tests.audit.policy import policy, rate, target
from tests.audit.work import report, tell_statement, tell_task, version

COOPERATING = {"role": "cooperating", "name_in_source": "财政局"}


def publish(county: County, *targets: dict[str, Any], **changed: Any) -> str:
    """m1 is led by the education bureau, and the finance bureau cooperates."""
    document = policy(county, list(targets), **changed)
    measures = document["programmes"][0]["measures"]
    measures[0]["assignments"].append({**COOPERATING, "organisation": county.at("finance")})
    county.feeds.publish(PLANS, "plan", document["code"], document)
    return str(document["code"])


async def assessed(
    county: County, unit: str = "education", *, by: str = "supervisor", as_of: str = "2022-12-31", **changed: Any
) -> Answer:
    await county.current()
    body = {"unit": county.at(unit), "since": "2022-01-01", "as_of": as_of}
    return await county.post("/unit-assessments", body | changed, by=by)


def works(answer: Answer, portion: str = "lead") -> dict[tuple[str, str], dict[str, Any]]:
    assert answer.status == 201, answer.body
    return {(each["kind"], each["code"]): each for each in answer.body[portion]["works"]}


async def test_a_supervisor_assesses_and_the_unit_reads_what_concerns_it(county: County) -> None:
    assert (await assessed(county, by="auditor")).status == 403
    assert (await assessed(county, unit="education", by="education")).status == 403
    assert (await assessed(county, since="2023-01-01")).status == 422
    kept = (await assessed(county)).body
    path = f"/unit-assessments/{kept['id']}"
    assert (await county.get(path, by="education")).body == kept
    assert (await county.get(path, by="finance")).status == 404
    assert (await county.get("/unit-assessments/none")).status == 404
    assert [each["id"] for each in (await county.get("/unit-assessments", by="education")).body["items"]] == [
        kept["id"]
    ]
    assert (await county.get("/unit-assessments", by="finance")).body["items"] == []


async def test_that_nothing_is_bound_to_a_unit_is_an_answer(county: County) -> None:
    publish(county)
    (await county.current())
    body = (await assessed(county, unit="s1")).body
    assert (body["verdict"], body["reason"]) == (None, "nothing_bound")
    assert (body["lead"]["works"], body["cooperating"]["works"]) == ([], [])


@pytest.mark.parametrize(
    ("reports", "as_of", "state", "verdict", "late"),
    [
        ([("2022-06-01", "a"), ("2022-10-30", "b")], "2022-12-31", "done", "met", False),
        ([("2022-06-01", "a"), ("2022-11-30", "b")], "2022-12-31", "done_late", "met", True),
        ([("2022-06-01", "a")], "2022-12-31", "overdue", "not_met", False),
        ([("2022-06-01", "a")], "2022-10-31", "due_soon", None, False),
        ([], "2022-05-01", "not_started", None, False),
    ],
)
async def test_a_task_counts_by_its_state_on_the_day(
    county: County, reports: Any, as_of: str, state: str, verdict: str | None, late: bool
) -> None:
    publish(county)
    told = [report(n, day, step, proven=step == "b") for n, (day, step) in enumerate(reports, 1)]
    tell_task(county, "t", *told)
    found = works(await assessed(county, as_of=as_of))["task", f"{county.code}-t"]
    assert (found["state"], found["verdict"], found["late"]) == (state, verdict, late)
    assert [each["number"] for each in found["evidence"]] == [each["number"] for each in told]


async def test_what_was_reported_and_not_proven_is_not_done(county: County) -> None:
    publish(county)
    tell_task(county, "t", report(1, "2022-10-01", "a", "b"))
    body = (await assessed(county)).body
    assert (body["verdict"], body["lead"]["not_met"]) == ("not_met", 2)


async def test_a_report_that_was_corrected_is_no_evidence(county: County) -> None:
    publish(county)
    tell_task(county, "t", report(1, "2022-10-01", "a", "b", proven=True), report(2, "2022-10-01", replaces=1))
    found = works(await assessed(county))["task", f"{county.code}-t"]
    assert (found["state"], [each["number"] for each in found["evidence"]]) == ("overdue", [2])


async def test_targets_count_by_their_assessment_and_one_never_assessed_is_not_zero(county: County) -> None:
    plan = publish(county, target("T01", rate()), target("T02", rate(), deadline="2025-12-31"))
    before = works(await assessed(county))
    assert (before["target", "T01"]["verdict"], before["target", "T01"]["reason"]) == ("cannot_decide", "not_assessed")
    county.tell("education", {"enrolled": 80, "of_age": 100}, "2021-2022")
    await county.current()
    run = (await county.assess(plan=plan, standard=None, period=None, as_of="2023-01-31")).body["id"]
    after = await assessed(county, as_of="2023-01-31")
    first, second = works(after)["target", "T01"], works(after)["target", "T02"]
    assert (first["verdict"], first["evidence"][0]["assessment"]) == ("not_met", run)
    assert (second["verdict"], second["reason"]) == (None, "on_the_way")
    assert works(after)["measure", "m1"]["verdict"] == "not_met"
    assert (after.body["verdict"], after.body["assessments"]) == ("not_met", {plan: run})


async def test_results_of_another_revision_are_not_taken_for_this_one(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    county.tell("education", {"enrolled": 99, "of_age": 100}, "2021-2022")
    await county.current()
    await county.assess(plan=plan, standard=None, period=None, as_of="2022-12-31")
    publish(county, target("T01", rate()), revision=2, published_on="2022-06-01")
    found = works(await assessed(county))["target", "T01"]
    assert (found["verdict"], found["reason"]) == ("cannot_decide", "other_revision_assessed")


async def test_cooperating_stands_apart_and_decides_nothing(county: County) -> None:
    publish(county, target("T01", rate()), units=[])
    body = (await assessed(county, unit="finance")).body
    assert (body["verdict"], body["reason"]) == (None, "nothing_bound")
    assert [(each["kind"], each["bond"]) for each in body["cooperating"]["works"]] == [
        ("measure", "cooperating"),
        ("target", "cooperating"),
    ]
    assert body["cooperating"]["verdict"] == "cannot_decide"


async def test_a_plan_that_does_not_bind_is_held_against_nobody(county: County) -> None:
    publish(county, target("T01", rate()), legal_status="draft_for_comment")
    tell_task(county, "t")
    body = (await assessed(county)).body
    assert (body["verdict"], body["reason"]) == (None, "nothing_due")
    assert {each["reason"] for each in body["lead"]["works"]} == {"plan_not_binding"}


async def test_a_statement_stands_beside_what_it_names(county: County) -> None:
    publish(county, target("T01", rate()))
    tell_statement(
        county, "education", ("drawn", "2022-01-10"), ("issued", "2022-01-20"), ("acknowledged", "2022-02-01")
    )
    early, later = works(await assessed(county, as_of="2022-01-25")), works(await assessed(county))
    for found, state in ((early, "issued"), (later, "acknowledged")):
        for key, line in ((("measure", "m1"), "assignment/m1/lead"), (("target", "T01"), "target/T01")):
            proofs = [each for each in found[key]["evidence"] if each["kind"] == "statement"]
            assert [(each["state"], each["line"]) for each in proofs] == [(state, line)]


async def test_a_statement_that_was_withdrawn_proves_nothing(county: County) -> None:
    publish(county, target("T01", rate()))
    tell_statement(county, "education", ("issued", "2022-01-20"), ("withdrawn", "2022-02-01"))
    assert works(await assessed(county))["target", "T01"]["evidence"] == []


async def test_a_task_that_was_handed_over_is_its_new_owners(county: County) -> None:
    publish(county)
    handed = version(county, version=2, owner=county.at("finance"), decided_on="2022-05-01")
    tell_task(county, "t", versions=[version(county), handed])
    before = works(await assessed(county, as_of="2022-04-01"))
    assert ("task", f"{county.code}-t") in before
    assert ("task", f"{county.code}-t") not in works(await assessed(county))
    assert ("task", f"{county.code}-t") in works(await assessed(county, unit="finance"))


async def test_what_was_over_before_the_period_is_not_assessed_again(county: County) -> None:
    publish(county)
    tell_task(county, "t", report(1, "2022-10-01", "a", "b", proven=True))
    found = await assessed(county, since="2023-01-01", as_of="2023-12-31")
    assert ("task", f"{county.code}-t") not in works(found)

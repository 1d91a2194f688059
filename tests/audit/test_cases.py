"""The life of an order after it was confirmed: more time, a report, a check on new readings, a closing; or none."""

import asyncio
from datetime import date
from typing import Any

import pytest

from services.audit.use_cases.let_time_pass import let_time_pass
from tests.audit.county import SCHOOLS, Answer, County, days_ahead, generous
from tests.audit.test_orders import STATEMENT, bound_findings, codes_of, decide, propose, proposed


async def step(county: County, case: str, step: str, on: str, *, by: str, at: str = "steps", **said: Any) -> Answer:
    body = {"step": step, "text": "测试需要", "on": on, **said}
    return await county.post(f"/cases/{case}/{at}", body, by=by)


async def done(answer: Answer) -> dict[str, Any]:
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.body
    return found


async def confirmed(county: County) -> str:
    """An order to the finance bureau, due on 30 June 2022."""
    order = await proposed(county)
    await done(await county.post(f"/cases/{order}/answers", STATEMENT, by="finance"))
    assert (await done(await decide(county, order)))["state"] == "confirmed"
    return order


async def reported(county: County, on: str = "2022-05-20") -> str:
    order = await confirmed(county)
    await done(await step(county, order, "reported", on, by="finance", at="answers"))
    return order


async def assessed_again(county: County, *, fixed: bool = True, **changed: Any) -> str:
    """A later assessment, after the school has reported anew."""
    county.report("s2", **({} if fixed else {"outdoor_sports_area": 2, "indoor_sports_area": 1}))
    answer = await county.assess(**{"as_of": "2022-06-01", **changed})
    assert answer.status == 201, answer.body
    found: str = answer.body["id"]
    return found


async def log_of(county: County, case: str) -> list[tuple[str, str, bool]]:
    """Steps with their days, and whether somebody took them."""
    log = (await county.get(f"/cases/{case}")).body["log"]
    return [(each["step"], each["on"], each["actor"] is not None) for each in log]


async def test_a_stranger_takes_no_step_and_learns_nothing(county: County) -> None:
    order = await confirmed(county)
    for by, at in (("education", "answers"), ("finance", "steps"), ("supervisor", "decisions"), ("s1", "requests")):
        body = {"text": "测试需要", "on": "2022-01-01"} | (
            {"kind": "extension"} if at == "requests" else {"step": "closed"}
        )
        assert (await county.post(f"/cases/{order}/{at}", body, by=by)).status == 404
    assert (await county.get(f"/cases/{order}", by="education")).status == 404
    assert (await county.get("/cases", by="education")).body["items"] == []


async def test_a_step_of_another_desk_is_refused_and_names_those_of_this_one(county: County) -> None:
    order = await confirmed(county)
    answer = await step(county, order, "closed", "2022-01-01", by="supervisor")
    assert (answer.status, answer.body["code"], await codes_of(answer)) == (422, "case_unfit", {"step_unknown"})
    assert "rechecked" in answer.body["errors"][0]["expected"]


async def test_a_step_says_what_it_asks_and_nothing_else(county: County) -> None:
    order = await confirmed(county)
    answer = await step(county, order, "reported", "2022-05-20", by="finance", at="answers", until="2022-09-01")
    assert await codes_of(answer) == {"not_asked"}
    await done(await step(county, order, "reported", "2022-05-20", by="finance", at="answers"))
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor")
    assert await codes_of(answer) == {"missing"}


async def test_a_case_tells_what_may_happen_next_and_which_clocks_run(county: County) -> None:
    order = await confirmed(county)
    shown = (await county.get(f"/cases/{order}")).body
    assert {each["step"] for each in shown["possible"]} == {"accepted", "reported", "lapsed"}
    assert {each["clock"]: each["last_day"] for each in shown["clocks"]} == {
        "due": "2022-06-30",
        "review_window": "2021-12-26",
    }
    early = await step(county, order, "rechecked", "2022-01-01", by="supervisor", assessment="asm_none")
    assert (early.status, early.body["code"], early.body["state"]) == (409, "step_not_possible", "confirmed")
    assert set(early.body["possible"]) == {"accepted", "reported", "lapsed"}


async def test_an_order_is_closed_only_on_new_readings_that_meet_every_finding(county: County) -> None:
    order = await reported(county)
    (ground,) = (await county.get(f"/cases/{order}")).body["findings"]
    (finding,) = [each for each in await county.findings() if each["id"] == ground["finding"]]
    stale = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=finding["assessment"])
    assert await codes_of(stale) == {"no_new_readings", "before_report"}
    failed = await assessed_again(county, fixed=False)
    still = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=failed)
    assert (still.status, still.body["code"], still.body["findings"]) == (409, "grounds_open", [ground["finding"]])
    met = await assessed_again(county)
    proven = await done(await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=met))
    assert proven["state"] == "proven"
    closed = await done(await step(county, order, "closed", "2022-06-12", by="decider", at="decisions"))
    assert (closed["state"], closed["clocks"], closed["possible"]) == ("closed", [], [])


async def test_words_alone_close_nothing(county: County) -> None:
    order = await reported(county)
    answer = await step(county, order, "closed", "2022-06-12", by="decider", at="decisions")
    assert (answer.status, answer.body["code"]) == (409, "step_not_possible")


async def test_who_checked_again_does_not_close_and_who_answers_for_the_unit_does_neither(county: County) -> None:
    order = await reported(county)
    met = await assessed_again(county)
    await done(await step(county, order, "rechecked", "2022-06-10", by="both", assessment=met))
    assert (await step(county, order, "closed", "2022-06-12", by="both", at="decisions")).body["code"] == "same_person"
    assert (await step(county, order, "closed", "2022-06-12", by="torn", at="decisions")).body["code"] == "recused"


async def test_an_order_whose_proof_failed_goes_back_with_a_new_day(county: County) -> None:
    order = await reported(county)
    failed = await assessed_again(county, fixed=False)
    back = await step(county, order, "returned", "2022-06-10", by="supervisor", assessment=failed, until="2022-08-31")
    assert ((await done(back))["state"], back.body["days"]["due_on"]) == ("under_way", "2022-08-31")
    again = await step(county, order, "reported", "2022-08-31", by="finance", at="answers")
    assert (await done(again))["state"] == "reported"
    said = {"assessment": failed, "until": "2022-09-30"}
    stale = await step(county, order, "returned", "2022-09-01", by="supervisor", **said)
    assert await codes_of(stale) == {"before_report"}, "what was found before the report proves nothing against it"
    said["assessment"] = await assessed_again(county, as_of="2022-09-01")
    answer = await step(county, order, "returned", "2022-09-02", by="supervisor", **said)
    assert await codes_of(answer) == {"grounds_met"}


async def test_sent_back_the_unit_has_no_less_time_than_it_had(county: County) -> None:
    order = await reported(county)
    failed = await assessed_again(county, fixed=False)
    said = {"assessment": failed, "until": "2022-06-20"}
    answer = await step(county, order, "returned", "2022-06-10", by="supervisor", **said)
    assert await codes_of(answer) == {"until_too_early"}


async def test_an_earlier_period_proves_nothing(county: County) -> None:
    order = await reported(county)
    for name in ("s1", "s2", "s3"):
        county.tell(name, generous(SCHOOLS[name]), "2020-2021")
    earlier = await county.assess(period="2020-2021", as_of="2020-10-31")
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=earlier.body["id"])
    assert "earlier_period" in await codes_of(answer), answer.body


async def test_what_cannot_be_decided_proves_nothing(county: County) -> None:
    order = await reported(county)
    county.report("s2", outdoor_sports_area=None)
    unknown = (await county.assess(as_of="2022-06-01")).body["id"]
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=unknown)
    assert (answer.status, answer.body["code"]) == (409, "grounds_open")


async def test_more_time_is_more(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "extension", "text": "冬季停工", "on": "2021-12-20", "until": "2022-09-30"}
    asked = await done(await county.post(f"/cases/{order}/requests", body, by="finance"))
    less = await step(county, asked["id"], "granted", "2021-12-21", by="decider", at="decisions", until="2021-12-22")
    assert await codes_of(less) == {"until_too_early"}


async def test_a_school_that_is_gone_keeps_no_order_open(county: County) -> None:
    order = await reported(county)
    await county.change_now("s2", "school", school_kind="junior_secondary", closed_on="2021-07-10")
    proof = await assessed_again(county)
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=proof)
    assert (await done(answer))["state"] == "proven"


async def test_more_time_is_asked_for_by_the_unit_and_granted_by_another(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "extension", "text": "冬季停工", "on": "2022-05-20", "until": "2022-06-15"}
    early = await county.post(f"/cases/{order}/requests", body, by="finance")
    assert await codes_of(early) == {"until_too_early"}
    asked = await done(await county.post(f"/cases/{order}/requests", body | {"until": "2022-09-30"}, by="finance"))
    assert (asked["kind"], asked["state"], asked["on_case"]) == ("extension", "requested", order)
    twice = await county.post(f"/cases/{order}/requests", body | {"until": "2022-09-30"}, by="finance")
    assert twice.body["code"] == "step_not_possible"
    granted = await step(county, asked["id"], "granted", "2022-05-25", by="decider", at="decisions", until="2022-08-31")
    assert (await done(granted))["state"] == "granted"
    shown = (await county.get(f"/cases/{order}")).body
    assert (shown["state"], shown["days"]["due_on"]) == ("under_way", "2022-08-31")
    assert [each["last_day"] for each in shown["clocks"] if each["clock"] == "due"] == ["2022-08-31"]
    assert shown["cases_on_it"] == [{"id": asked["id"], "kind": "extension", "state": "granted"}]
    assert await log_of(county, order) == [
        ("proposed", "2021-11-10", True),
        ("stated", "2021-11-18", True),
        ("confirmed", "2021-11-26", True),
        ("review_time_over", "2021-12-27", False),
        ("extended", "2022-05-25", False),
    ]


async def test_a_refused_extension_changes_nothing(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "extension", "text": "冬季停工", "on": "2022-05-20", "until": "2022-09-30"}
    asked = await done(await county.post(f"/cases/{order}/requests", body, by="finance"))
    await done(await step(county, asked["id"], "refused", "2022-05-25", by="decider", at="decisions"))
    assert (await county.get(f"/cases/{order}")).body["days"]["due_on"] == "2022-06-30"


async def live(county: County) -> str:
    """An order confirmed yesterday, due in twenty days."""
    findings = await bound_findings(county)
    days = {"proposed_on": days_ahead(-4), "hearing_until": days_ahead(0), "due_on": days_ahead(20)}
    order: str = (await done(await propose(county, findings, **days)))["id"]
    said = STATEMENT | {"on": days_ahead(-2)}
    await done(await county.post(f"/cases/{order}/answers", said, by="finance"))
    await done(await decide(county, order, on=days_ahead(-1)))
    return order


async def test_a_clock_runs_out_although_nobody_looks_and_only_once(county: County) -> None:
    order = await live(county)
    assert (await county.get(f"/cases/{order}")).body["live"] is True
    for ahead, state in ((20, "confirmed"), (21, "overdue"), (21, "overdue"), (400, "overdue")):
        await let_time_pass(county.database, date.fromisoformat(days_ahead(ahead)))
        assert (await county.get(f"/cases/{order}")).body["state"] == state
    assert await log_of(county, order) == [
        ("proposed", days_ahead(-4), True),
        ("stated", days_ahead(-2), True),
        ("confirmed", days_ahead(-1), True),
        ("overdue", days_ahead(21), False),
        ("review_time_over", days_ahead(31), False),
    ], "the time to ask for a review begins when the unit could know, not when the decision is dated"


async def test_nobody_s_time_is_over_as_it_is_given(county: County) -> None:
    findings = await bound_findings(county)
    days = {"proposed_on": days_ahead(-6), "hearing_until": days_ahead(-6), "due_on": days_ahead(-4)}
    assert await codes_of(await propose(county, findings, **days)) == {"over_already"}
    order = await live(county)
    old = await step(county, order, "reported", days_ahead(-9), by="finance", at="answers")
    assert await codes_of(old) == {"entered_late"}
    asked = {"kind": "review", "text": "测试需要", "on": days_ahead(-9)}
    assert await codes_of(await county.post(f"/cases/{order}/requests", asked, by="finance")) == {"entered_late"}


async def test_two_who_let_the_same_time_pass_let_it_pass_once(county: County) -> None:
    order = await live(county)
    day = date.fromisoformat(days_ahead(25))
    await asyncio.gather(*(let_time_pass(county.database, day) for _ in range(4)))
    assert [each for each, _, __ in await log_of(county, order)].count("overdue") == 1


async def test_a_case_brought_in_from_paper_waits_for_its_steps(county: County) -> None:
    order = await confirmed(county)
    assert (await county.get(f"/cases/{order}")).body["live"] is False
    await let_time_pass(county.database, date(2027, 1, 1))
    assert (await county.get(f"/cases/{order}")).body["state"] == "confirmed", "its report may still be entered"
    late = await step(county, order, "reported", "2022-07-05", by="finance", at="answers")
    assert (await done(late))["log"][-2]["step"] == "overdue", "and its clocks have run out on their days"
    assert await log_of(county, order) == [
        ("proposed", "2021-11-10", True),
        ("stated", "2021-11-18", True),
        ("confirmed", "2021-11-26", True),
        ("review_time_over", "2021-12-27", False),
        ("overdue", "2022-07-01", False),
        ("reported", "2022-07-05", True),
    ]


async def test_a_case_brought_in_is_live_with_the_first_step_entered_on_its_day(county: County) -> None:
    order = await confirmed(county)
    await done(await step(county, order, "reported", days_ahead(-1), by="finance", at="answers"))
    assert (await county.get(f"/cases/{order}")).body["live"] is True


async def test_an_overdue_order_is_escalated_to_who_stands_above_the_unit(county: County) -> None:
    order = await confirmed(county)
    for liable, code in (("s1", "not_above"), ("finance", "not_above"), ("nobody", "not_above")):
        answer = await step(county, order, "escalated", "2022-07-02", by="supervisor", jointly_liable=county.at(liable))
        assert await codes_of(answer) == {code}, liable
    answer = await step(county, order, "escalated", "2022-07-02", by="supervisor", jointly_liable=county.code)
    assert (await done(answer))["state"] == "escalated"
    assert answer.body["log"][-1]["said"] == {"jointly_liable": county.code}
    late = await step(county, order, "reported", "2022-07-20", by="finance", at="answers")
    assert (await done(late))["state"] == "reported", "late, but done"


async def test_a_report_on_the_last_day_is_in_time(county: County) -> None:
    order = await reported(county, "2022-06-30")
    met = await assessed_again(county, as_of="2022-07-01")
    await done(await step(county, order, "rechecked", "2022-07-10", by="supervisor", assessment=met))
    assert "overdue" not in [each for each, _, __ in await log_of(county, order)]


async def test_a_correction_of_readings_lets_an_order_lapse_but_improvement_does_not(county: County) -> None:
    order = await confirmed(county)
    failed = await assessed_again(county, fixed=False)
    still = await step(county, order, "lapsed", "2022-06-10", by="supervisor", assessment=failed)
    assert still.body["code"] == "grounds_open"
    corrected = await assessed_again(county)
    answer = await step(county, order, "lapsed", "2022-06-10", by="supervisor", assessment=corrected)
    assert (await done(answer))["state"] == "lapsed"


async def test_nothing_is_proved_by_an_assessment_nobody_may_see_or_of_something_else(county: County) -> None:
    order = await reported(county)
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment="asm_none")
    assert await codes_of(answer) == {"assessment_unknown"}
    other = await county.assess(standard="compulsory-basic-2012", as_of="2022-06-01")
    answer = await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=other.body["id"])
    assert await codes_of(answer) == {"other_subject"}


async def test_a_review_is_asked_for_in_time_and_decided_by_fresh_eyes(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "review", "text": "面积统计口径有误", "on": "2021-12-26"}
    asked = await done(await county.post(f"/cases/{order}/requests", body, by="finance"))
    assert [(each["clock"], each["last_day"]) for each in asked["clocks"]] == [("decision", "2022-01-25")]
    mine = await step(county, asked["id"], "revoked", "2022-01-10", by="decider", at="decisions")
    assert mine.body["code"] == "same_person", "who confirmed the order does not review it"
    revoked = await step(county, asked["id"], "revoked", "2022-01-10", by="both", at="decisions")
    assert (await done(revoked))["state"] == "revoked"
    shown = (await county.get(f"/cases/{order}")).body
    assert (shown["state"], shown["clocks"]) == ("revoked", [])


async def test_a_review_asked_for_a_day_late_is_refused(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "review", "text": "面积统计口径有误", "on": "2021-12-27"}
    answer = await county.post(f"/cases/{order}/requests", body, by="finance")
    assert (answer.status, answer.body["code"]) == (409, "time_over")


async def test_an_order_on_review_goes_on_and_may_be_overdue(county: County) -> None:
    order = await confirmed(county)
    body = {"kind": "review", "text": "面积统计口径有误", "on": "2021-12-01"}
    asked = await done(await county.post(f"/cases/{order}/requests", body, by="finance"))
    upheld = await step(county, asked["id"], "upheld", "2022-07-05", by="both", at="decisions")
    assert (await done(upheld))["state"] == "upheld"
    assert ("decision_overdue", "2022-01-01", False) in await log_of(county, asked["id"])
    assert [each for each, _, __ in await log_of(county, order)][-2:] == ["overdue", "upheld"], "nothing is suspended"
    assert (await county.get(f"/cases/{order}")).body["state"] == "overdue"


async def test_a_request_that_the_case_does_not_know_is_refused(county: County) -> None:
    order = await confirmed(county)
    for kind in ("appeal", "rectification", "nothing"):
        body = {"kind": kind, "text": "测试需要", "on": "2021-12-01"}
        answer = await county.post(f"/cases/{order}/requests", body, by="finance")
        assert await codes_of(answer) == {"request_unknown"}, kind


@pytest.mark.parametrize("procedure", ["rectification-2021", "extension-2021", "outcome-2021", "review-2021"])
async def test_procedures_are_shown_and_drawn(county: County, procedure: str) -> None:
    listed = {each["code"] for each in (await county.get("/procedures", by="s1")).body}
    assert procedure in listed
    shown = (await county.get(f"/procedures/{procedure}", by="s1")).body
    assert shown["diagram"].startswith("stateDiagram-v2")
    assert {each["step"] for each in shown["steps"]}
    assert (await county.get("/procedures/none")).status == 404

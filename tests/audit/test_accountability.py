"""Holding to account: in the order the rules fix, after the subject was heard, and open to review and appeal."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.prefecture import seat_officials
from tests.audit.test_cases import confirmed, done, log_of, step
from tests.audit.test_orders import codes_of, decide, propose, proposed


async def overdue(county: County) -> str:
    """An order to the finance bureau that was not carried out by the end of June 2022."""
    return await confirmed(county)


async def opened(county: County, order: str, *, by: str = "supervisor", **changed: Any) -> Answer:
    body = {
        "cases": [order],
        "unit": county.at("finance"),
        "subject": "unit",
        "trigger": "duty_not_fulfilled",
        "supervision_ended_on": "2022-07-01",
        "text": "逾期未整改",
        "on": "2022-07-10",
    }
    return await county.post("/outcomes", body | changed, by=by)


async def notified(county: County, *, outcomes: tuple[str, ...] = ("interview", "public_criticism")) -> str:
    case: str = (await done(await opened(county, await overdue(county))))["id"]
    await done(await step(county, case, "set_up", "2022-07-12", by="supervisor"))
    told = await step(
        county, case, "notified", "2022-07-20", by="supervisor", outcomes=list(outcomes), until="2022-08-01"
    )
    await done(told)
    return case


async def approved(county: County) -> str:
    case = await notified(county)
    await done(await step(county, case, "stated", "2022-07-28", by="finance", at="answers"))
    await done(await step(county, case, "consulted", "2022-08-05", by="supervisor"))
    await done(await step(county, case, "approved", "2022-08-08", by="decider", at="decisions"))
    return case


async def decided(county: County) -> str:
    """An interview, decided on 10 August 2022."""
    case = await approved(county)
    said: dict[str, Any] = {"outcomes": ["interview"], "effective_on": "2022-08-10"}
    await done(await step(county, case, "decided", "2022-08-10", by="supervisor", **said))
    return case


async def request(county: County, case: str, kind: str, on: str) -> Answer:
    return await county.post(f"/cases/{case}/requests", {"kind": kind, "text": "测试需要", "on": on}, by="finance")


async def test_a_stranger_opens_no_case_and_learns_nothing(county: County) -> None:
    order = await overdue(county)
    for by in ("auditor", "decider", "finance", "s1"):
        assert (await opened(county, order, by=by)).status == 404
    assert (await opened(county, order, unit="unit-elsewhere")).status == 404


async def test_nobody_is_held_to_account_for_an_order_that_may_still_be_carried_out(county: County) -> None:
    order = await proposed(county)
    answer = await opened(county, order)
    assert (answer.status, answer.body["code"]) == (422, "outcome_unfounded")
    assert "this one is heard" in answer.body["errors"][0]["expected"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"trigger": "no_such_trigger"}, "trigger_unknown"),
        ({"aggravated_by": ["twice_in_a_year"]}, "aggravation_unknown"),
        ({"aggravated_by": ["no_such_ground"]}, "aggravation_unknown"),
        ({"subject": "person"}, "post_unfit"),
        ({"post": "局长"}, "post_unfit"),
        ({"supervision_ended_on": "2022-07-11"}, "supervision_not_ended"),
        ({"cases": ["ord_none"]}, "case_unfit"),
        ({"on": "2021-08-31", "supervision_ended_on": "2021-08-01"}, "rules_not_in_force"),
    ],
)
async def test_a_case_stands_on_what_it_names(county: County, changed: dict[str, Any], code: str) -> None:
    answer = await opened(county, await overdue(county), **changed)
    assert (answer.status, code in await codes_of(answer)) == (422, True), answer.body


async def test_another_unit_is_held_to_account_only_where_it_is_jointly_liable(county: County) -> None:
    order = await overdue(county)
    answer = await opened(county, order, unit=county.at("education"))
    assert "jointly liable" in answer.body["errors"][0]["expected"]
    liable = await step(
        county, order, "escalated", "2022-07-02", by="supervisor", jointly_liable=county.at("education")
    )
    await done(liable)
    assert (await done(await opened(county, order, unit=county.at("education"))))["state"] == "triggered"


async def test_a_group_that_is_not_set_up_within_sixty_days_is_noted_on_its_day(county: County) -> None:
    case = (await done(await opened(county, await overdue(county))))["id"]
    clocks = {each["clock"]: each["last_day"] for each in (await county.get(f"/cases/{case}")).body["clocks"]}
    assert clocks == {"set_up": "2022-08-30"}, "sixty days after supervision ended, not after the case was opened"
    assert (await done(await step(county, case, "set_up", "2022-09-20", by="supervisor")))["state"] == "investigating"
    assert (await log_of(county, case))[-2] == ("set_up_overdue", "2022-08-31", False)


@pytest.mark.parametrize(
    ("outcomes", "codes"),
    [
        (["self_examination"], {"outcome_unfit"}),
        (["no_such_outcome"], {"outcome_unfit"}),
        (["interview", "interview"], {"outcome_unfit"}),
    ],
)
async def test_an_outcome_fits_its_subject(county: County, outcomes: list[str], codes: set[str]) -> None:
    case = (await done(await opened(county, await overdue(county))))["id"]
    await done(await step(county, case, "set_up", "2022-07-12", by="supervisor"))
    answer = await step(county, case, "notified", "2022-07-20", by="supervisor", outcomes=outcomes, until="2022-08-01")
    assert await codes_of(answer) == codes


async def test_of_a_person_only_the_post_is_kept_and_other_outcomes_fit(county: County) -> None:
    order = await overdue(county)
    made = await done(await opened(county, order, subject="person", post="财政局局长"))
    assert (made["held_to_account"]["kind"], made["held_to_account"]["post"]) == ("person", "财政局局长")
    await done(await step(county, made["id"], "set_up", "2022-07-12", by="supervisor"))
    said: dict[str, Any] = {"outcomes": ["self_examination", "disciplinary_action"], "until": "2022-08-01"}
    assert (await done(await step(county, made["id"], "notified", "2022-07-20", by="supervisor", **said)))[
        "state"
    ] == "notified"


async def test_nothing_is_decided_without_a_hearing_in_any_order_of_steps(county: County) -> None:
    case = await notified(county)
    for early, by, at in (
        ("consulted", "supervisor", "steps"),
        ("approved", "decider", "decisions"),
        ("decided", "supervisor", "steps"),
    ):
        said = {"outcomes": ["interview"], "effective_on": "2022-08-01"} if early == "decided" else {}
        answer = await step(county, case, early, "2022-08-01", by=by, at=at, **said)
        assert (answer.status, answer.body["code"]) == (409, "step_not_possible"), early
    heard = await step(county, case, "consulted", "2022-08-02", by="supervisor")
    assert (await done(heard))["state"] == "consulted", "it let its time pass"
    assert ("silent", "2022-08-02", False) in await log_of(county, case)


async def test_who_prepared_a_case_does_not_approve_it_nor_who_answers_for_the_unit(county: County) -> None:
    case = await notified(county)
    await done(await step(county, case, "stated", "2022-07-28", by="finance", at="answers"))
    await done(await step(county, case, "consulted", "2022-08-05", by="both"))
    assert (await step(county, case, "approved", "2022-08-08", by="both", at="decisions")).body["code"] == "same_person"
    assert (await step(county, case, "approved", "2022-08-08", by="torn", at="decisions")).body["code"] == "recused"


async def test_a_decision_imposes_nothing_of_which_the_subject_was_not_told(county: County) -> None:
    case = await approved(county)
    said: dict[str, Any] = {"outcomes": ["interview", "resource_adjustment"], "effective_on": "2022-08-10"}
    answer = await step(county, case, "decided", "2022-08-10", by="supervisor", **said)
    assert await codes_of(answer) == {"not_notified"}
    answer = await step(county, case, "decided", "2022-08-10", by="supervisor", outcomes=["interview"])
    assert await codes_of(answer) == {"missing"}, "it says from when it holds"


async def test_a_decision_is_made_known_no_more_widely_than_it_is_grave(county: County) -> None:
    case = await decided(county)
    wide = await step(county, case, "published", "2022-08-12", by="supervisor", scope="public")
    assert await codes_of(wide) == {"scope_too_wide"}
    fit = await step(county, case, "published", "2022-08-12", by="supervisor", scope="system")
    assert (await done(fit))["log"][-1]["said"] == {"scope": "system"}
    assert (await county.get(f"/cases/{case}", by="s1")).status == 404, "what was made known is the decision"


async def test_until_it_is_decided_a_case_is_seen_by_its_parties_only(county: County) -> None:
    case = await notified(county)
    assert (await county.get(f"/cases/{case}", by="finance")).status == 200
    for stranger in ("education", "s1"):
        assert (await county.get(f"/cases/{case}", by=stranger)).status == 404


async def test_a_review_amends_a_decision_and_its_time_ends_after_thirty_days(county: County) -> None:
    case = await decided(county)
    asked = await done(await request(county, case, "review", "2022-09-09"))
    assert (await request(county, case, "review", "2022-09-09")).body["code"] == "step_not_possible"
    said = {"outcomes": ["public_criticism"]}
    amended = await step(county, asked["id"], "amended", "2022-09-20", by="both", at="decisions", **said)
    assert amended.status == 201, amended.body
    shown = (await county.get(f"/cases/{case}")).body
    assert (shown["state"], shown["log"][-1]["step"], shown["log"][-1]["said"]) == ("decided", "amended", said)


async def test_a_review_is_too_late_after_thirty_days_and_an_appeal_after_fifteen(county: County) -> None:
    case = await decided(county)
    assert (await request(county, case, "review", "2022-09-10")).body["code"] == "time_over"
    assert (await request(county, case, "appeal", "2022-08-26")).body["code"] == "time_over"


async def test_an_appeal_goes_to_a_higher_office_and_its_correction_has_fifteen_days(county: County) -> None:
    await seat_officials(county)
    case = await decided(county)
    asked = await done(await request(county, case, "appeal", "2022-08-25"))
    assert [(each["clock"], each["last_day"]) for each in asked["clocks"]] == [("decision", "2022-10-24")]
    low = await step(county, asked["id"], "revoked", "2022-09-01", by="both", at="decisions")
    assert (low.status, low.body["code"]) == (409, "not_higher")
    high = await step(county, asked["id"], "correction_ordered", "2022-09-01", by="decider@root", at="decisions")
    assert (await done(high))["state"] == "corrected"
    shown = (await county.get(f"/cases/{case}")).body
    assert shown["state"] == "to_correct"
    assert {each["clock"]: each["last_day"] for each in shown["clocks"]}["correction"] == "2022-09-16"
    corrected = await step(
        county, case, "corrected", "2022-09-21", by="decider", at="decisions", outcomes=["interview"]
    )
    assert (await done(corrected))["state"] == "decided"
    assert ("correction_overdue", "2022-09-17", False) in await log_of(county, case)


async def test_after_a_review_an_appeal_is_made_on_it_and_may_revoke_the_decision(county: County) -> None:
    await seat_officials(county)
    case = await decided(county)
    review = (await done(await request(county, case, "review", "2022-08-20")))["id"]
    assert (await request(county, case, "appeal", "2022-08-21")).body["code"] == "step_not_possible"
    await done(await step(county, review, "upheld", "2022-09-01", by="both", at="decisions"))
    late = await request(county, review, "appeal", "2022-09-17")
    assert late.body["code"] == "time_over"
    appeal = (await done(await request(county, review, "appeal", "2022-09-16")))["id"]
    gone = await step(county, appeal, "revoked", "2022-10-01", by="decider@root", at="decisions")
    assert (await done(gone))["state"] == "revoked"
    assert (await county.get(f"/cases/{case}")).body["state"] == "revoked"


async def another_overdue(county: County) -> str:
    """An order to the same unit, on a finding of a later assessment."""
    county.report("s1", outdoor_sports_area=1, indoor_sports_area=1)
    assessment = (await county.assess(as_of="2022-08-15")).body["id"]
    (finding,) = await county.findings(assessment=assessment, organisation=county.at("s1"))
    days = {"proposed_on": "2022-08-20", "hearing_until": "2022-09-05", "due_on": "2023-02-28"}
    order: str = (await done(await propose(county, [finding["id"]], **days)))["id"]
    await done(await decide(county, order, on="2022-09-06"))
    return order


@pytest.mark.parametrize(("on", "twice"), [("2023-08-10", True), ("2023-08-11", False)])
async def test_who_is_held_to_account_twice_in_a_year_is_dealt_with_more_strictly(
    county: County, on: str, twice: bool
) -> None:
    first = await decided(county)
    order = await another_overdue(county)
    person = await done(await opened(county, order, on=on, subject="person", post="局长"))
    assert person["held_to_account"]["earlier"] == [], "the bureau was, its head was not"
    again = await done(await opened(county, order, on=on))
    told = again["held_to_account"]
    assert told["earlier"] == ([first] if twice else [])
    assert told["aggravated_by"] == (["twice_in_a_year"] if twice else [])


async def test_obstruction_and_reprisal_are_said_with_the_case(county: County) -> None:
    made = await done(await opened(county, await overdue(county), aggravated_by=["concealment", "reprisal"]))
    assert made["held_to_account"]["aggravated_by"] == ["concealment", "reprisal"]


async def test_nobody_is_held_to_account_twice_for_one_order(county: County) -> None:
    order = await overdue(county)
    case = (await done(await opened(county, order)))["id"]
    answer = await opened(county, order, on="2022-07-11")
    assert case in answer.body["errors"][0]["expected"]


async def test_nobody_is_held_to_account_within_the_time_that_was_added(county: County) -> None:
    order = await overdue(county)
    body = {"kind": "extension", "text": "测试需要", "on": "2022-07-02", "until": "2022-12-31"}
    asked = await done(await county.post(f"/cases/{order}/requests", body, by="finance"))
    await done(
        await step(county, asked["id"], "granted", "2022-07-05", by="decider", at="decisions", until="2022-12-31")
    )
    answer = await opened(county, order)
    assert "this one is under_way" in answer.body["errors"][0]["expected"]


async def test_a_county_does_not_judge_itself(county: County) -> None:
    order = await overdue(county)
    await done(await step(county, order, "escalated", "2022-07-02", by="supervisor", jointly_liable=county.code))
    answer = await opened(county, order, unit=county.code)
    assert "unit_not_below" in await codes_of(answer)


async def test_an_outcome_falls_with_its_order(county: County) -> None:
    order = await confirmed(county)
    asked = await done(await request(county, order, "review", "2021-12-20"))
    case = (await done(await opened(county, order)))["id"]
    await done(await step(county, case, "set_up", "2022-07-12", by="supervisor"))
    await done(await step(county, asked["id"], "revoked", "2022-07-15", by="both", at="decisions"))
    said: dict[str, Any] = {"outcomes": ["interview"], "until": "2022-08-01"}
    answer = await step(county, case, "notified", "2022-07-20", by="supervisor", **said)
    assert (answer.status, answer.body["code"], answer.body["cases"]) == (409, "orders_fallen", [order])


async def test_who_had_a_part_in_a_decision_does_not_hear_the_appeal(county: County) -> None:
    await seat_officials(county)
    case = await notified(county)
    await done(await step(county, case, "stated", "2022-07-28", by="finance", at="answers"))
    await done(await step(county, case, "consulted", "2022-08-05", by="supervisor"))
    await done(await step(county, case, "approved", "2022-08-08", by="decider@root", at="decisions"))
    said: dict[str, Any] = {"outcomes": ["interview"], "effective_on": "2022-08-10"}
    await done(await step(county, case, "decided", "2022-08-10", by="supervisor", **said))
    appeal = (await done(await request(county, case, "appeal", "2022-08-20")))["id"]
    own = await step(county, appeal, "upheld", "2022-09-01", by="decider@root", at="decisions")
    assert own.body["code"] == "same_person"


async def test_a_review_that_is_never_decided_takes_no_appeal_away(county: County) -> None:
    case = await decided(county)
    review = (await done(await request(county, case, "review", "2022-08-20")))["id"]
    late = await request(county, review, "appeal", "2022-10-06")
    assert late.body["code"] == "time_over", late.body
    appeal = await done(await request(county, review, "appeal", "2022-10-05"))
    assert appeal["state"] == "requested"
    assert ("decision_overdue", "2022-09-20", False) in await log_of(county, review)


async def test_nothing_reaches_back(county: County) -> None:
    case = await approved(county)
    said: dict[str, Any] = {"outcomes": ["interview"], "effective_on": "2022-08-09"}
    answer = await step(county, case, "decided", "2022-08-10", by="supervisor", **said)
    assert await codes_of(answer) == {"reaches_back"}


async def test_what_was_amended_is_made_known_anew(county: County) -> None:
    case = await notified(county)
    await done(await step(county, case, "stated", "2022-07-28", by="finance", at="answers"))
    await done(await step(county, case, "consulted", "2022-08-05", by="supervisor"))
    await done(await step(county, case, "approved", "2022-08-08", by="decider", at="decisions"))
    said: dict[str, Any] = {"outcomes": ["public_criticism"], "effective_on": "2022-08-10"}
    await done(await step(county, case, "decided", "2022-08-10", by="supervisor", **said))
    await done(await step(county, case, "published", "2022-08-12", by="supervisor", scope="public"))
    assert [each["scope"] for each in await publications(county, "watcher")] == ["public"]
    asked = await done(await request(county, case, "review", "2022-08-20"))
    milder = ["interview"]
    await done(await step(county, asked["id"], "amended", "2022-09-01", by="both", at="decisions", outcomes=milder))
    assert await publications(county, "watcher") == []
    await done(await step(county, case, "published", "2022-09-05", by="supervisor", scope="system"))
    assert [each["outcomes"] for each in await publications(county, "s1")] == [["interview"]]


async def test_the_rules_and_their_ladder_are_open_to_everybody(county: County) -> None:
    (rules,) = (await county.get("/accountability-rules", by="s1")).body
    assert rules["document_number"] == "国教督〔2021〕2号"
    by = {each["outcome"]: each for each in rules["outcomes"]}
    assert by["interview"]["subjects"] == ["person", "private_body", "unit"]
    assert (by["disciplinary_action"]["decided_by"], by["public_criticism"]["widest"]) == ("other_organ", "public")
    assert len(rules["triggers"]) == 6


async def publications(county: County, by: str) -> list[dict[str, Any]]:
    items = (await county.get("/publications", by=by)).body["items"]
    return [each for each in items if each["organisation"]["code"] == county.code]


async def test_a_decision_is_made_known_as_its_scope_says_until_it_is_revoked(
    county: County,
) -> None:
    case = await decided(county)
    assert await publications(county, "s1") == [], "decided is not published"
    await done(await step(county, case, "published", "2022-08-12", by="supervisor", scope="system"))
    (shown,) = await publications(county, "s1")
    assert (shown["case"], shown["outcomes"], shown["scope"]) == (case, ["interview"], "system")
    assert (shown["titles"], shown["effective_on"]) == ([{"zh": "约谈", "en": "Interview"}], "2022-08-10")
    assert await publications(county, "watcher") == [], "a machine of somebody else's"
    asked = await done(await request(county, case, "review", "2022-08-20"))
    await done(await step(county, asked["id"], "revoked", "2022-09-01", by="both", at="decisions"))
    assert await publications(county, "s1") == []

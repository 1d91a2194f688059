"""Appraisals of units: a grade proposed by the jurisdiction's own rules, heard, decided by another, and contested."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.test_accountability import decided as held_to_account
from tests.audit.test_cases import done, step
from tests.audit.test_orders import codes_of
from tests.audit.test_unit_assessments import assessed, publish
from tests.audit.work import report, tell_task

GRADES = [
    {"code": "excellent", "title": "优秀", "at_least": 0.9},
    {"code": "good", "title": "良好", "at_least": 0.8},
    {"code": "unqualified", "title": "不合格", "at_least": 0},
]


async def proposal(county: County, unit: str = "education", *, by: str = "supervisor", **changed: Any) -> Answer:
    """Of a year in which the education bureau did nine of ten tasks, and so not the measure they serve."""
    body = {
        "unit": county.at(unit),
        "year": 2022,
        "authority": "虚构县考核办法",
        "grades": GRADES,
        "hearing_until": "2023-01-20",
        "text": "年度考核建议",
        "on": "2023-01-10",
    }
    if "assessment" not in changed:
        changed["assessment"] = (await done(await assessed(county, unit)))["id"]
    return await county.post("/appraisals", body | changed, by=by)


async def nine_of_ten(county: County) -> None:
    publish(county)
    for number in range(9):
        tell_task(county, f"t{number}", report(1, "2022-10-01", "a", "b", proven=True))
    tell_task(county, "missed")
    await county.current()


async def decided(county: County) -> str:
    await nine_of_ten(county)
    case: str = (await done(await proposal(county)))["id"]
    await done(await step(county, case, "stated", "2023-01-15", by="education", at="answers"))
    await done(await step(county, case, "decided", "2023-01-25", by="decider", at="decisions", grade="good"))
    return case


async def test_a_stranger_appraises_nobody(county: County) -> None:
    await nine_of_ten(county)
    for by in ("auditor", "education", "decider"):
        assert (await proposal(county, by=by)).status == 404


async def test_a_grade_is_proposed_from_what_the_unit_did(county: County) -> None:
    await nine_of_ten(county)
    made = (await done(await proposal(county)))["appraisal"]
    assert (made["proposal"]["low"], made["proposal"]["high"], made["proposal"]["grade"]) == (
        *("9/11", "9/11"),
        "good",
    )
    again = await proposal(county)
    assert (again.status, again.body["code"]) == (409, "appraisal_stands")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"assessment": "uas_none"}, "assessment_unknown"),
        ({"year": 2021}, "another_year"),
        ({"grades": GRADES[:2]}, "grades_out_of_order"),
        ({"grades": GRADES[::-1]}, "grades_out_of_order"),
        ({"consequences": [{"condition": "order_overdue", "not_above": "none"}]}, "grade_unknown"),
        ({"hearing_until": "2023-01-09"}, "hearing_before_proposal"),
    ],
)
async def test_an_appraisal_stands_on_its_rules(county: County, changed: dict[str, Any], code: str) -> None:
    await nine_of_ten(county)
    assert code in await codes_of(await proposal(county, **changed))


async def test_who_was_held_to_account_in_the_year_is_capped_and_the_case_is_named(county: County) -> None:
    case = await held_to_account(county)
    publish(county)
    await county.current()
    consequences = [{"condition": "held_to_account", "not_above": "good"}, {"condition": "order_overdue"}]
    made = (await done(await proposal(county, "finance", consequences=consequences)))["appraisal"]
    assert made["happened"]["held_to_account"] == [case]
    assert len(made["happened"]["order_overdue"]) == 1
    assert {each["condition"] for each in made["proposal"]["applied"]} == {"held_to_account", "order_overdue"}
    assert made["proposal"]["reason"] == "nothing_due", "nothing was bound to it, so nothing is graded"


async def test_a_grade_is_decided_by_another_after_the_unit_was_heard(county: County) -> None:
    await nine_of_ten(county)
    case = (await done(await proposal(county, by="both")))["id"]
    early = await step(county, case, "decided", "2023-01-20", by="decider", at="decisions", grade="good")
    assert early.body["code"] == "not_heard"
    own = await step(county, case, "decided", "2023-01-25", by="both", at="decisions", grade="good")
    assert own.body["code"] == "same_person"
    unknown = await step(county, case, "decided", "2023-01-25", by="decider", at="decisions", grade="splendid")
    assert await codes_of(unknown) == {"grade_unknown"}
    answer = await step(county, case, "decided", "2023-01-25", by="decider", at="decisions", grade="excellent")
    assert (await done(answer))["state"] == "decided"


async def test_a_grade_is_contested_in_time_and_revised_by_somebody_else(county: County) -> None:
    case = await decided(county)
    body = {"kind": "objection", "text": "漏计一项任务", "on": "2023-02-10"}
    late = await county.post(f"/cases/{case}/requests", body, by="education")
    assert late.body["code"] == "time_over"
    asked = await done(await county.post(f"/cases/{case}/requests", body | {"on": "2023-02-09"}, by="education"))
    own = await step(county, asked["id"], "revised", "2023-02-20", by="decider", at="decisions", grade="excellent")
    assert own.body["code"] == "same_person"
    await done(await step(county, asked["id"], "revised", "2023-02-20", by="both", at="decisions", grade="excellent"))
    last = (await county.get(f"/cases/{case}", by="education")).body["log"][-1]
    assert (last["step"], last["said"]) == ("revised", {"grade": "excellent"})

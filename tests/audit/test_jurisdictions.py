"""A jurisdiction under all its plans: those that bind decide together, and none hides a failure."""

from typing import Any

from tests.audit.county import County
from tests.audit.policy import rate, target
from tests.audit.test_plan_targets import assess, publish


async def survey(county: County, as_of: str = "2021-10-31") -> dict[str, Any]:
    body: dict[str, Any] = (await county.get(f"/jurisdictions/{county.code}", as_of=as_of)).body
    return body


async def test_the_plans_of_a_jurisdiction_that_bind_decide_together_and_a_draft_stands_beside_them(
    county: County,
) -> None:
    county.publish_plan(2, targets=[])
    county.tell("education", {"enrolled": 93, "of_age": 100})
    await assess(county, publish(county, target("T01", rate(), value=50), code=f"{county.code}-good"))
    draft = {"code": f"{county.code}-draft", "legal_status": "draft_for_comment"}
    await assess(county, publish(county, target("T01", rate(), value=99), **draft))
    await assess(county, county.plan)
    found = await survey(county)
    assert (found["verdict"], found["met"], found["not_met"]) == ("met", 1, 0)
    verdicts = {line["plan"].removeprefix(f"{county.code}-"): line["verdict"] for line in found["plans"]}
    assert verdicts == {"draft": "not_met", "good": "met", "plan": "cannot_decide"}
    assert [line["plan"] for line in found["plans"] if line["information_only"]] == [f"{county.code}-draft"]


async def test_a_plan_nobody_assessed_leaves_the_jurisdiction_open_and_one_failure_decides_it(county: County) -> None:
    county.tell("education", {"enrolled": 93, "of_age": 100})
    await assess(county, publish(county, target("T01", rate(), value=50), code=f"{county.code}-good"))
    publish(county, target("T01", rate()), code=f"{county.code}-unseen")
    await county.current()
    assert (await survey(county))["verdict"] == "cannot_decide"
    assert (await survey(county, "2021-10-30"))["verdict"] == "cannot_decide"
    await assess(county, publish(county, target("T01", rate(), value=99), code=f"{county.code}-bad"))
    found = await survey(county)
    assert (found["verdict"], found["failing"]) == ("not_met", [f"{county.code}-bad"])


async def test_a_plan_that_was_superseded_decides_no_more_for_its_jurisdiction(county: County) -> None:
    publish(county, code=county.plan, revision=2)
    county.end_plan("superseded", "2024-01-01")
    await county.current()
    assert (await survey(county, "2023-12-31"))["verdict"] == "cannot_decide"
    (line,) = (found := await survey(county, "2024-01-01"))["plans"]
    assert (found["verdict"], [each["code"] for each in line["information_only"]]) == (None, ["plan_superseded"])

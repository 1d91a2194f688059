"""The main job as the demo walks it: what it must show, and that walking it again doubles nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from deploy.demo import people, walk
from deploy.demo.door import Door
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
from deploy.supervisor import House

COUNTY = "640221"


@dataclass
class Walked:
    """The house after the walk, with the doors of those who took part, and what was printed."""

    house: House
    doors: dict[str, Door]
    admin: Door

    async def assessment(self) -> dict[str, Any]:
        listed = await self.doors["demo.supervisor"].everything("/api/v1/audit/assessments", organisation=COUNTY)
        found: dict[str, Any] = await self.doors["demo.supervisor"].get(f"/api/v1/audit/assessments/{listed[0]['id']}")
        return found

    async def tally(self) -> dict[str, int]:
        """How many of everything there are."""
        supervisor, unit = self.doors["demo.supervisor"], self.doors["demo.development"]
        return {
            "organisations": len(await self.admin.everything("/api/v1/plans/organisations", below=COUNTY)),
            "readings": len(await supervisor.everything("/api/v1/metrics/readings")),
            "submissions": len(await supervisor.everything("/api/v1/metrics/submissions")),
            "assessments": len(await supervisor.everything("/api/v1/audit/assessments", organisation=COUNTY)),
            "findings": len(await supervisor.everything("/api/v1/audit/findings")),
            "orders": len(await unit.everything("/api/v1/audit/orders")),
            "accounts": len(await self.admin.everything("/api/v1/identity/accounts")),
            "clients": len(await self.admin.everything("/api/v1/identity/clients")),
        }


@pytest_asyncio.fixture(scope="module")
async def walked(house: House) -> AsyncIterator[Walked]:
    assert await walk.main(house) == 0
    keys = people.Keys.read(house.ground.folder.demo)
    admin = await people.administrator(house, keys)
    doors = await people.accounts(house, keys, admin)
    yield Walked(house, doors, admin)
    for door in (admin, *doors.values()):
        await door.close()


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

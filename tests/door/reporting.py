"""A county in which schools report: a collection, a vendor's machine, a reviewer and a supervisor."""

from dataclasses import dataclass
from typing import Any

import httpx

from deploy.demo.data import load
from deploy.demo.door import Door
from tests.door.conftest import Town
from tests.door.patience import until

PERIOD = "2021-2022"
SUBMISSIONS = "/api/v1/metrics/submissions"
STANDARD = "compulsory-balanced-2017"
Values = dict[str, int | float | None]


@dataclass
class Reporting:
    """Everybody who is needed from a reading to an assessment."""

    town: Town
    sender: Door
    reviewer: Door
    supervisor: Door

    def school(self, name: str) -> str:
        return f"{self.town.code}-{name}"

    def body(self, reported: dict[str, Values], **more: Any) -> dict[str, Any]:
        rows = [
            {
                "organisation": self.school(name),
                "indicator": indicator,
                "period": PERIOD,
                "value": value,
                "unknown_reason": "not counted yet" if value is None else None,
            }
            for name, values in reported.items()
            for indicator, value in values.items()
        ]
        return {"readings": rows, **more}

    async def send(self, reported: dict[str, Values], **more: Any) -> dict[str, Any]:
        report: dict[str, Any] = await self.sender.post(SUBMISSIONS, self.body(reported, **more))
        return report

    async def refused(self, reported: dict[str, Values], **more: Any) -> httpx.Response:
        return await self.sender.http.post(SUBMISSIONS, json=self.body(reported, **more))

    async def review(self, submission: str, decision: str = "approved") -> Any:
        body = {"decision": decision, "reason": "please check and send again" if decision == "returned" else None}
        return await self.reviewer.post(f"{SUBMISSIONS}/{submission}/reviews", body)

    async def approved(self, reported: dict[str, Values], **more: Any) -> dict[str, Any]:
        report = await self.send(reported, **more)
        await self.review(report["submission"])
        return report

    async def assess(self) -> dict[str, Any]:
        body = {"standard": STANDARD, "organisation": self.town.code, "period": PERIOD, "as_of": "2021-10-31"}
        assessment: dict[str, Any] = await self.supervisor.post("/api/v1/audit/assessments", body)
        return assessment

    async def explain(self, assessment: dict[str, Any], name: str, criterion: str, **more: str) -> Any:
        path = f"/api/v1/audit/assessments/{assessment['id']}/explanation"
        organisation = self.school(name) if name else self.town.code
        return await self.supervisor.get(path, organisation=organisation, criterion=criterion, **more)

    def line(self, assessment: dict[str, Any], criterion: str, stage: str = "primary") -> dict[str, Any]:
        lines = assessment["summary"]["comparisons"]
        found: dict[str, Any] = next(x for x in lines if (x["criterion"], x["stage"]) == (criterion, stage))
        return found


async def reporting(town: Town, kinds: dict[str, str]) -> Reporting:
    """The county with schools of these kinds, and everybody signed in."""
    await town.schools(kinds)
    items = [item["code"] for item in load("indicators/resources.yaml")]
    body = {
        "title": {"zh": "办学条件（测试）", "en": "School resources (test)"},
        "organisation": town.code,
        "period": PERIOD,
        "indicators": items,
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }

    async def collected() -> bool:
        answer = await town.admin.http.put(f"/api/v1/metrics/collections/c-{town.code}", json=body)
        return answer.status_code in (200, 201)

    await until(collected)
    sender, _ = await town.machine("sender")
    found = Reporting(town, sender, await town.person("reviewer"), await town.person("supervisor"))

    async def owed() -> bool:
        duties = await sender.everything("/api/v1/metrics/obligations", organisation=town.code, as_of="2021-10-01")
        return len(duties) == len(kinds)

    await until(owed)
    return found

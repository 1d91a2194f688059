"""The house after the demo's walk."""

from dataclasses import dataclass
from typing import Any

from deploy.demo.door import Door
from deploy.demo.people import Keys
from deploy.supervisor import House

COUNTY, REGION = "640221", "640000"


@dataclass
class Walked:
    """The house after the walk, with the doors of those who took part, their secrets, and what was told."""

    house: House
    doors: dict[str, Door]
    admin: Door
    keys: Keys
    told: str

    async def assessment(self) -> dict[str, Any]:
        listed = await self.doors["demo.supervisor"].everything("/api/v1/audit/assessments", organisation=COUNTY)
        found: dict[str, Any] = await self.doors["demo.supervisor"].get(f"/api/v1/audit/assessments/{listed[0]['id']}")
        return found

    async def region(self) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        """The newest assessment of Ningxia's plan, and its targets by code."""
        supervisor = self.doors["demo.province.supervisor"]
        listed = await supervisor.everything("/api/v1/audit/assessments", organisation=REGION)
        path = f"/api/v1/audit/assessments/{listed[0]['id']}"
        targets = await supervisor.everything(f"{path}/targets")
        return await supervisor.get(path), {each["code"]: each for each in targets}

    async def tally(self) -> dict[str, int]:
        """How many of everything there are."""
        supervisor, unit = self.doors["demo.province.supervisor"], self.doors["demo.development"]
        return {
            "organisations": len(await self.admin.everything("/api/v1/plans/organisations", below=REGION)),
            "readings": len(await supervisor.everything("/api/v1/metrics/readings")),
            "submissions": len(await supervisor.everything("/api/v1/metrics/submissions")),
            "assessments": len(await supervisor.everything("/api/v1/audit/assessments")),
            "samples": len(await supervisor.everything("/api/v1/audit/samples")),
            "findings": len(await supervisor.everything("/api/v1/audit/findings")),
            "cases": len(await unit.everything("/api/v1/audit/cases")),
            "accounts": len(await self.admin.everything("/api/v1/identity/accounts")),
            "clients": len(await self.admin.everything("/api/v1/identity/clients")),
        }

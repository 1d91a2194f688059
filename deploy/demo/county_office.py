"""The county's office: organisations, the plan, what is asked of schools, and the review of what they send."""

from dataclasses import dataclass
from datetime import timedelta

from deploy.demo.data import load
from deploy.demo.door import Door
from deploy.demo.synthetic import RETURNED_ON, County
from deploy.demo.synthetic_planted import PERIODS
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say

PLAN = "pingluo-2019"
PUBLISHED_ON = "2019-01-24"
RETURN_DAYS = 30


async def register_organisations(admin: Door, county: County) -> None:
    organisations = load("organisations.yaml") + [school.as_organisation() for school in county.schools]
    report = await admin.post("/api/v1/plans/organisations", {"organisations": organisations})
    say(
        f"   organisations: {report['created']} created, {report['updated']} updated, {report['unchanged']} unchanged"
        f" (of them {len(county.schools)} fictitious schools)"
    )


async def publish_plan(admin: Door) -> None:
    """Post the plan as any client would, and publish it unless it is published already."""
    document = load(f"plans/{PLAN}.yaml")
    path = f"/api/v1/plans/plans/{PLAN}"
    await admin.put(path, document)
    state = await admin.get(path)
    if state["state"]["status"] != "published":
        body = {"published_on": PUBLISHED_ON, "reason": "Entered from the county's circular and checked against it."}
        await admin.post(f"{path}/publication", body)
        state = await admin.get(path)
    counts = state["counts"]
    say("   " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    say(f"   {state['title']['zh']}  ({state['document']['number']}, {state['legal_status']})")


async def ask_for_readings(admin: Door) -> None:
    """The data items, and one collection for each school year."""
    items = load("indicators.yaml")
    await admin.post("/api/v1/metrics/indicators", {"indicators": items})
    for period in PERIODS:
        opened = RETURNED_ON[period]
        body = {
            "title": {"zh": f"{period}学年办学条件填报", "en": f"School resources, school year {period}"},
            "organisation": COUNTY,
            "period": period,
            "indicators": [item["code"] for item in items],
            "opens_on": opened.isoformat(),
            "due_on": (opened + timedelta(days=RETURN_DAYS)).isoformat(),
            "status": "open",
        }
        await admin.put(f"/api/v1/metrics/collections/resources-{period}", body)
    say(f"   {len(items)} data items, {len(PERIODS)} collections, one for each school year from {PERIODS[0]} on")


@dataclass(frozen=True)
class Review:
    """The reviewer's desk."""

    door: Door

    async def return_one(self, submission: str, organisation: str, reason: str) -> None:
        body = {"decision": "returned", "organisations": [organisation], "reason": reason}
        await self.door.post(f"/api/v1/metrics/submissions/{submission}/reviews", body)
        say(f"   returned: {organisation} — {reason}")

    async def approve_pending(self) -> int:
        """Approve every part that waits; returns how many."""
        approved = 0
        waiting = await self.door.everything("/api/v1/metrics/submissions", state="pending")
        for submission in waiting:
            body = {"decision": "approved"}
            done = await self.door.post(f"/api/v1/metrics/submissions/{submission['id']}/reviews", body)
            approved += done["reviewed"]
        say(f"   approved: {approved} returns of schools in {len(waiting)} submissions")
        return approved

    async def newest_of(self, organisation: str) -> str:
        """The newest submission in which an organisation's part waits."""
        found = await self.door.everything("/api/v1/metrics/submissions", organisation=organisation, state="pending")
        return str(max(found, key=lambda submission: submission["received_at"])["id"])

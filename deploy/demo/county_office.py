"""The offices: organisations, what is asked of whom, and the review of what they send."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.demo.data import load, load_all
from deploy.demo.door import Door
from deploy.demo.school_system import BALANCE
from deploy.demo.synthetic import RETURNED_ON
from deploy.demo.synthetic_items import Item
from deploy.demo.synthetic_plan import Periods
from deploy.demo.synthetic_planted import LAST_PERIOD, PERIODS
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.synthetic_wishes import Wish, items_of
from deploy.demo.telling import say
from services.yardsticks.periods import first_day

RETURN_DAYS = 30
# The region asks in November at the earliest, when a school year has begun and a calendar year has nearly passed.
_WEEKS_AFTER_TERM = timedelta(days=75)


async def register_organisations(admin: Door, organisations: Sequence[dict[str, Any]]) -> None:
    report = await admin.post("/api/v1/plans/organisations", {"organisations": organisations})
    fictitious = sum(bool(each.get("synthetic")) for each in organisations)
    say(
        f"   organisations: {report['created']} created, {report['updated']} updated, {report['unchanged']} unchanged"
        f" (of them {fictitious} fictitious schools)"
    )


async def publish_indicators(admin: Door) -> None:
    items = load_all("indicators")
    await admin.post("/api/v1/metrics/indicators", {"indicators": items})
    say(f"   {len(items)} data items, each with those who report it")
    derived, rules = load("derived.yaml"), load("rules.yaml")
    await admin.post("/api/v1/metrics/derived", {"derived": derived})
    await admin.post("/api/v1/metrics/rules", {"rules": rules})
    blocking = sum(rule["severity"] == "blocking" for rule in rules)
    say(f"   {len(derived)} indicators derived from them, {len(rules)} validation rules ({blocking} blocking)")


async def ask_county(admin: Door, wishes: Sequence[Wish]) -> None:
    """One collection of the resource items for each school year, one of all further items for the last."""
    resources = [item["code"] for item in load("indicators/resources.yaml")]
    for period in PERIODS:
        title = {"zh": f"{period}学年办学条件填报", "en": f"School resources, school year {period}"}
        await _ask(admin, f"resources-{period}", COUNTY, title, period, resources, RETURNED_ON[period])
    further = [item for item in items_of(wishes) if item not in resources]
    title = {"zh": f"{LAST_PERIOD}学年优质均衡填报", "en": f"Guarantee and quality, school year {LAST_PERIOD}"}
    await _ask(admin, f"{BALANCE}-{LAST_PERIOD}", COUNTY, title, LAST_PERIOD, further, RETURNED_ON[LAST_PERIOD])
    say(f"   Pingluo: {len(PERIODS)} collections of resources since {PERIODS[0]}, {len(resources)} items each,")
    say(f"   and one of guarantee and quality for {LAST_PERIOD}, {len(further)} items")


async def ask_for_targets(
    admin: Door, plan: str, jurisdiction: str, wishes: Sequence[Wish], items: Mapping[str, Item], periods: Periods
) -> list[str]:
    """A collection for every period, with the items that the plan's targets count with; their codes."""
    codes = []
    for period, asked in _asked(wishes, items, periods):
        title = {"zh": f"{period}目标监测填报", "en": f"Readings for targets, {period}"}
        await _ask(admin, f"{plan}.{period}", jurisdiction, title, period, asked, _november(period))
        codes.append(f"{plan}.{period}")
    return codes


def _asked(wishes: Sequence[Wish], items: Mapping[str, Item], periods: Periods) -> Iterator[tuple[str, list[str]]]:
    wanted = list(items_of(wishes))
    for kind, listed in periods.items():
        asked = [item for item in wanted if items[item].period is kind]
        yield from ((period, asked) for period in listed)


def _november(period: str) -> date:
    begun = first_day(period)
    return date(begun.year, 11, 15) if begun.month != 3 else begun + _WEEKS_AFTER_TERM


async def _ask(
    admin: Door,
    code: str,
    organisation: str,
    title: dict[str, str],
    period: str,
    indicators: Sequence[str],
    opened: date,
) -> None:
    body = {
        "title": title,
        "organisation": organisation,
        "period": period,
        "indicators": list(indicators),
        "opens_on": opened.isoformat(),
        "due_on": (opened + timedelta(days=RETURN_DAYS)).isoformat(),
        "status": "open",
    }
    await admin.put(f"/api/v1/metrics/collections/{code}", body)


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
        say(f"   approved: {approved} returns in {len(waiting)} submissions")
        return approved

    async def why(self, organisation: str, indicator: str, period: str) -> None:
        """How a derived value comes about."""
        key = {"organisation": organisation, "indicator": indicator, "period": period}
        told = await self.door.get("/api/v1/metrics/derived-values/explanation", **key)
        say(f"   derived: {organisation} {indicator}: {told['line']['zh']}")

    async def submission_of(self, organisation: str, period: str) -> str:
        """The submission by which an organisation reported its resources."""
        readings = await self.door.everything(
            "/api/v1/metrics/readings", organisation=organisation, indicator="teaching_area", period=period
        )
        return str(readings[0]["submission"])

"""All five plans in a house of their own: a few fictitious schools each, and readings drawn from the yardsticks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from deploy.demo.county_office import Review, ask_for_targets
from deploy.demo.data import load, load_all
from deploy.demo.door import IDENTITY, Door
from deploy.demo.people import create_administrator
from deploy.demo.plans import PUBLISHED_ON, plan, publish_plan
from deploy.demo.sending import Sender
from deploy.demo.synthetic import Reading
from deploy.demo.synthetic_few_schools import KINDS, counties_of, few_schools
from deploy.demo.synthetic_items import Item, Reporter, items_by_code, reporters_of
from deploy.demo.synthetic_plan import Drawing, Key
from deploy.demo.synthetic_region import periods_from
from deploy.demo.synthetic_wishes import items_of, wishes_of_plan, wishes_of_standard
from deploy.supervisor import House
from services.yardsticks.periods import PeriodKind
from tests.door.patience import until_known

PASSWORD = "a pass phrase for tests"
AS_OF = "2024-12-01"
STANDARD, STANDARD_PERIOD, COUNTY = "compulsory-balanced-2017", "2023-2024", "640221"
# plan: the first calendar year of its readings; enough to hold a figure against the year before
FIRST_YEAR = {
    "ningxia-2021": 2021,
    "pingluo-2019": 2018,
    "xiangtan-2020": 2020,
    "shenyang-2022": 2020,
    "qinzhou-draft": 2019,
}
TOPS = ("640000", "430300", "210100", "450700")
COUNTIES_WITH_SCHOOLS = 2
# A school far above every line of the resource indicators; alone in its stage, so that no coefficient is anything.
RESOURCES = {"pupils": 400, "teachers": 40, "teaching_area": 4000, "indoor_sports_area": 100,
             "outdoor_sports_area": 6000, "equipment_value": 400, "multimedia_rooms": 20}  # fmt: skip


@dataclass
class FivePlans:
    """The doors, and everything that was drawn; `assess` makes an assessment and returns it with its targets."""

    admin: Door
    sender: Sender
    review: Review
    supervisor: Door
    organisations: list[dict[str, Any]]
    values: dict[Key, Decimal]

    async def report(self, readings: Sequence[Reading], **more: Any) -> None:
        await self.sender.send(readings, **more)
        await self.review.approve_pending()

    async def assess(self, code: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        body = {"plan": code, "organisation": plan(code)["jurisdiction"], "as_of": AS_OF}
        made: dict[str, Any] = await self.supervisor.post("/api/v1/audit/assessments", body)
        targets = await self.supervisor.everything(f"/api/v1/audit/assessments/{made['id']}/targets")
        return made, {each["code"]: each for each in targets}


async def furnish(house: House) -> FivePlans:
    """Organisations, plans, indicators, collections, readings and their approval, all through the gateway."""
    await create_administrator(house, "root.five", PASSWORD)
    admin = await Door.person(house.gateway_url, "root.five", PASSWORD)
    organisations = _organisations()
    await admin.post("/api/v1/plans/organisations", {"organisations": organisations})
    for code in PUBLISHED_ON:
        await publish_plan(admin, code)
    await admin.post("/api/v1/metrics/indicators", {"indicators": load_all("indicators")})
    items = items_by_code(load_all("indicators"))
    body = {"name": "Test platform", "grants": [{"role": "sender", "organisation": top} for top in TOPS]}
    made = await until_known(admin, f"{IDENTITY}/clients", body)
    machine = await Door.machine(house.gateway_url, made["client_id"], made["client_secret"])
    reviewer, supervisor = await _person(house, admin, "reviewer"), await _person(house, admin, "supervisor")
    found = FivePlans(admin, Sender(machine, items), Review(reviewer), supervisor, organisations, {})
    for code in FIRST_YEAR:
        await _report_plan(found, code)
    await _report_standard(found)
    await found.review.approve_pending()
    return found


def _organisations() -> list[dict[str, Any]]:
    organisations = load_all("organisations")
    chosen = [
        county
        for top in TOPS
        for place, county in enumerate(counties_of(organisations, top))
        if place < COUNTIES_WITH_SCHOOLS or county["code"] == COUNTY
    ]
    plain = [each for each in chosen if each["code"] != COUNTY]
    single_stage = tuple(kind for kind in KINDS if kind != "nine_year")
    return (
        organisations + few_schools(plain, tuple(KINDS)) + few_schools(counties_of(organisations, COUNTY), single_stage)
    )


async def _person(house: House, admin: Door, role: str) -> Door:
    grants = [{"role": role, "organisation": top} for top in TOPS]
    body = {"username": f"five.{role}", "name": f"Test {role}", "password": PASSWORD, "grants": grants}
    await until_known(admin, f"{IDENTITY}/accounts", body)
    return await Door.person(house.gateway_url, f"five.{role}", PASSWORD)


async def _report_plan(found: FivePlans, code: str) -> None:
    items, document = found.sender.items, plan(code)
    wishes, reporters = wishes_of_plan(document), reporters_of(found.organisations, document["jurisdiction"])
    kinds = sorted({items[item].period for item in items_of(wishes)})
    periods = periods_from(FIRST_YEAR[code], date.fromisoformat(AS_OF), kinds)
    await ask_for_targets(found.admin, code, document["jurisdiction"], wishes, items, periods)
    drawing = Drawing(wishes, items, reporters, periods, 1, known=found.values)
    wanted = [(item, period) for item in items_of(wishes) for period in periods[items[item].period]]
    await _send_new(found, drawing, wanted, reporters)


async def _report_standard(found: FivePlans) -> None:
    """Everything the standard counts with, for one school year of Pingluo, and the assessment its plan refers to."""
    shown = await found.supervisor.get(f"/api/v1/audit/standards/{STANDARD}")
    wishes, reporters = wishes_of_standard(shown["document"]), reporters_of(found.organisations, COUNTY)
    resources = items_by_code(load("indicators/resources.yaml"))
    known = found.values | {
        Key(each.code, item, STANDARD_PERIOD): _resource(item)
        for item in resources
        for each in reporters
        if each.belongs(resources[item].population)
    }
    periods = {PeriodKind.SCHOOL_YEAR: [STANDARD_PERIOD]}
    await ask_for_targets(found.admin, STANDARD, COUNTY, wishes, found.sender.items, periods)
    body = {"title": {"zh": "办学条件（测试）", "en": "School resources (test)"}, "organisation": COUNTY,
            "period": STANDARD_PERIOD, "indicators": list(resources), "opens_on": "2023-09-01",
            "due_on": "2023-10-15", "status": "open"}  # fmt: skip
    await found.admin.put("/api/v1/metrics/collections/resources-test", body)
    drawing = Drawing(wishes, found.sender.items, reporters, periods, 1, known=known)
    names = dict.fromkeys([*resources, *items_of(wishes)])
    await _send_new(found, drawing, [(item, STANDARD_PERIOD) for item in names], reporters)
    await found.review.approve_pending()
    body = {"standard": STANDARD, "organisation": COUNTY, "period": STANDARD_PERIOD, "as_of": AS_OF}
    made = await found.supervisor.post("/api/v1/audit/assessments", body)
    assert made["verdict"] == "met", made["summary"]


async def _send_new(
    found: FivePlans, drawing: Drawing, wanted: Iterable[tuple[str, str]], reporters: Sequence[Reporter]
) -> None:
    items: dict[str, Item] = dict(found.sender.items)
    new = {
        key: drawing.value(*key)
        for item, period in wanted
        for each in reporters
        if each.belongs(items[item].population)
        for key in [Key(each.code, item, period)]
        if key not in found.values
    }
    await found.sender.send([Reading(*key, value) for key, value in new.items()])
    found.values |= new


def _resource(item: str) -> Decimal:
    return Decimal(
        RESOURCES.get(item) or next(RESOURCES[each] for each in ("pupils", "teachers") if item.startswith(each))
    )

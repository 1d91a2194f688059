"""The main job, once, end to end: from five plans to an order, a region's targets, and a policy text made a plan."""

import time
from pathlib import Path

from deploy.demo import county_office, people, policy_office, region_supervision
from deploy.demo.accounting import Accounting, keep_ledger
from deploy.demo.county_office import Review
from deploy.demo.data import load_all
from deploy.demo.door import Door
from deploy.demo.evaluating import Evaluating
from deploy.demo.plans import plan, publish_plans
from deploy.demo.provincial_platform import ProvincialPlatform
from deploy.demo.school_system import SchoolSystem
from deploy.demo.sending import Sender
from deploy.demo.supervision import STANDARD, Supervision
from deploy.demo.synthetic import County
from deploy.demo.synthetic import county as synthetic_county
from deploy.demo.synthetic_balance import balance_readings
from deploy.demo.synthetic_items import items_by_code, reporters_of
from deploy.demo.synthetic_planted import CORRECTION, LAST_PERIOD, SPECIAL_SCHOOL
from deploy.demo.synthetic_planted_region import AS_OF, GAPS, REGION
from deploy.demo.synthetic_region import readings_of, region_drawing, region_schools
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.synthetic_wishes import wishes_of_plan, wishes_of_standard
from deploy.demo.telling import chapter, say
from deploy.supervisor import House

SEED = 640221
SPORTS_AREA = "sports_area_per_pupil.primary"


async def main(house: House) -> int:
    """Walk the main job; everything is done through the API, and a second walk doubles nothing."""
    begun = time.monotonic()
    keys = people.Keys.read(house.ground.folder.demo)
    county = synthetic_county(SEED)
    say(
        "督导 Dudao: five plans; Pingluo county and Ningxia with fictitious schools and synthetic figures (seed 640221)"
    )
    admin = await people.administrator(house, keys)

    chapter(1, "机构与方案", "Organisations and plans")
    organisations = load_all("organisations")
    organisations += region_schools(organisations) + [school.as_organisation() for school in county.schools]
    await county_office.register_organisations(admin, organisations)
    await publish_plans(admin)
    doors = await people.accounts(house, keys, admin)
    await county_office.publish_indicators(admin)
    items = items_by_code(load_all("indicators"))
    system = Sender(await people.machine(house, keys, admin, people.SYSTEM), items)
    platform = Sender(await people.machine(house, keys, admin, people.PLATFORM), items)

    await _county(admin, doors, county, system, platform)
    await _region(admin, doors, county, organisations, platform)
    chapter(13, "青禾县（虚构）：从文件到责任", "Qinghe, a fictitious county: from a policy text to duties")
    await policy_office.register(admin)
    doors |= await people.accounts(house, keys, admin, {"demo.qinghe": policy_office.PERSON})
    await policy_office.PolicyOffice(admin, doors["demo.qinghe"]).work()

    for door in (admin, system.door, platform.door, *doors.values()):
        await door.close()
    say()
    say(f"Walked in {time.monotonic() - begun:.1f} s. Open {house.gateway_url}/docs (the pages, no internet needed),")
    say(f"{house.gateway_url}/openapi.json (the document). Names and passwords: {_near(keys.file)}")
    return 0


async def _county(admin: Door, doors: dict[str, Door], county: County, system: Sender, platform: Sender) -> None:
    """Pingluo under the whole standard."""
    standard = await admin.get(f"/api/v1/audit/standards/{STANDARD}")
    wishes = wishes_of_standard(standard["document"])
    chapter(2, "填报任务", "What is asked of schools and bureaus")
    await county_office.ask_county(admin, wishes)
    bureaus = reporters_of(load_all("organisations"), COUNTY)
    balance = balance_readings(county, wishes, system.items, bureaus)
    schools, bureau_codes = SchoolSystem(system, county, balance), {each.code for each in bureaus}
    chapter(3, "学校系统报送", "A school information system reports")
    anything_new = await schools.send_everything_owed()
    if anything_new:
        of_bureaus = [reading for reading in balance if reading.organisation in bureau_codes]
        await ProvincialPlatform(platform).send(of_bureaus, f"the bureaus' guarantee and quality of {LAST_PERIOD}")
        chapter(4, "审核与更正", "Review and correction")
        await _review(schools, Review(doors["demo.reviewer"]))
    await _supervise(doors, anything_new=anything_new)


async def _review(system: SchoolSystem, review: Review) -> None:
    submission = await review.submission_of(SPECIAL_SCHOOL, LAST_PERIOD)
    await review.return_one(submission, SPECIAL_SCHOOL, "Please check the count of special classrooms and send again.")
    await review.approve_pending()
    await system.send_again(SPECIAL_SCHOOL, "checked, the figures stand")
    await review.why(CORRECTION.organisation, SPORTS_AREA, LAST_PERIOD)
    await system.correct()
    await review.why(CORRECTION.organisation, SPORTS_AREA, LAST_PERIOD)
    await review.approve_pending()


async def _supervise(doors: dict[str, Door], *, anything_new: bool) -> None:
    supervision = Supervision(
        supervisor=doors["demo.supervisor"],
        decider=doors["demo.decider"],
        unit=doors["demo.development"],
        school=doors["demo.school"],
    )
    chapter(5, "责任对应", "Indicators bound to duties")
    await supervision.bind()
    chapter(6, "评估", "Assessment: the 31 indicators")
    assessment = await supervision.assess(anything_new=anything_new)
    chapter(7, "问题与责任单位", "Findings by unit")
    findings = await supervision.findings(assessment)
    chapter(8, "整改", "Rectification")
    made = await supervision.order(findings)
    if made is not None:
        accounting = Accounting(
            supervisor=doors["demo.supervisor"],
            decider=doors["demo.decider"],
            head=doors["demo.head"],
            development=doors["demo.development"],
            personnel=doors["demo.personnel"],
        )
        await accounting.more_time(made)
        await accounting.hold_to_account(findings)
    await keep_ledger(doors["demo.supervisor"], assessment["id"])
    chapter(9, "为什么", "Why")
    await supervision.why(assessment)
    chapter(10, "缺口、评价与抽样", "What is lacking, an evaluation, a sample")
    await Evaluating(doors["demo.supervisor"]).tell(assessment)


async def _region(
    admin: Door, doors: dict[str, Door], county: County, organisations: list[dict[str, object]], platform: Sender
) -> None:
    """Ningxia and the targets of its plan."""
    wishes = wishes_of_plan(plan(region_supervision.PLAN))
    drawing = region_drawing(wishes, platform.items, organisations, county)
    chapter(11, "宁夏：数据平台报送", "Ningxia: a data platform reports")
    collections = await county_office.ask_for_targets(
        admin, region_supervision.PLAN, REGION, wishes, platform.items, drawing.periods
    )
    say(f"   {len(collections)} collections, one for each school year, term and calendar year since 2021")
    machine = ProvincialPlatform(platform)
    owed = await machine.owed(REGION, AS_OF, collections, GAPS)
    if owed:
        await machine.send_by_period(readings_of(drawing, owed))
        await Review(doors["demo.province.reviewer"]).approve_pending()
    supervisor = doors["demo.province.supervisor"]
    await region_supervision.tell_completeness(supervisor)
    chapter(12, "宁夏：目标完成情况", "Ningxia: where the targets stand")
    await region_supervision.assess(supervisor, anything_new=bool(owed))


def _near(file: Path) -> Path:
    """The file as seen from here, where it is below."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file

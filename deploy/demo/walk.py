"""The main job, once, end to end through the gateway: from Pingluo's plan to a decided order and the answer to why."""

import time
from pathlib import Path

from deploy.demo import county_office, people
from deploy.demo.county_office import Review
from deploy.demo.door import Door
from deploy.demo.school_system import SchoolSystem
from deploy.demo.supervision import Supervision
from deploy.demo.synthetic import county as synthetic_county
from deploy.demo.synthetic_planted import SPECIAL_SCHOOL
from deploy.demo.telling import chapter, say
from deploy.supervisor import House

SEED = 640221


async def main(house: House) -> int:
    """Walk the main job; everything is done through the API, and a second walk doubles nothing."""
    begun = time.monotonic()
    keys = people.Keys.read(house.ground.folder.demo)
    county = synthetic_county(SEED)
    say("督导 Dudao: Pingluo county (640221), fictitious schools, synthetic figures (seed 640221)")
    admin = await people.administrator(house, keys)

    chapter(1, "机构与方案", "Organisations and the plan")
    await county_office.register_organisations(admin, county)
    await county_office.publish_plan(admin)
    doors = await people.accounts(house, keys, admin)
    machine = await people.school_system(house, keys, admin)

    chapter(2, "填报任务", "What is asked of schools")
    await county_office.ask_for_readings(admin)

    anything_new = await _report_and_review(SchoolSystem(machine, county), Review(doors["demo.reviewer"]))
    await _supervise(doors, anything_new=anything_new)

    for door in (admin, machine, *doors.values()):
        await door.close()
    say()
    say(f"Walked in {time.monotonic() - begun:.1f} s. Open {house.gateway_url}/docs (the pages, no internet needed),")
    say(f"{house.gateway_url}/openapi.json (the document). Names and passwords: {_near(keys.file)}")
    return 0


async def _report_and_review(system: SchoolSystem, review: Review) -> bool:
    """Whether anything new was reported."""
    chapter(3, "学校系统报送", "A school information system reports")
    if not await system.send_everything_owed():
        return False
    chapter(4, "审核与更正", "Review and correction")
    submission = await review.newest_of(SPECIAL_SCHOOL)
    await review.return_one(submission, SPECIAL_SCHOOL, "Please check the count of special classrooms and send again.")
    await review.approve_pending()
    await system.send_again(SPECIAL_SCHOOL, "checked, the figures stand")
    await system.correct()
    await review.approve_pending()
    return True


async def _supervise(doors: dict[str, Door], *, anything_new: bool) -> None:
    supervision = Supervision(
        supervisor=doors["demo.supervisor"],
        decider=doors["demo.decider"],
        unit=doors["demo.development"],
        school=doors["demo.school"],
    )
    chapter(5, "责任对应", "Criteria bound to duties")
    await supervision.bind()
    chapter(6, "评估", "Assessment")
    assessment = await supervision.assess(anything_new=anything_new)
    chapter(7, "问题与责任单位", "Findings by unit")
    findings = await supervision.findings(assessment)
    chapter(8, "整改", "Rectification")
    await supervision.order(findings)
    chapter(9, "为什么", "Why")
    await supervision.why(assessment)


def _near(file: Path) -> Path:
    """The file as seen from here, where it is below."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file

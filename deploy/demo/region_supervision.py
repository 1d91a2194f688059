"""The region's side: how complete reporting is, and what the targets of its plan have come to."""

from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic_planted_region import AS_OF, MISSED_IN, REGION, SILENT_COUNTY
from deploy.demo.telling import say
from deploy.demo.telling_targets import tell_nodes, tell_targets

PLAN = "ningxia-2021"
ASSESSMENTS = "/api/v1/audit/assessments"


async def tell_completeness(supervisor: Door) -> None:
    counties = await supervisor.everything(
        "/api/v1/metrics/completeness", organisation=REGION, as_of=AS_OF, by="county"
    )
    missing = [each for each in counties if not each["complete"]]
    say(f"   complete: {len(counties) - len(missing)} of {len(counties)} places with reporters")
    for each in missing:
        unknown = f", {each['unknown']} reported as unknown" if each["unknown"] else ""
        say(f"   {each['code']} {each['name']['zh']}: {each['missing']} of {each['owed']} items missing{unknown}")


async def assess(supervisor: Door, *, anything_new: bool) -> None:
    """The assessment of this day; where nothing was reported since the last one, that one again."""
    known = await supervisor.get(ASSESSMENTS, organisation=REGION, limit=1)
    if anything_new or not known["items"]:
        body = {"plan": PLAN, "organisation": REGION, "as_of": AS_OF}
        made = (await supervisor.post(ASSESSMENTS, body))["id"]
    else:
        made = known["items"][0]["id"]
        say(f"   nothing new since assessment {made}: shown again, not repeated")
    assessment: dict[str, Any] = await supervisor.get(f"{ASSESSMENTS}/{made}")
    targets = await supervisor.everything(f"{ASSESSMENTS}/{made}/targets")
    say(f"   {len(targets)} targets as of {AS_OF}; those due in 2025:")
    tell_targets([each for each in targets if (each["deadline"] or "").startswith("2025")])
    _tell_special(targets)
    tell_nodes(assessment["summary"]["nodes"])
    for each in assessment["information_only"]:
        say(f"   for information only 仅供参考: {each['zh']} · {each['en']}")


def _tell_special(targets: list[dict[str, Any]]) -> None:
    yearly = next(each for each in targets if each["code"] == MISSED_IN[0])
    say(f"   {yearly['code']} {yearly['statement']['zh']}: {yearly['verdict']}, missed in {yearly['failed_periods']}")
    for each in targets:
        for datum in each["missing"][:1]:
            say(f"   {each['code']} waits for {SILENT_COUNTY}: {datum['indicator']} of {datum['period']}, missing"
                " and not zero")  # fmt: skip

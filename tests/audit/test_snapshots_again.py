"""An assessment on the readings of another: another standard, variant or place, asked of the same snapshot."""

from tests.audit.county import County
from tests.audit.places import open_province
from tests.audit.policy import rate, target
from tests.audit.test_assessments import full
from tests.audit.test_plan_targets import assess, publish


async def test_what_was_corrected_since_is_not_part_of_it(county: County) -> None:
    full(county)
    first = (await county.assess()).body
    county.tell("s2", {"multimedia_rooms": 0})
    await county.current()
    now = (await county.assess()).body
    then = (await county.assess(snapshot_of=first["id"])).body
    assert (now["verdict"], then["verdict"]) == ("not_met", "met")
    assert then["snapshot_version"] == first["snapshot_version"] < now["snapshot_version"]
    assert (then["result_sha256"], then["stale_readings"]) == (first["result_sha256"], 0)
    shown = (await county.get(f"/assessments/{then['id']}")).body
    assert shown["stale_readings"] == 1


async def test_another_standard_and_a_plan_are_asked_of_the_same_readings(county: County) -> None:
    full(county)
    county.tell("education", {"enrolled": 93, "of_age": 100})
    first = (await county.assess()).body
    county.tell("education", {"enrolled": 10})
    plan = publish(county, target("T01", rate()))
    of_targets = await assess(county, plan, snapshot_of=first["id"])
    assert (of_targets["verdict"], of_targets["snapshot_version"]) == ("met", first["snapshot_version"])
    other = await county.assess(standard="compulsory-basic-2012", plan=None, snapshot_of=first["id"])
    assert (other.status, other.body["snapshot_version"]) == (201, first["snapshot_version"])


async def test_a_province_is_scored_on_what_one_of_its_assessments_saw(county: County) -> None:
    province = await open_province(county)
    for each in province.counties:
        full(each)
    first = await province.assessed()
    province.second.tell("s1", {"equipment_value": 1})
    again = await province.assessed(snapshot_of=first["id"])
    assert (again["verdict"], again["result_sha256"]) == ("met", first["result_sha256"])


async def test_a_snapshot_one_may_not_see_or_that_is_not_there_is_refused_alike(county: County) -> None:
    province = await open_province(county)
    for each in (county, *province.counties):
        full(each)
    elsewhere = (await county.assess()).body["id"]
    for snapshot in (elsewhere, "asm_none"):
        answer = await province.first.assess(plan=None, snapshot_of=snapshot)
        assert (answer.status, answer.body["code"]) == (403, "not_allowed")


async def test_a_snapshot_is_no_version_to_wait_for(county: County) -> None:
    answer = await county.assess(snapshot_of="asm_none", at_least_readings_version=1)
    assert (answer.status, answer.body["code"]) == (422, "body_invalid")

"""How the verdict on a school or a county follows from its parts, with a paragraph for a letter."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.audit.county import Answer, County
from tests.audit.places import Province, open_province
from tests.audit.policy import rate, target
from tests.audit.prefecture import open_prefecture
from tests.audit.test_items_assessed import assessed
from tests.audit.test_other_standards import ALIKE, assess, poor, supply
from tests.audit.test_places import full
from tests.audit.test_plan_targets import assess as assess_targets
from tests.audit.test_plan_targets import publish


async def outcome(county: County | Province, assessment: str, organisation: str, **asked: Any) -> Answer:
    return await county.get(f"/assessments/{assessment}/outcome", organisation=organisation, **asked)


async def follow(county: County, link: str) -> Answer:
    parts = urlsplit(link.removeprefix("/api/v1/audit"))
    return await county.get(parts.path, **dict(parse_qsl(parts.query)))


def steps(answer: Answer) -> dict[tuple[str, str | None], dict[str, Any]]:
    assert answer.status == 200, answer.body
    return {(each["code"], each["stage"]): each for each in answer.body["steps"]}


async def test_a_school_sees_its_own_outcome_and_no_other(county: County) -> None:
    made = await assessed(county)
    assert (await outcome(county, made["id"], county.at("s1"), by="s1")).status == 200
    for other in (county.at("s2"), county.code, "unknown"):
        assert (await outcome(county, made["id"], other, by="s1")).status == 404
    assert (await outcome(county, "asm_none", county.code)).status == 404


async def test_a_school_fails_by_the_lines_it_misses(county: County) -> None:
    made = await assessed(county, s2={"outdoor_sports_area": 1, "indoor_sports_area": 1})
    answer = await outcome(county, made["id"], county.at("s2"))
    told = steps(answer)
    assert (answer.body["verdict"], answer.body["recognition"], len(told)) == ("not_met", None, 7)
    (failed,) = (each for each in told.values() if each["verdict"] == "not_met")
    assert failed["code"] == "R5"
    assert failed["text"].startswith("(1 + 1) ÷ ")
    (link,) = failed["why"]
    assert (await follow(county, link)).body["verdict"] == "not_met"
    assert {"school_rule", "criteria.R5"} <= {each["path"] for each in answer.body["rests_on"]}
    paragraph = answer.body["paragraph"]
    for words in ("每所学校 7 项指标至少 6 项达到，其余不低于要求的 85%", "达到 6 项，未达到 1 项", "结论：未达到"):
        assert words in paragraph["zh"]
    for words in ("at least 6 of 7 lines", "6 are met, 1 are not", "Result: not met"):
        assert words in paragraph["en"]


async def test_a_county_follows_from_schools_coefficients_indicators_and_provisos(county: County) -> None:
    made = await assessed(county, education={"veto.falsification": 1}, s1={"largest_class.primary": 46})
    answer = await outcome(county, made["id"], county.code)
    told = steps(answer)
    assert (answer.body["verdict"], answer.body["recognition"]) == (made["verdict"], "not_met")
    assert answer.body["recognition"] == made["summary"]["recognition"]["verdict"]
    assert told["school_rule", None]["text"] == "3 / 3"
    assert (told["G5", None]["verdict"], told["G5", None]["text"]) == ("not_met", "G5.1 46 > 45")
    assert (told["vetoes.V6", None]["verdict"], told["vetoes.V6", None]["decides"]) == ("not_met", False)
    assert told["R1", "primary"]["kind"] == "comparison"
    for link in told["G5", None]["why"]:
        assert (await follow(county, link)).status == 200
    assert "G5 班额不超上限：G5.1 46 > 45" in answer.body["paragraph"]["zh"]
    assert "连同前提、否决与认可：未达到" in answer.body["paragraph"]["zh"]


async def test_a_mean_and_a_grade_are_told_with_their_numbers(county: County) -> None:
    table = await supply(county, "ningxia-city-2019", f"{county.code}-o")
    city = await open_prefecture(county)
    city.tell("education", {"grading.campus_event": 0, "grading.falsification": 0, "grading.fitness_declined": 0})
    city.tell("education", {"points_given": 92})
    city.tell("a-s1", ALIKE)
    city.tell("a-s2", poor(10))
    mean = (await assess(city, "compulsory-basic-2012", organisation=city.at("a"))).body
    told = steps(await outcome(city, mean["id"], city.at("a")))["county_rule", "primary"]
    assert (
        told["text"] == "(0.8182 + 0.8182 + 0.8182 + 0.8182 + 0.8182 + 0.8182 + 0.8182 + 0.8182) ÷ 8 ≈ 0.818182 > 0.65"
    )
    graded = (await assess(city, "ningxia-city-2019", variants=[table])).body
    answer = await outcome(city, graded["id"], city.code)
    assert steps(answer)["grading", None]["text"] == "良好，downgrades.D4"
    assert answer.body["verdict"] == graded["verdict"]


@pytest.mark.parametrize("school", ["s1", "s2"])
async def test_what_is_missing_leaves_it_open(county: County, school: str) -> None:
    made = await assessed(county, **{school: {"multimedia_rooms": None}})
    answer = await outcome(county, made["id"], county.at(school))
    assert answer.body["verdict"] == "cannot_decide"
    assert "尚不能判定：R7" in answer.body["paragraph"]["zh"]


async def test_within_a_province_a_county_and_its_schools_are_told(county: County) -> None:
    province = await open_province(county)
    full(province.first)
    made = await province.assessed()
    own = (await province.first.assess(plan=None)).body
    for organisation in (province.first.code, province.first.at("s2")):
        within = (await outcome(province, made["id"], organisation)).body
        alone = (await outcome(province.first, own["id"], organisation)).body
        for name in ("verdict", "recognition"):
            assert within[name] == alone[name]
        assert [each | {"why": None} for each in within["steps"]] == [each | {"why": None} for each in alone["steps"]]
    assert (await outcome(province, made["id"], province.code)).body["code"] == "not_found"


async def test_targets_of_a_plan_and_schools_that_do_not_count_say_so(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    of_plan = await outcome(county, (await assess_targets(county, plan))["id"], county.code)
    assert (of_plan.status, of_plan.body["code"]) == (404, "not_scored")
    await county.change("gone", "school", 0, school_kind="primary", closed_on="2015-07-01")
    made = await assessed(county)
    closed = await outcome(county, made["id"], county.at("gone"))
    assert (closed.status, closed.body["reason"]) == (404, "not_open")

"""Why a condition or a target came out as it did: clause, formula, history, and a paragraph for a letter."""

from typing import Any

from tests.audit.county import STANDARD, County
from tests.audit.places import open_province
from tests.audit.policy import every_school, rate, target
from tests.audit.test_items_assessed import assessed
from tests.audit.test_places import full
from tests.audit.test_plan_targets import assess, publish


async def figure(county: County, assessment: str, code: str, **asked: Any) -> dict[str, Any]:
    answer = await county.get(f"/assessments/{assessment}/figures/{code}", **asked)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.body
    return found


async def test_a_condition_names_its_clause_how_sure_it_is_and_who_confirmed_it(county: County) -> None:
    body = await assessed(county, education={"layout_plan_sound": 0})
    found = await figure(county, body["id"], "G1.1")
    assert found["document"]["standard"] == "compulsory-balanced-2017"
    assert found["document"]["number"] == "教督〔2017〕6号"
    clause = next(each for each in found["rests_on"] if each["path"] == "G1")
    assert (clause["confidence"], clause["confirmation"]) == ("unverified", None)
    assert "G1" in found["paragraph"]["zh"].rpartition("尚待确认：")[2]
    confirmation = {"clause": "G1", "organisation": county.code, "reason": "核对", "confirmed_on": "2021-11-20"}
    confirmed = await county.post(f"/standards/{STANDARD}/confirmations", confirmation, by="decider")
    assert confirmed.status == 201, confirmed.body
    found = await figure(county, body["id"], "G1.1")
    clause = next(each for each in found["rests_on"] if each["path"] == "G1")
    assert clause["confirmation"]["organisation"] == county.code
    assert "尚待确认" not in found["paragraph"]["zh"]


async def test_a_share_shows_its_numbers_and_its_sender_in_the_paragraph(county: County) -> None:
    body = await assessed(county, education={"backbone_teachers_exchanged": 7})
    found = await figure(county, body["id"], "G11.2")
    assert found["formula"] == {"organisation": None, "text": "7 ÷ 40 × 100 = 17.5 < 20"}
    paragraph = found["paragraph"]
    for words in (
        "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号",
        "7 ÷ 40 × 100 = 17.5 < 20",
        "结论：未达到",
        "数据来源：报送",
    ):
        assert words in paragraph["zh"]
    for words in ("7 ÷ 40 × 100 = 17.5 < 20", "Result: not met", "Sources: submission", "approved by"):
        assert words in paragraph["en"]


async def test_of_many_schools_the_worst_is_told_and_those_that_miss_it_are_named(county: County) -> None:
    body = await assessed(county, s1={"largest_class.primary": 46}, s3={"largest_class.primary": 47})
    found = await figure(county, body["id"], "G5.1")
    assert found["formula"]["organisation"]["code"] == county.at("s3")
    assert found["formula"]["text"] == "47 > 45"
    assert "共 2 家，未达到 2 家" in found["paragraph"]["zh"]
    assert "2 miss it" in found["paragraph"]["en"]


async def test_what_is_missing_is_said_to_be_missing(county: County) -> None:
    body = await assessed(county, s2={"teachers_certified": None})
    found = await figure(county, body["id"], "G12.1")
    assert "?" in found["formula"]["text"]
    assert "缺少 1 项数据" in found["paragraph"]["zh"]
    assert "结论：尚不能判定（缺少数据）" in found["paragraph"]["zh"]
    assert "Result: cannot be decided (data are missing)" in found["paragraph"]["en"]


async def test_a_veto_is_told_as_a_fact_and_a_comparator_as_a_comparison(county: County) -> None:
    body = await assessed(county, education={"veto.falsification": 1})
    veto = (await figure(county, body["id"], "vetoes.V6"))["paragraph"]
    assert "不得发生" in veto["zh"]
    assert "结论：发现。" in veto["zh"]
    assert "Result: found." in veto["en"]
    pay = (await figure(county, body["id"], "G8.1"))["paragraph"]
    assert "应不低于对照值" in pay["zh"]
    assert "120000 ≥ 100000" in pay["zh"]


async def test_readings_come_with_what_was_sent_before(county: County) -> None:
    county.tell("education", {"enrolled": 80, "of_age": 100})
    county.tell("education", {"enrolled": 93})
    plan = publish(county, target("T01", rate()))
    found = await figure(county, (await assess(county, plan))["id"], "T01")
    enrolled = next(each for each in found["organisations"][0]["readings"] if each["indicator"] == "enrolled")
    assert (enrolled["value"], [each["value"] for each in enrolled["history"]]) == (93, [80])
    assert enrolled["history"][0]["submission"] != enrolled["submission"]


async def test_a_target_tells_its_place_in_the_plan_and_what_does_not_bind(county: County) -> None:
    plan = publish(county, target("T01", rate()), legal_status="draft_for_comment")
    county.tell("education", {"enrolled": 93, "of_age": 100})
    found = await figure(county, (await assess(county, plan))["id"], "T01")
    assert (found["document"]["plan"], found["document"]["revision"], found["rests_on"]) == (plan, 1, [])
    assert found["formula"] == {"organisation": None, "text": "93 ÷ 100 × 100 = 93 ≥ 90"}
    assert "依据《虚构方案》（二 T01），“目标 T01”应不低于 90%" in found["paragraph"]["zh"]
    assert "仅供参考" in found["paragraph"]["zh"]
    assert "For information only" in found["paragraph"]["en"]


async def test_a_change_is_told_by_what_it_came_to(county: County) -> None:
    rise = rate() | {"change": {"kind": "rise"}}
    plan = publish(county, target("T01", rise, value=5, unit="个百分点"))
    county.tell("education", {"enrolled": 80, "of_age": 100}, "2020-2021")
    county.tell("education", {"enrolled": 93, "of_age": 100}, "2021-2022")
    found = await figure(county, (await assess(county, plan))["id"], "T01")
    assert found["formula"]["text"] == "= 13 ≥ 5"


async def test_a_target_nobody_has_reported_for_says_so(county: County) -> None:
    plan = publish(county, target("T01", every_school("gates"), comparison=">=", value=1, unit="座"))
    found = await figure(county, (await assess(county, plan))["id"], "T01")
    assert found["formula"] is None
    assert "尚无已审核数据" in found["paragraph"]["zh"]
    assert "Nothing is approved" in found["paragraph"]["en"]


async def test_within_a_province_a_condition_of_one_county_is_explained(county: County) -> None:
    province = await open_province(county)
    full(province.first)
    full(province.second)
    province.second.tell("education", {"backbone_teachers_exchanged": 7})
    made = await province.assessed()
    path = f"/assessments/{made['id']}/figures/G11.2"
    assert (await province.get(path)).body["code"] == "county_needed"
    told = {}
    for each in province.counties:
        told[each.code] = (await province.get(path, organisation=each.code)).body
    assert told[province.first.code]["result"]["verdict"] == "met"
    assert told[province.second.code]["formula"]["text"] == "7 ÷ 40 × 100 = 17.5 < 20"
    elsewhere = await province.first.get(path, organisation=province.second.code)
    assert elsewhere.status == 404
